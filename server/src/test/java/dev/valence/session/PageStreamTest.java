package dev.valence.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.valence.api.DeadlockException;
import dev.valence.api.Exposed;
import dev.valence.api.JavaScriptException;
import dev.valence.api.RendererGoneException;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ReadableByteChannel;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Streams of a page that Java reads. */
class PageStreamTest {
    @Exposed
    public static final class Module {
        volatile InputStream taken;
        volatile ReadableByteChannel channel;
        volatile Object anything;

        public void take(InputStream stream) {
            taken = stream;
        }

        public void takeChannel(ReadableByteChannel opened) {
            channel = opened;
        }

        public void takeAny(Object value) {
            anything = value;
        }

        public void takeInside(List<InputStream> streams) {
            taken = streams.get(0);
        }

        public InputStream give() {
            return taken;
        }

        public Object giveAny() {
            return channel;
        }

        public int readNow(InputStream stream) throws IOException {
            return stream.read();
        }

        public String choose(Object anything) {
            return "object";
        }

        public String choose(ReadableByteChannel opened) {
            return "channel";
        }

        public String choose(InputStream stream) {
            return "stream";
        }

        public String choose(String text) {
            return "text";
        }

        public boolean isStream(Closeable given) {
            return given instanceof InputStream;
        }

        public void takeNumber(int number) {}
    }

    private final Module module = new Module();
    private final TestApplication application = TestApplication.with(module);
    private final ScriptedPage page = application.open();
    private final long target = page.module();

    @AfterEach
    void stop() {
        application.close();
    }

    private static String stream(int id, int n) {
        return "{\"$\":\"stream\",\"id\":%d,\"n\":%d}".formatted(id, n);
    }

    /** What the page is asked for next: a piece of stream 5. */
    private JsonNode asked() {
        JsonNode request = page.next();
        assertThat(request.path("method").asText()).isEqualTo("stream.read");
        assertThat(request.at("/params/0").asInt()).isEqualTo(5);
        assertThat(request.at("/params/1").asInt()).isEqualTo(PageStream.PIECE_BYTES);
        return request;
    }

