package dev.valence.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.is;

import com.fasterxml.jackson.databind.JsonNode;
import dev.valence.api.Exposed;
import dev.valence.api.Limits;
import java.io.ByteArrayInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Streams of Java that a page reads. */
class JavaStreamsTest {
    /** Gives numbers, a few at a time, and says when it is closed. */
    private static class Numbers extends InputStream {
        final AtomicInteger closes = new AtomicInteger();
        private final int end;
        private final int atOnce;
        private int next;

        Numbers(int end, int atOnce) {
            this.end = end;
            this.atOnce = atOnce;
        }

        @Override
        public int read() {
            throw new AssertionError("byte by byte is slow");
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            if (next == end) {
                return -1;
            }
            int count = Math.min(atOnce, Math.min(length, end - next));
            for (int i = 0; i < count; i++) {
                target[offset + i] = (byte) next++;
            }
            return count;
        }

        @Override
        public void close() {
            closes.incrementAndGet();
        }
    }

    /** Gives nothing until it may; then it ends. */
    private static final class Late extends Numbers {
        final CountDownLatch begun = new CountDownLatch(1);
        final CountDownLatch gate = new CountDownLatch(1);

        Late() {
            super(0, 1);
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            begun.countDown();
            try {
                gate.await();
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
            return -1;
        }
    }

    @Exposed
    public static final class Module {
        Object stream = new Numbers(10, 4);

        public Object give() {
            return stream;
        }

        public InputStream declared() {
            return (InputStream) stream;
        }

        public List<Object> giveWhatCannotCross() {
            return List.of(stream, new Object());
        }

        public boolean isThat(InputStream home) {
            return home == stream;
        }

        public Closeable asCloseable() {
            return (Closeable) stream;
        }

        public String name() {
            return "module";
        }
    }

    @Exposed
    public static final class ExposedStream extends InputStream {
        public String title() {
            return "a stream with members";
        }

        @Override
        public int read() {
            return -1;
        }
    }

    private final Module module = new Module();
    private final TestApplication application = TestApplication.with(module);
    private final ScriptedPage page = application.open();
    private final long target = page.module();

    @AfterEach
    void stop() {
        application.close();
    }

    private JsonNode give() {
        JsonNode wire = page.call(target, "give", "[]");
        assertThat(wire.get("$").asText()).isEqualTo("stream");
        return wire;
    }

    private JsonNode read(JsonNode stream, int most) {
        return page.request("stream.read", "[%d,%d]".formatted(stream.get("id").asLong(), most));
    }

    private static List<Integer> bytesOf(JsonNode answer) {
        byte[] bytes = Base64.getDecoder().decode(answer.at("/result/data").asText());
        return IntStream.range(0, bytes.length).mapToObj(i -> bytes[i] & 0xFF).toList();
    }

    private void release(JsonNode stream) {
        page.tell("""
                {"jsonrpc":"2.0","method":"reference.release","params":[[[%d,%d]]]}""".formatted(stream.get("id").asLong(), stream.get("n").asInt()));
    }

    @Test
    void aPageReadsPieceByPieceToTheEnd() {
        JsonNode stream = give();

        assertThat(bytesOf(read(stream, 100))).containsExactly(0, 1, 2, 3);
        assertThat(bytesOf(read(stream, 3))).containsExactly(4, 5, 6);
        assertThat(bytesOf(read(stream, 100))).containsExactly(7, 8, 9);
        assertThat(read(stream, 100).at("/result/$").asText()).isEqualTo("undefined");
        assertThat(read(stream, 100).at("/result/$").asText()).isEqualTo("undefined");
    }

    @Test
    void nothingIsReadThatThePageDidNotAskFor() {
        JsonNode stream = give();
        read(stream, 2);

        assertThat(((Numbers) module.stream).next).isEqualTo(2);
    }

