package dev.valence.session;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.valence.api.Copy;
import dev.valence.api.Exposed;
import dev.valence.api.Limits;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Requests that refer to answers which the page does not have yet; and batches of them. */
class PipeliningTest {
    @Exposed
    @Copy
    public record Row(int number, String text) {}

    @Exposed
    public static final class Node {
        public String name;
        private final List<Object> given;

        Node(String name, List<Object> given) {
            this.name = name;
            this.given = given;
        }

        public Node child(String child) {
            if (child.isEmpty()) {
                throw new IllegalArgumentException("a child has a name");
            }
            return new Node(name + "/" + child, given);
        }

        public CompletableFuture<Node> later() {
            CompletableFuture<Node> future = new CompletableFuture<>();
            promised.add(future);
            return future;
        }

        public UnaryOperator<String> function() {
            return text -> name + text;
        }

        public List<Object> list() {
            return List.of(1, this, List.of("deep"));
        }

        public List<Node> nodes() {
            return IntStream.range(0, 20)
                    .mapToObj(i -> new Node("n" + i, given))
                    .toList();
        }

        public List<Row> table() {
            return IntStream.range(0, 20).mapToObj(i -> new Row(i, "row")).toList();
        }

        public String take(Object value) {
            given.add(value);
            return "took";
        }

        public void takeTwo(List<Object> one, List<Object> other) {
            given.add(one == other);
        }
    }

    /** What {@link Node#later} gave, in order. */
    private static final List<CompletableFuture<Node>> promised = new ArrayList<>();

    private final List<Object> given = new ArrayList<>();
    private final Node root = new Node("root", given);
    private TestApplication application = TestApplication.with(root);
    private ScriptedPage page = application.open();
    private long target = module();
    private int lastSeq = 1;

    @AfterEach
    void stop() {
        application.close();
        promised.clear();
    }

    /** Numbered, so that what the page has can be said. */
    private long module() {
        page.tell("""
                {"jsonrpc":"2.0","id":1,"method":"remote.require","params":["module"],"seq":1,"ack":0}""");
        return page.next().at("/result/id").asLong();
    }

    private String request(int id, String method, String params, int ack) {
        return """
                {"jsonrpc":"2.0","id":%d,"method":"%s","params":%s,"keep":true,"seq":%d,"ack":%d}""".formatted(id, method, params, ++lastSeq, ack);
    }

    private String call(int id, Object target, String name, String arguments) {
        return request(id, "member.call", "[%s,\"%s\",%s]".formatted(target, name, arguments), 1);
    }

    private static String answer(int id) {
        return """
                {"$":"answer","id":%d}""".formatted(id);
    }

    private void batch(String... requests) {
        page.tell("[" + String.join(",", requests) + "]");
    }

    /** How many frames may depend on how long Java takes; a quick chain needs one. */
    @Test
    void aChainIsOneFrameEachWay() {
        int fewest = IntStream.range(0, 20)
                .map(turn -> framesOfChain(3 * turn + 2))
                .min()
                .orElseThrow();

        assertThat(fewest).isEqualTo(1);
    }

    private int framesOfChain(int id) {
        int before = page.frameCount.get();
        batch(
                call(id, target, "child", "[\"a\"]"),
                call(id + 1, answer(id), "child", "[\"b\"]"),
                request(id + 2, "member.get", "[%s,\"name\"]".formatted(answer(id + 1)), 1));
        page.next();
        page.next();
        assertThat(page.next().get("result").asText()).isEqualTo("root/a/b");
        return page.frameCount.get() - before;
    }

    @Test
    void aThousandRequestsAreAFewFramesEachAnswered() {
        int before = page.frameCount.get();
        batch(IntStream.rangeClosed(2, 1001)
                .mapToObj(id -> request(id, "member.get", "[%d,\"name\"]".formatted(target), 1))
                .toArray(String[]::new));
        for (int id = 2; id <= 1001; id++) {
            JsonNode message = page.next();
            assertThat(message.get("id").asInt()).isEqualTo(id);
            assertThat(message.get("seq").asInt()).isEqualTo(id);
        }

        assertThat(page.frameCount.get() - before).isLessThan(100);
    }