    private void answer(JsonNode request, int... bytes) {
        byte[] piece = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            piece[i] = (byte) bytes[i];
        }
        page.answer(
                request,
                "{\"$\":\"bytes\",\"type\":\"Uint8Array\",\"data\":\"%s\"}"
                        .formatted(Base64.getEncoder().encodeToString(piece)));
    }

    private void end(JsonNode request) {
        page.answer(request, "{\"$\":\"undefined\"}");
    }

    private void fail(JsonNode request) {
        page.tell("""
                {"jsonrpc":"2.0","id":%s,"error":{"code":-32000,"message":"broken","data":{"$":"error","name":"TypeError","message":"broken"}}}""".formatted(request.get("id")));
    }

    private <T> CompletableFuture<T> elsewhere(Callable<T> work) {
        return CompletableFuture.supplyAsync(() -> {
            try {
                return work.call();
            } catch (Exception e) {
                throw new CompletionException(e);
            }
        });
    }

    private InputStream take() {
        page.call(target, "take", "[" + stream(5, 1) + "]");
        return module.taken;
    }

    @Test
    void javaReadsPieceByPieceToTheEndAndGivesTheStreamBack() throws Exception {
        InputStream stream = take();
        assertThat(page.count().get("callbacks").asInt()).isEqualTo(1);
        CompletableFuture<byte[]> all = elsewhere(stream::readAllBytes);
        answer(asked(), 1, 2, 3);
        answer(asked(), 255);
        end(asked());

        assertThat(all.get(20, TimeUnit.SECONDS)).containsExactly(1, 2, 3, 255);
        assertThat(page.next().toString()).contains("\"method\":\"stream.cancel\",\"params\":[[[5,1]]]");
        assertThat(page.count().get("callbacks").asInt()).isZero();
        assertThat(stream.read()).as("the end stays").isEqualTo(-1);
        stream.close();
        page.count();
    }

    /** One piece is read, one is on its way: whoever reads slowly holds up the page. */
    @Test
    void nothingIsAskedForBeforeItIsReadAndThenOnePieceMore() throws Exception {
        InputStream stream = take();
        page.count();
        CompletableFuture<Integer> first = elsewhere(stream::read);
        answer(asked(), 7, 8);

        assertThat(first.get(20, TimeUnit.SECONDS)).isEqualTo(7);
        answer(asked(), 9);
        assertThat(page.count()).as("nothing more was asked for").isNotNull();
        assertThat(stream.available()).isEqualTo(1);
        assertThat(stream.read()).isEqualTo(8);
        page.count();
        assertThat(elsewhere(stream::read).get(20, TimeUnit.SECONDS)).isEqualTo(9);
        asked();
    }

    @Test
    void closingTellsThePageOnce() throws Exception {
        InputStream stream = take();
        stream.close();
        stream.close();

        assertThat(page.next().toString()).contains("\"method\":\"stream.cancel\",\"params\":[[[5,1]]]");
        assertThat(page.count().get("callbacks").asInt()).isZero();
        assertThatThrownBy(stream::read).isInstanceOf(IOException.class).hasMessageContaining("closed");
    }

    @Test
    void toCloseWhatHasEndedSaysNothingOfAnotherSending() throws Exception {
        InputStream first = take();
        CompletableFuture<byte[]> all = elsewhere(first::readAllBytes);
        end(asked());
        all.get(20, TimeUnit.SECONDS);
        page.next();
        page.call(target, "take", "[" + stream(5, 2) + "]");
        first.close();

        assertThat(module.taken).isNotSameAs(first);
        assertThat(page.count().get("callbacks").asInt()).isEqualTo(1);
    }

    @Test
    void whatThePageFailsWithIsAnIOException() {
        InputStream stream = take();
        CompletableFuture<Integer> read = elsewhere(stream::read);
        fail(asked());

        assertThatThrownBy(() -> read.get(20, TimeUnit.SECONDS))
                .cause()
                .isInstanceOf(IOException.class)
                .hasMessage("broken")
                .cause()
                .isInstanceOfSatisfying(
                        JavaScriptException.class,
                        thrown -> assertThat(thrown.name()).isEqualTo("TypeError"));
        assertThatThrownBy(stream::read).as("and again").hasMessage("broken");
    }

    @Test
    void thePagesEndEndsTheWait() {
        InputStream stream = take();
        CompletableFuture<Integer> read = elsewhere(stream::read);
        asked();
        page.tell("""
                {"jsonrpc":"2.0","method":"session.close"}""");

        assertThatThrownBy(() -> read.get(20, TimeUnit.SECONDS))
                .cause()
                .isInstanceOf(IOException.class)
                .hasCauseInstanceOf(RendererGoneException.class);
    }

    @Test
    void readingInsideACallOfThatPageIsADeadlockAtOnce() {
        page.tell("""
                {"jsonrpc":"2.0","id":"now","method":"member.call","params":[%d,"readNow",[%s]]}""".formatted(target, stream(5, 1)));
        asked();

        JsonNode answer = page.next();
        assertThat(answer.get("id").asText()).isEqualTo("now");
        assertThat(answer.at("/error/code").asInt()).isEqualTo(-32008);
        assertThat(answer.at("/error/data/cause/message").asText())
                .contains("Java would wait for stream #5 of page ")
                .contains("Read it on a thread of your own");
        assertThat(answer.at("/error/data/cause/name").asText())
                .isEqualTo(DeadlockException.class.getSimpleName().replace("Exception", "Error"));
    }

    @Test
    void aReadThatWasRefusedLosesNothing() throws Exception {
        InputStream stream = take();
        page.tell("""
                {"jsonrpc":"2.0","id":"now","method":"member.call","params":[%d,"readNow",[%s]]}""".formatted(target, stream(5, 2)));
        JsonNode request = asked();
        page.next();
        answer(request, 42);

        assertThat(elsewhere(stream::read).get(20, TimeUnit.SECONDS)).isEqualTo(42);
    }

    @Test
    void theSameStreamIsTheSameObjectAndComesHomeAsThePagesOwn() {
        InputStream stream = take();
        page.call(target, "takeInside", "[[" + stream(5, 2) + "]]");

        assertThat(module.taken).isSameAs(stream);
        assertThat(page.call(target, "give", "[]").toString()).isEqualTo("{\"$\":\"stream\",\"id\":5}");
    }

    @Test
    void whatIsDeclaredDecidesWhetherItIsAStreamOrAChannel() throws Exception {
        page.call(target, "takeAny", "[" + stream(5, 1) + "]");
        assertThat(module.anything).isInstanceOf(InputStream.class);
        page.call(target, "takeChannel", "[" + stream(5, 2) + "]");
        ByteBuffer buffer = ByteBuffer.allocate(10);
        CompletableFuture<Integer> read = elsewhere(() -> module.channel.read(buffer));
        answer(asked(), 4, 5);
        end(asked());

        assertThat(read.get(20, TimeUnit.SECONDS)).isEqualTo(2);
        buffer.flip();
        assertThat(buffer.get(0)).isEqualTo((byte) 4);
        assertThat(page.call(target, "giveAny", "[]").toString())
                .as("the channel comes home as well")
                .isEqualTo("{\"$\":\"stream\",\"id\":5}");
        module.channel.close();
        assertThat(module.channel.isOpen()).isFalse();
        assertThatThrownBy(() -> module.channel.read(buffer)).isInstanceOf(ClosedChannelException.class);
    }

    @Test
    void whoWaitsForAStreamThatAnotherClosesIsToldThoughThePageNeverAnswers() throws Exception {
        InputStream stream = take();
        CompletableFuture<Integer> read = elsewhere(stream::read);
        JsonNode request = asked();
        stream.close();

        assertThatThrownBy(() -> read.get(20, TimeUnit.SECONDS)).cause().hasMessage("This stream is closed");
        assertThat(page.next().toString()).contains("\"method\":\"stream.cancel\",\"params\":[[[5,1]]]");
        end(request);
        assertThat(page.count().get("callbacks").asInt()).as("a late answer").isZero();
    }

    @Test
    void aStreamThatNobodyTookIsGivenBack() {
        page.tell("""
                {"jsonrpc":"2.0","id":"wrong","method":"member.call","params":[%d,"takeNumber",[%s]]}""".formatted(target, stream(8, 3)));

        assertThat(List.of(page.next().toString(), page.next().toString()))
                .anyMatch(message -> message.contains("ReadableStream"))
                .anyMatch(message -> message.contains("\"method\":\"stream.cancel\",\"params\":[[[8,3]]]"));
    }

    @Test
    void aStreamThatTheApplicationDropsIsGivenBackByTheCollector() {
        take();
        module.taken = null;

        await().pollInSameThread().until(() -> {
            System.gc();
            return page.waiting() > 0;
        });
        assertThat(page.next().toString()).contains("\"method\":\"stream.cancel\",\"params\":[[[5,1]]]");
    }

    @Test
    void ofOverloadsTheOneThatTakesAStreamIsMeant() {
        assertThat(page.call(target, "choose", "[" + stream(5, 1) + "]").asText())
                .isEqualTo("stream");
        assertThat(page.call(target, "isStream", "[" + stream(5, 2) + "]").asBoolean())
                .isTrue();
    }
}
