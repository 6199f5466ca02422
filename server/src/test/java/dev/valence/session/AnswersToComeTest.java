package dev.valence.session;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.valence.api.Exposed;
import dev.valence.api.Limits;
import dev.valence.protocol.Frame;
import dev.valence.protocol.Json;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What refers to answers that are to come, where something comes between. */
class AnswersToComeTest {
    @Exposed
    public static final class Node {
        final byte[] own = {1, 2, 3};
        final CompletableFuture<Object> future = new CompletableFuture<>();
        final CountDownLatch read = new CountDownLatch(1);
        volatile Object taken;

        public Node child() {
            return new Node();
        }

        public String name() {
            return "node";
        }

        public CompletableFuture<Object> slow() {
            return future;
        }

        public void put(Object first, Object second) {
            taken = second;
        }

        public byte[] bytes() {
            return own;
        }

        public void overwrite(byte[] bytes) {
            taken = bytes;
            bytes[0] = 99;
        }

        public void takeNumber(int number, Object more) {}

        public InputStream stream() {
            return new ByteArrayInputStream(new byte[] {7}) {
                @Override
                public synchronized int read(byte[] bytes, int offset, int length) {
                    try {
                        assertThat(read.await(20, TimeUnit.SECONDS)).isTrue();
                    } catch (InterruptedException e) {
                        throw new AssertionError(e);
                    }
                    return super.read(bytes, offset, length);
                }
            };
        }
    }

    private final Node root = new Node();
    private TestApplication application = TestApplication.with(root);
    private ScriptedPage page = application.open();
    private int lastSeq;
    private long target = module();

    @AfterEach
    void stop() {
        application.close();
    }

    private long module() {
        page.tell(request(1, "remote.require", "[\"module\"]"));
        return page.next().at("/result/id").asLong();
    }

    private String request(int id, String method, String params) {
        int seq = ++lastSeq;
        return """
                {"jsonrpc":"2.0","id":%d,"method":"%s","params":%s,"keep":true,"seq":%d,"ack":0}""".formatted(id, method, params, seq);
    }

    private String call(int id, String name, String arguments) {
        return request(id, "member.call", "[%d,\"%s\",[%s]]".formatted(target, name, arguments));
    }

    private static String answer(int id) {
        return """
                {"$":"answer","id":%d}""".formatted(id);
    }

    private void release(long id) {
        page.tell("""
                {"jsonrpc":"2.0","method":"reference.release","params":[[[%d,1]]],"seq":%d,"ack":0}""".formatted(id, ++lastSeq));
    }

    /** The page holds it when it names it, and lets go of it afterwards: in this order Java hears of both. */
    @Test
    void aReleaseDoesNotOvertakeWhatWaits() {
        page.tell(call(2, "child", ""));
        long child = page.next().at("/result/id").asLong();
        page.tell(call(3, "slow", ""));
        page.next();
        page.tell(call(4, "put", "%s,{\"$\":\"remote\",\"id\":%d}".formatted(answer(3), child)));
        page.tell(request(5, "member.call", "[%d,\"put\",[%s,null]]".formatted(child, answer(3))));
        release(child);
        page.tell(request(6, "reference.count", "[]"));
        assertThat(page.next().at("/result/objects").asInt())
                .as("root and the class are left")
                .isEqualTo(2);
        root.future.complete("now");

        assertThat(page.next().get("method").asText()).isEqualTo("promise.resolve");
        assertThat(page.next().has("result")).isTrue();
        assertThat(page.next().has("result")).isTrue();
        assertThat(root.taken).isInstanceOf(Node.class).isNotSameAs(root);
    }

    @Test
    void whatWaitsAndNamesNothingIsToldAtOnce() {
        page.tell(call(2, "slow", ""));
        page.next();
        page.tell(call(3, "put", "%s,{\"$\":\"remote\",\"id\":12345}".formatted(answer(2))));

        assertThat(page.next().at("/error/code").asInt()).isEqualTo(-32004);
    }

