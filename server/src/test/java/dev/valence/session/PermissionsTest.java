package dev.valence.session;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.valence.api.Capabilities;
import dev.valence.api.Capability;
import dev.valence.api.Copy;
import dev.valence.api.Exposed;
import dev.valence.api.Limits;
import dev.valence.api.Scope;
import dev.valence.electron.ScriptedWindow;
import dev.valence.electron.WindowIdentity;
import dev.valence.policy.Policies;
import dev.valence.protocol.OpenPage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a page is not permitted does not happen, by whichever message it tries. */
class PermissionsTest {
    private static final String OWN = "http://127.0.0.1:8420";

    @Exposed
    public static class Item {
        public static final int LIMIT = 3;
        public final String title = "open";
        public final String secret = "hidden";
        public int count;
        final List<String> done;

        Item(List<String> done) {
            this.done = done;
        }

        public Item() {
            this(new ArrayList<>());
        }

        public void act(String what) {
            done.add(what);
        }
    }

    @Exposed
    public static final class Special extends Item {}

    /** Takes any number of what is bounded. */
    @Exposed
    public static final class Batch {
        static final List<String> DONE = new ArrayList<>();
        public List<String> names = List.of();

        public Batch(String... what) {
            all(what);
        }

        public static void each(String... what) {
            DONE.addAll(List.of(what));
        }

        public void all(String... what) {
            each(what);
        }

        public void some(String what) {
            each(what);
        }

        public void some(String what, String... more) {
            each(what);
            each(more);
        }
    }

    @Exposed
    @Copy
    public record Facts(String title, String secret) {}

    @Exposed
    public static final class Module {
        final List<String> done = new ArrayList<>();

        public Item item() {
            return new Item(done);
        }

        public List<Item> many() {
            return IntStream.range(0, 20).mapToObj(each -> new Item(done)).toList();
        }

        public List<Special> specials() {
            return IntStream.range(0, 20).mapToObj(each -> new Special()).toList();
        }

        public Batch batch() {
            return new Batch();
        }

        public Facts facts() {
            return new Facts("open", "hidden");
        }

        public String text() {
            return "inside";
        }
    }

    private final Module module = new Module();
    private final List<AutoCloseable> opened = new ArrayList<>();

    private TestApplication application(boolean isDevelopment, Capability... capabilities) {
        TestApplication application = new TestApplication(
                Limits.defaults(),
                Map.of("module", module, "other", new Item()),
                isDevelopment,
                Policies.of(Capabilities.of(capabilities), OWN::equals));
        application.globals.put("state", Map.of("a", 1));
        opened.add(application);
        return application;
    }

    private ScriptedPage page(Capability... capabilities) {
        return application(false, capabilities).open();
    }

    private static Capability with(String... members) {
        return Capability.named("test")
                .withModules("module")
                .withMembers("Module.*")
                .withMembers(members);
    }

    @AfterEach
    void stop() throws Exception {
        for (AutoCloseable each : opened) {
            each.close();
        }
    }