    @Test
    void aStreamIsAnObjectThatThePageHoldsAndClosesByGivingItBack() {
        long before = page.count().get("objects").asLong();
        JsonNode first = give();
        JsonNode second = page.call(target, "declared", "[]");

        assertThat(second.get("id")).isEqualTo(first.get("id"));
        assertThat(second.get("n").asInt()).isEqualTo(2);
        assertThat(page.count().get("objects").asLong()).isEqualTo(before + 1);
        release(first);
        assertThat(bytesOf(read(second, 1))).as("it was on its way again").containsExactly(0);
        assertThat(((Numbers) module.stream).closes).hasValue(0);

        release(second);
        await().untilAtomic(((Numbers) module.stream).closes, is(1));
        assertThat(page.count().get("objects").asLong()).isEqualTo(before);
        assertThat(read(second, 1).at("/error/code").asInt()).isEqualTo(-32004);
    }

    @Test
    void anOpenStreamIsClosedWithItsPage() {
        give();
        page.tell("""
                {"jsonrpc":"2.0","method":"session.close"}""");

        await().untilAtomic(((Numbers) module.stream).closes, is(1));
    }

    @Test
    void aStreamThatDidNotLeaveStaysOpen() {
        assertThat(page.failure(target, "giveWhatCannotCross", "[]").get("code").asInt())
                .isEqualTo(-32005);
        Numbers kept = (Numbers) module.stream;
        module.stream = new Numbers(1, 1);
        give();
        page.tell("""
                {"jsonrpc":"2.0","method":"session.close"}""");

        await().untilAtomic(((Numbers) module.stream).closes, is(1));
        assertThat(kept.closes).hasValue(0);
    }

    @Test
    void aStreamComesHomeAsItself() {
        long id = give().get("id").asLong();

        assertThat(page.call(target, "isThat", "[{\"$\":\"remote\",\"id\":%d}]".formatted(id))
                        .asBoolean())
                .isTrue();
    }

    @Test
    void aStreamHasNoMembersAndOnlyAStreamIsRead() {
        long id = give().get("id").asLong();

        assertThat(page.failure(id, "close", "[]").get("message").asText())
                .contains("'a stream' has no member 'close'");
        assertThat(page.error("member.get", "[%d,\"available\"]".formatted(id))
                        .get("code")
                        .asInt())
                .isEqualTo(-32002);
        assertThat(page.error("function.call", "[%d,[]]".formatted(id))
                        .get("code")
                        .asInt())
                .isEqualTo(-32002);
        assertThat(page.error("reference.copy", "[%d]".formatted(id))
                        .get("code")
                        .asInt())
                .isEqualTo(-32006);
        assertThat(page.error("stream.read", "[%d,10]".formatted(target))
                        .get("code")
                        .asInt())
                .isEqualTo(-32002);
        assertThat(page.error("stream.read", "[%d,0]".formatted(id)).get("code").asInt())
                .isEqualTo(-32602);
    }

    @Test
    void whatIsExposedIsAnObjectThoughItIsAStreamToo() {
        module.stream = new ExposedStream();

        assertThat(page.call(target, "give", "[]").get("$").asText()).isEqualTo("ref");
    }

    @Test
    void aStreamThatIsDeclaredAsSomethingToCloseIsAStream() {
        assertThat(page.call(target, "asCloseable", "[]").get("$").asText()).isEqualTo("stream");
    }

    @Test
    void aChannelIsReadAsAStreamIs() {
        AtomicInteger closes = new AtomicInteger();
        module.stream = new ReadableByteChannel() {
            private int next;

            @Override
            public int read(ByteBuffer target) {
                if (next == 3) {
                    return -1;
                }
                target.put((byte) next++);
                return 1;
            }

            @Override
            public boolean isOpen() {
                return closes.get() == 0;
            }

            @Override
            public void close() {
                closes.incrementAndGet();
            }
        };
        JsonNode stream = give();

        assertThat(bytesOf(read(stream, 9))).containsExactly(0);
        assertThat(bytesOf(read(stream, 9))).containsExactly(1);
        assertThat(bytesOf(read(stream, 9))).containsExactly(2);
        assertThat(read(stream, 9).at("/result/$").asText()).isEqualTo("undefined");
        release(stream);
        await().untilAtomic(closes, is(1));
    }