    @Test
    void bytesThatArePassedOnAreACopyOfTheApplications() {
        page.tell("[" + call(2, "bytes", "") + "," + call(3, "overwrite", answer(2)) + "]");
        page.next();
        page.next();

        assertThat(root.own).containsExactly(1, 2, 3);
        assertThat((byte[]) root.taken).containsExactly(99, 2, 3);
    }

    /** By a door that gets its own answers, and no numbers with them. */
    @Test
    void whatRefersToAnAnswerWithoutANumberIsTold() throws Exception {
        page.tell(call(2, "stream", ""));
        long stream = page.next().at("/result/id").asLong();
        Frame frame = application.codec.decode(
                """
                [{"jsonrpc":"2.0","id":10,"keep":true,"method":"stream.read","params":[%d,10]},
                {"jsonrpc":"2.0","id":11,"method":"member.call","params":[%d,"put",[%s,null]]}]""".formatted(stream, target, answer(10)).getBytes(StandardCharsets.UTF_8));
        CompletableFuture<byte[]> door = new CompletableFuture<>();
        page.session.receive(frame, page.session.collect(frame, door::complete));
        root.read.countDown();

        JsonNode answers = Json.of(door.get(20, TimeUnit.SECONDS));
        assertThat(answers.at("/0/id").asInt()).isEqualTo(10);
        assertThat(answers.at("/1/error/code").asInt()).isEqualTo(-32004);
    }

    @Test
    void aNumberThatIsKeptIsNotKeptTwice() {
        page.tell(call(2, "slow", ""));
        page.next();
        page.tell(call(3, "put", answer(2) + ",1"));
        page.tell(call(2, "name", ""));
        assertThat(page.next().at("/error/message").asText()).contains("request 2 already");
        root.future.complete("now");

        page.next();
        assertThat(page.next().get("id").asInt()).isEqualTo(3);
    }

    /** It could never be dropped. */
    @Test
    void nothingIsKeptForAClientThatAcknowledgesNothing() {
        ScriptedPage silent = application.open();
        silent.tell("""
                {"jsonrpc":"2.0","id":1,"method":"remote.require","params":["module"],"keep":true}""");
        silent.next();

        assertThat(silent.session.kept().count()).isZero();
        assertThat(page.session.kept().count()).isEqualTo(1);
    }

    /** Functions of the page in what is never run are given back. */
    @Test
    void whatMayNotWaitGivesBackWhatItWasGiven() {
        application.close();
        Limits few = Limits.defaults().withObjects(3);
        application = TestApplication.with(few, root);
        page = application.open();
        lastSeq = 0;
        target = module();
        page.tell(call(2, "slow", ""));
        page.next();
        String waits = "{\"jsonrpc\":\"2.0\",\"id\":%d,\"method\":\"member.call\",\"params\":[%d,\"put\",[%s,%s]]}";
        for (int id = 3; id <= 6; id++) {
            String function = "{\"$\":\"callback\",\"id\":%d,\"n\":1,\"length\":0}".formatted(id);
            page.tell(waits.formatted(id, target, answer(2), function));
        }

        assertThat(page.next().at("/error/message").asText()).contains("Limits.objects");
        assertThat(page.next().toString()).contains("\"method\":\"callback.release\",\"params\":[[[6,1]]]");
    }

    @Test
    void anErrorThatIsTooLongIsToldShortly() {
        application.close();
        Limits narrow = Limits.defaults().withOutboxBytes(2000);
        application = new TestApplication(narrow, Map.of("module", new Talkative()));
        page = application.open();
        long talkative = page.module();

        JsonNode error = page.failure(talkative, "fail", "[]");

        assertThat(error.get("code").asInt()).isEqualTo(-32012);
        assertThat(error.get("message").asText()).contains("Limits.outboxBytes");
        assertThat(page.call(talkative, "work", "[]").asText()).isEqualTo("works");
    }

    @Exposed
    public static final class Talkative {
        public void fail() {
            throw new IllegalStateException("x".repeat(5000));
        }

        public String work() {
            return "works";
        }
    }
}