    @Test
    void anAnswerMayStandAnywhereInWhatIsGiven() {
        batch(
                call(2, target, "child", "[\"a\"]"),
                call(3, target, "take", "[%s]".formatted(answer(2))),
                call(4, target, "take", """
                        [{"$":"object","members":{"in":[%s]}}]""".formatted(answer(2))),
                request(5, "member.set", "[%d,\"name\",%s]".formatted(target, answer(3)), 1));
        page.next();
        page.next();
        page.next();
        page.next();

        assertThat(given.get(0)).isInstanceOf(Node.class);
        assertThat(given.get(1)).isEqualTo(Map.of("in", List.of(given.get(0))));
        assertThat(root.name).isEqualTo("took");
    }

    @Test
    void aPlainAnswerIsGivenAsThePageWouldGiveIt() {
        batch(
                call(2, target, "list", "[]"),
                call(3, target, "take", "[[%s,%s]]".formatted("{\"$\":\"set\",\"values\":[]}", answer(2))),
                call(4, target, "takeTwo", "[%s,%s]".formatted(answer(2), answer(2))));
        page.next();
        page.next();
        page.next();

        assertThat(((List<?>) given.get(0)).get(1)).isEqualTo(List.of(1, root, List.of("deep")));
        assertThat(given.get(1)).as("one answer is one value").isEqualTo(true);
    }

    @Test
    void anAnswerThatCrossesAsATableIsGivenBackAsAList() {
        batch(
                call(2, target, "nodes", "[]"),
                call(3, target, "take", "[%s]".formatted(answer(2))),
                call(4, target, "table", "[]"),
                call(5, target, "take", "[%s]".formatted(answer(4))));
        for (int i = 0; i < 4; i++) {
            page.next();
        }

        assertThat((List<?>) given.get(0)).hasSize(20).allMatch(Node.class::isInstance);
        assertThat(((List<?>) given.get(1)).get(7)).isEqualTo(Map.of("number", 7, "text", "row"));
    }

    @Test
    void aFunctionOrAClassThatIsAnAnswerIsCalled() {
        application.globals.put("Node", Node.class);
        batch(
                call(2, target, "function", "[]"),
                request(3, "function.call", "[%s,[\"!\"]]".formatted(answer(2)), 1),
                request(4, "remote.global", "[\"Node\"]", 1),
                request(5, "class.construct", "[%s,[]]".formatted(answer(4)), 1));
        page.next();

        assertThat(page.next().get("result").asText()).isEqualTo("root!");
        page.next();
        assertThat(page.next().at("/error/message").asText()).contains("constructor");
    }

    @Test
    void whatFollowsAnErrorFailsWithTheSame() {
        batch(
                call(2, target, "child", "[\"\"]"),
                call(3, answer(2), "child", "[\"b\"]"),
                call(4, target, "take", "[%s]".formatted(answer(3))));
        JsonNode error = page.next().get("error");

        assertThat(error.get("message").asText()).contains("a child has a name");
        assertThat(page.next().get("error")).isEqualTo(error);
        assertThat(page.next().get("error")).isEqualTo(error);
        assertThat(given).isEmpty();
    }

    @Test
    void whatOnlyThePageCanDoIsLeftToIt() {
        batch(
                call(2, target, "list", "[]"),
                request(3, "member.get", "[%s,\"length\"]".formatted(answer(2)), 1),
                request(4, "member.get", "[%s,\"0\"]".formatted(answer(3)), 1),
                call(5, target, "child", "[\"a\"]"),
                request(6, "member.get", "[%s,\"child\"]".formatted(answer(5)), 1));
        page.next();
        JsonNode error = page.next().get("error");

        assertThat(error.get("code").asInt()).isEqualTo(-32013);
        assertThat(error.at("/data/name").asText()).isEqualTo("MarshalError");
        assertThat(page.next().at("/error/code").asInt()).isEqualTo(-32013);
        page.next();
        assertThat(page.next().at("/error/code").asInt()).isEqualTo(-32013);
    }