    @Test
    void whatGivesNothingAndDoesNotWaitIsAnError() {
        module.stream = new Numbers(10, 0);

        assertThat(read(give(), 10).at("/error/message").asText()).contains("blocking mode");
    }

    @Test
    void whatReadingThrowsThePageIsTold() {
        module.stream = new Numbers(1, 1) {
            @Override
            public int read(byte[] target, int offset, int length) throws IOException {
                throw new IOException("the disk is gone");
            }
        };
        JsonNode error = read(give(), 10).get("error");

        assertThat(error.get("code").asInt()).isEqualTo(-32000);
        assertThat(error.at("/data/name").asText()).isEqualTo("IOException");
        assertThat(error.get("message").asText()).isEqualTo("the disk is gone");
    }

    @Test
    void aReadThatTakesLongHoldsUpNothingElse() throws Exception {
        Late late = new Late();
        module.stream = late;
        JsonNode stream = give();
        page.tell("""
                {"jsonrpc":"2.0","id":"late","method":"stream.read","params":[%d,10]}""".formatted(stream.get("id").asLong()));
        late.begun.await();

        assertThat(page.call(target, "name", "[]").asText()).isEqualTo("module");
        assertThat(read(stream, 10).at("/error/code").asInt())
                .as("a second read of the same stream")
                .isEqualTo(-32012);
        late.gate.countDown();
        assertThat(page.next().get("id").asText()).isEqualTo("late");
    }

    /** A page could take all threads there are by reading what gives nothing. */
    @Test
    void aPageReadsFewStreamsAtATime() throws Exception {
        List<Late> streams = new ArrayList<>();
        for (int i = 0; i <= JavaStreams.READS_AT_ONCE; i++) {
            Late late = new Late();
            streams.add(late);
            module.stream = late;
            page.tell("""
                    {"jsonrpc":"2.0","id":"%d","method":"stream.read","params":[%d,10]}""".formatted(i, give().get("id").asLong()));
        }
        for (Late late : streams.subList(0, JavaStreams.READS_AT_ONCE)) {
            late.begun.await();
        }
        page.call(target, "name", "[]");
        Late last = streams.get(JavaStreams.READS_AT_ONCE);
        assertThat(last.begun.getCount()).isEqualTo(1);

        streams.get(0).gate.countDown();
        assertThat(page.next().get("id").asText()).isEqualTo("0");
        last.begun.await();
        streams.forEach(late -> late.gate.countDown());
    }

    @Test
    void streamsCountAsObjects() {
        try (TestApplication small = new TestApplication(limits(3, 1 << 20), Map.of("module", module))) {
            ScriptedPage other = small.open();
            long id = other.module();
            other.call(id, "give", "[]");
            module.stream = new ByteArrayInputStream(new byte[0]);

            assertThat(other.failure(id, "give", "[]").get("message").asText()).contains("Limits.objects");
        }
    }

    private static Limits limits(int objects, int outboxBytes) {
        return Limits.defaults().withObjects(objects).withOutboxBytes(outboxBytes);
    }

    @Test
    void aPieceThatIsTooLongToBeSentIsAnError() {
        module.stream = new Numbers(5000, 5000);
        try (TestApplication small = new TestApplication(limits(10, 4000), Map.of("module", module))) {
            ScriptedPage other = small.open();
            long id = other.call(other.module(), "give", "[]").get("id").asLong();
            String piece = "[%d,5000]".formatted(id);
            assertThat(other.error("stream.read", piece).get("code").asInt()).isEqualTo(-32012);
            JsonNode next = other.request("stream.read", piece);
            assertThat(next.at("/result/$").asText()).isEqualTo("undefined");
        }
    }
}
