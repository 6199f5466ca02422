package dev.valence.session;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.valence.api.Exposed;
import dev.valence.api.Limits;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How many messages an operation costs: one each way. And how much a page may make Java hold. */
class RoundTripsTest {
    @Exposed
    public record Row(int id, String label) {}

    @Exposed
    public static final class Module {
        public int value = 1;

        public int method() {
            return 1;
        }

        public List<Row> rows(int count) {
            return IntStream.range(0, count)
                    .mapToObj(id -> new Row(id, "row " + id))
                    .toList();
        }

        public void hold(List<Runnable> functions) {
            held.addAll(functions);
        }

        private final List<Runnable> held = new ArrayList<>();
    }

    private TestApplication application = new TestApplication(limits(1000, 1000), Map.of("module", new Module()));
    private ScriptedPage page = application.open();

    @AfterEach
    void stop() {
        application.close();
    }

    private static Limits limits(int objects, int callbacks) {
        return Limits.defaults().withObjects(objects).withCallbacks(callbacks).withOutboxBytes(1 << 20);
    }

    private void restart(Limits limits) {
        application.close();
        application = new TestApplication(limits, Map.of("module", new Module()));
        page = application.open();
    }

    /** {@link ScriptedPage#request} sees that the next message is the answer; nothing may be left after it. */
    @Test
    void eachOperationIsOneMessageAndOneAnswer() {
        JsonNode module = page.result("remote.require", "[\"module\"]");
        long target = module.get("id").asLong();
        application.globals.put("Module", Module.class);
        page.call(target, "method", "[]");
        page.result("member.get", "[%d,\"value\"]".formatted(target));
        page.result("member.set", "[%d,\"value\",2]".formatted(target));
        JsonNode type = page.result("remote.global", "[\"Module\"]");
        JsonNode made = page.result(
                "class.construct", "[%d,[]]".formatted(type.get("class").asLong()));

        assertThat(made.get("class").asLong()).isEqualTo(type.get("class").asLong());
        assertThat(page.request("reference.count", "[]").get("seq").asInt())
                .as("six answers, and the one that settles it")
                .isEqualTo(7);
        assertThat(page.waiting()).isZero();
    }

    @Test
    void aCopyIsOneMessageAndLeavesNoReference() {
        long target = page.module();
        int before = page.count().get("objects").asInt();

        assertThat(page.result("reference.copy", "[%d]".formatted(target)).toString())
                .isEqualTo("{\"$\":\"object\",\"members\":{\"value\":1}}");
        assertThat(page.count().get("objects").asInt()).isEqualTo(before);
        assertThat(page.error("reference.copy", "[%d,0]".formatted(target))
                        .get("code")
                        .asInt())
                .isEqualTo(-32602);
        assertThat(page.error("reference.copy", "[%d]".formatted(target + 99))
                        .get("code")
                        .asInt())
                .isEqualTo(-32004);
    }

    @Test
    void aClassIsDescribedOncePerSession() {
        long target = page.module();
        String first = page.call(target, "rows", "[50]").toString();
        String second = page.call(target, "rows", "[50]").toString();
        ScriptedPage other = application.open();

        assertThat(first).containsOnlyOnce("\"constructible\"");
        assertThat(second).doesNotContain("\"constructible\"");
        assertThat(other.call(other.module(), "rows", "[1]").toString()).contains("\"constructible\"");
    }

    @Test
    void whatNeverChangesTravelsWithTheReference() {
        JsonNode row = page.call(page.module(), "rows", "[1]").get(0);

        assertThat(row.get("values").toString()).isEqualTo("{\"id\":0,\"label\":\"row 0\"}");
    }

    @Test
    void releasesAreCountedByWhatThePageHasSeen() {
        JsonNode row = page.call(page.module(), "rows", "[1]").get(0);
        int before = page.count().get("objects").asInt();
        page.tell("""
                {"jsonrpc":"2.0","method":"reference.release","params":[[[%s,0]]]}""".formatted(row.get("id")));
        assertThat(page.count().get("objects").asInt()).isEqualTo(before);

        page.tell("""
                {"jsonrpc":"2.0","method":"reference.release","params":[[[%s,1]]]}""".formatted(row.get("id")));
        assertThat(page.count().get("objects").asInt()).isEqualTo(before - 1);
    }

    /** The module, its class and the class of rows are objects, too. */
    @Test
    void aPageHoldsAsManyObjectsAsItMayAndNoMore() {
        restart(limits(10, 10));
        long target = page.module();
        JsonNode error = page.failure(target, "rows", "[8]");

        assertThat(error.get("code").asInt()).isEqualTo(-32012);
        assertThat(error.at("/data/name").asText()).isEqualTo("LimitError");
        assertThat(error.get("message").asText()).contains("Limits.objects");
        assertThat(page.count().get("objects").asInt())
                .as("nothing of it was handed out")
                .isEqualTo(2);
        assertThat(page.call(target, "rows", "[7]")).hasSize(7);
    }

    @Test
    void javaHoldsAsManyFunctionsAsItMayAndNoMore() {
        restart(limits(10, 2));
        long target = page.module();
        JsonNode error = page.failure(target, "hold", """
                [[{"$":"callback","id":1,"n":1,"length":0},{"$":"callback","id":2,"n":1,"length":0},\
                {"$":"callback","id":3,"n":1,"length":0}]]""");

        assertThat(error.get("code").asInt()).isEqualTo(-32012);
        assertThat(error.get("message").asText()).contains("Limits.callbacks");
        page.call(target, "hold", """
                [[{"$":"callback","id":1,"n":2,"length":0},{"$":"callback","id":2,"n":2,"length":0}]]""");
        assertThat(page.count().get("callbacks").asInt()).isEqualTo(2);
    }
}