    @Test
    void whatRefersToAPromiseWaitsForItAndHoldsUpNothing() {
        batch(
                call(2, target, "later", "[]"),
                call(3, answer(2), "child", "[\"a\"]"),
                call(4, target, "take", "[%s]".formatted(answer(3))),
                call(5, target, "take", "[5]"));
        assertThat(page.next().at("/result/$").asText()).isEqualTo("promise");
        assertThat(page.next().get("id").asInt()).isEqualTo(5);
        promised.get(0).complete(new Node("late", given));

        assertThat(page.next().get("method").asText()).isEqualTo("promise.resolve");
        assertThat(page.next().get("id").asInt()).isEqualTo(3);
        assertThat(page.next().get("id").asInt()).isEqualTo(4);
        assertThat(given).hasSize(2);
        assertThat(((Node) given.get(1)).name).isEqualTo("late/a");
    }

    @Test
    void whatRefersToAPromiseThatIsBrokenFailsWithItsReason() {
        batch(call(2, target, "later", "[]"), call(3, answer(2), "child", "[\"a\"]"));
        page.next();
        promised.get(0).completeExceptionally(new IllegalStateException("never"));

        assertThat(page.next().get("method").asText()).isEqualTo("promise.reject");
        assertThat(page.next().at("/error/data/name").asText()).isEqualTo("IllegalStateException");
    }

    @Test
    void anAnswerIsKeptUntilThePageHasIt() {
        batch(call(2, target, "child", "[\"a\"]"), call(3, target, "later", "[]"));
        page.next();
        page.next();
        assertThat(page.session.kept().count()).isEqualTo(2);
        page.tell(request(4, "member.get", "[%s,\"name\"]".formatted(answer(2)), 1));
        assertThat(page.next().get("result").asText()).isEqualTo("root/a");

        page.tell(request(5, "member.get", "[%s,\"name\"]".formatted(answer(2)), 4));
        assertThat(page.next().at("/error/data/name").asText()).isEqualTo("StaleReferenceError");
        assertThat(page.session.kept().count())
                .as("the promise, and the last one")
                .isEqualTo(2);
        promised.get(0).complete(root);
        page.next();
        page.tell(request(6, "reference.count", "[]", 6));
        page.next();
        page.tell("""
                {"jsonrpc":"2.0","method":"session.alive","seq":7,"ack":7}""");
        page.next();
        assertThat(page.session.kept().count()).isZero();
    }

    @Test
    void nothingIsKeptThatThePageDidNotAskFor() {
        page.tell("""
                {"jsonrpc":"2.0","id":2,"method":"member.get","params":[%d,"name"],"seq":2,"ack":1}""".formatted(target));
        page.next();

        assertThat(page.session.kept().count()).isZero();
    }

    @Test
    void nothingIsKeptBeyondTheEnd() {
        batch(call(2, target, "later", "[]"), call(3, answer(2), "child", "[\"a\"]"));
        page.next();
        page.session.leave();
        promised.get(0).complete(root);

        assertThat(page.session.kept().count()).isZero();
        assertThat(page.waiting()).isZero();
    }

    @Test
    void aPageMakesJavaKeepAsManyAnswersAsItMayAndNoMore() {
        application.close();
        Limits few = Limits.defaults().withObjects(5);
        application = TestApplication.with(few, root);
        page = application.open();
        lastSeq = 1;
        target = module();
        for (int id = 2; id <= 6; id++) {
            page.tell(request(id, "member.get", "[%d,\"name\"]".formatted(target), 1));
            assertThat(page.next().has("result")).isTrue();
        }
        page.tell(request(7, "member.get", "[%d,\"name\"]".formatted(target), 1));

        assertThat(page.next().at("/error/message").asText()).contains("Limits.objects");
    }
}