    private static void assertDenied(JsonNode error, String message) {
        assertThat(error.get("code").asInt()).isEqualTo(-32014);
        assertThat(error.get("message").asText()).isEqualTo(message);
        assertThat(error.get("data").get("name").asText()).isEqualTo("NotPermittedError");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "remote.require              | [\"other\"]   | Blocked remote.require('other')",
                "remote.require              | [\"nowhere\"] | Blocked remote.require('nowhere')",
                "remote.builtin              | [\"app\"]     | Blocked remote.getBuiltin('app')",
                "remote.global               | [\"state\"]   | Blocked remote.getGlobal('state')",
                "remote.global               | [\"nothing\"] | Blocked remote.getGlobal('nothing')",
                "remote.currentWindow        | []            | Blocked remote.getCurrentWindow()",
                "remote.currentWebContents   | []            | Blocked remote.getCurrentWebContents()"
            })
    void whatIsNotPermittedIsNotGiven(String method, String params, String message) {
        ScriptedPage page = page(with());

        assertDenied(page.error(method, params), message);
        assertThat(page.count().get("objects").asInt()).isZero();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "member.get         | [ITEM, \"count\"]            | 'Item.count'",
                "member.get         | [ITEM, \"title\"]            | 'Item.title'",
                "member.get         | [ITEM, \"nothing\"]          | 'Item.nothing'",
                "member.set         | [ITEM, \"count\", 2]         | 'Item.count='",
                "member.call        | [ITEM, \"act\", [\"x\"]]     | 'Item.act'",
                "member.call        | [ITEM, \"getClass\", []]     | 'Item.getClass'",
                "class.construct    | [CLASS, []]                  | 'Item.new'",
                "member.get         | [CLASS, \"LIMIT\"]           | 'Item.LIMIT'"
            })
    void whatIsNotPermittedIsNotDone(String method, String params, String subject) {
        ScriptedPage page = page(with());
        JsonNode item = page.call(page.module(), "item", "[]");
        String filled = params.replace("ITEM", item.get("id").asText())
                .replace("CLASS", item.get("class").get("id").asText());

        assertDenied(page.error(method, filled), "'" + subject + "' is not permitted to this page");
        assertThat(module.done).isEmpty();
    }

    @Test
    void aStepOnAnAnswerToComeIsDeniedAsAnyOther() {
        ScriptedPage page = page(with());
        long target = page.module();
        page.tell("""
                [{"jsonrpc":"2.0","seq":1,"ack":0,"id":101,"method":"member.call","params":[%d,"item",[]],"keep":true},
                 {"jsonrpc":"2.0","seq":2,"ack":0,"id":102,"method":"member.call","params":[{"$":"answer","id":101},"act",["x"]]}]""".formatted(target));

        assertThat(page.next().has("result")).isTrue();
        assertDenied(page.next().get("error"), "'Item.act' is not permitted to this page");
        assertThat(module.done).isEmpty();
    }

    private JsonNode actedOnAnAnswer(String permitted) {
        ScriptedPage page = page(with("Item.act").withScope(new Scope.Values("Item.act", 0, List.of(permitted))));
        long target = page.module();
        long item = page.call(target, "item", "[]").get("id").asLong();
        page.tell("""
                [{"jsonrpc":"2.0","seq":1,"ack":0,"id":101,"method":"member.call","params":[%d,"text",[]],"keep":true},
                 {"jsonrpc":"2.0","seq":2,"ack":0,"id":102,"method":"member.call","params":[%d,"act",[{"$":"answer","id":101}]]}]""".formatted(target, item));

        page.next();
        return page.next();
    }

    @Test
    void anAnswerToComeIsJudgedAsTheArgumentThatItBecomes() {
        assertDenied(actedOnAnAnswer("outside").get("error"), "'Item.act' is not permitted to this page");
        assertThat(module.done).isEmpty();
        assertThat(actedOnAnAnswer("inside").has("result")).isTrue();
        assertThat(module.done).containsExactly("inside");
    }

    @Test
    void anArgumentHasToBeInItsScope() {
        ScriptedPage page = page(with("Item.act").withScope(new Scope.Values("Item.act", 0, List.of("good*"))));
        long item = page.call(page.module(), "item", "[]").get("id").asLong();

        page.call(item, "act", "[\"good thing\"]");
        assertDenied(page.failure(item, "act", "[\"bad\"]"), "'Item.act' is not permitted to this page");
        assertDenied(page.failure(item, "act", "[]"), "'Item.act' is not permitted to this page");
        assertThat(module.done).containsExactly("good thing");
    }

    private ScriptedPage boundedBatch() {
        Batch.DONE.clear();
        return page(with("Batch.*")
                .withScope(new Scope.Values("Batch.*", 0, List.of("good*")))
                .withScope(new Scope.Values("Batch.some", 1, List.of("good*"))));
    }

    private static String filled(String params, JsonNode batch) {
        return params.replace("BATCH", batch.get("id").asText())
                .replace("CLASS", batch.get("class").get("id").asText());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "member.call     | [BATCH, \"all\", [\"good\", \"bad\"]]              | Batch.all",
                "member.call     | [BATCH, \"some\", [\"good\", \"good\", \"bad\"]]   | Batch.some",
                "member.call     | [CLASS, \"each\", [\"good\", \"bad\"]]             | Batch.each",
                "class.construct | [CLASS, [\"good\", \"bad\"]]                       | Batch.new",
                "member.set      | [BATCH, \"names\", [\"good\", \"bad\"]]            | Batch.names="
            })
    void ofAnyNumberOfArgumentsEachHasToBeInTheScope(String method, String params, String subject) {
        ScriptedPage page = boundedBatch();
        JsonNode batch = page.call(page.module(), "batch", "[]");

        assertDenied(page.error(method, filled(params, batch)), "'" + subject + "' is not permitted to this page");
        assertThat(Batch.DONE).isEmpty();
        page.result(method, filled(params.replace("bad", "good too"), batch));
    }

    @Test
    void ofAnyNumberOfArgumentsAnAnswerToComeIsJudgedAsEachOther() {
        ScriptedPage page = boundedBatch();
        long target = page.module();
        long batch = page.call(target, "batch", "[]").get("id").asLong();
        page.tell("""
                [{"jsonrpc":"2.0","seq":1,"ack":0,"id":101,"method":"member.call","params":[%d,"text",[]],"keep":true},
                 {"jsonrpc":"2.0","seq":2,"ack":0,"id":102,"method":"member.call","params":[%d,"all",["good",{"$":"answer","id":101}]]}]""".formatted(target, batch));

        page.next();
        assertDenied(page.next().get("error"), "'Batch.all' is not permitted to this page");
        assertThat(Batch.DONE).isEmpty();
    }

    @Test
    void aConstantThatIsNotPermittedDoesNotTravelWithItsObject() {
        ScriptedPage page = page(with("Item.title"));
        long target = page.module();
        JsonNode item = page.call(target, "item", "[]");
        JsonNode table = page.call(target, "many", "[]");

        assertThat(item.get("values").get("title").asText()).isEqualTo("open");
        assertThat(item.toString()).doesNotContain("hidden");
        assertThat(item.get("class").toString()).contains("[\"secret\",\"r\"]", "[\"LIMIT\",\"r\"]");
        assertThat(table.toString()).contains("open").doesNotContain("hidden");
    }

    @Test
    void aConstantThatAnHeirDoesNotShowHasToBeAskedForAtEachOfItsObjects() {
        ScriptedPage page = page(with("Item.title").withoutMembers("Special.title"));
        JsonNode list = page.call(page.module(), "specials", "[]");

        assertThat(list).hasSize(20);
        assertThat(list.get(0).get("class").toString()).contains("[\"title\",\"c\"]");
        assertThat(list.get(19).get("own").toString()).isEqualTo("[[\"title\",\"r\"]]");
        assertThat(list.toString()).doesNotContain("open");
    }

    @Test
    void aCopyHasOnlyWhatMayBeRead() {
        ScriptedPage page = page(with("Item.title"));
        long item = page.call(page.module(), "item", "[]").get("id").asLong();

        JsonNode copy = page.result("reference.copy", "[" + item + "]");

        assertThat(copy.toString()).contains("open").doesNotContain("hidden", "count");
    }

    @Test
    void aCopyThatJavaMakesIsAValueLessWhatIsDeniedByName() {
        ScriptedPage free = page(with());
        ScriptedPage denied = page(with().withoutMembers("Facts.secret"));

        assertThat(free.call(free.module(), "facts", "[]").toString()).contains("hidden");
        assertThat(denied.call(denied.module(), "facts", "[]").toString())
                .contains("open")
                .doesNotContain("hidden");
    }

    @Test
    void aPageOfAnotherOriginGetsNothing() {
        TestApplication application = application(false, with());

        assertDenied(
                application
                        .open(new Visitor("http://127.0.0.1:9999", null), null)
                        .error("remote.require", "[\"module\"]"),
                "Blocked remote.require('module')");
        assertThat(application
                        .open(new Visitor(OWN, null), null)
                        .result("remote.require", "[\"module\"]")
                        .has("id"))
                .isTrue();
    }

    @Test
    void aWindowIsKnownByItsKeyAndNotByWhatAPageSays() {
        TestApplication application = application(false, with().withWindows("editor"));

        assertThat(application
                        .open(new Visitor(OWN, null), "editor")
                        .result("remote.require", "[\"module\"]")
                        .has("id"))
                .isTrue();
        assertDenied(
                application.open(new Visitor(OWN, null), "viewer").error("remote.require", "[\"module\"]"),
                "Blocked remote.require('module')");
        ScriptedPage liar = application.openIn(new OpenPage.WindowKey(1, "guessed"));
        assertDenied(liar.error("remote.require", "[\"module\"]"), "Blocked remote.require('module')");
    }

    /** A page may give its key to a program that says nothing of an origin, and would else be in the window, too. */
    @Test
    void aKeyOfAWindowIsGoodForPagesOfItsOriginAlone() {
        TestApplication application = application(false, with().withWindows("editor"));
        WindowIdentity window = application.windows.mint();
        application.windows.enter(window, new ScriptedWindow(true)).giveName("editor");

        ScriptedPage accomplice = application.openIn(new OpenPage.WindowKey(window.id(), window.keyFor(OWN)));
        assertDenied(accomplice.error("remote.require", "[\"module\"]"), "Blocked remote.require('module')");
    }

    @Test
    void aPrincipalHasItsOwnCapabilities() {
        TestApplication application = application(false, with().withPrincipals("ann"));

        assertThat(application
                        .open(new Visitor(OWN, () -> "ann"), null)
                        .result("remote.require", "[\"module\"]")
                        .has("id"))
                .isTrue();
        assertDenied(
                application.open(new Visitor(OWN, () -> "bob"), null).error("remote.require", "[\"module\"]"),
                "Blocked remote.require('module')");
    }

    @Test
    void inDevelopmentThePageIsToldWhatWouldWork() {
        TestApplication application = application(true, with());
        ScriptedPage page = application.open(new Visitor(OWN, null), "editor");
        long item = page.call(page.module(), "item", "[]").get("id").asLong();

        assertThat(page.failure(item, "act", "[]").get("message").asText())
                .isEqualTo(
                        "'Item.act' is not permitted to this page. The page is of http://127.0.0.1:8420, in window 1 'editor';"
                                + " to it apply [test]. A capability that applies to it, in capabilities.json or by"
                                + " MainProcess.builder().capabilities(…), has to name it");
    }
}
