package dev.valence.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import com.fasterxml.jackson.databind.JsonNode;
import dev.valence.LogLines;
import dev.valence.api.Capabilities;
import dev.valence.api.Capability;
import dev.valence.api.Exposed;
import dev.valence.api.Limits;
import dev.valence.api.Scope;
import dev.valence.electron.Event;
import dev.valence.policy.Policies;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The audit log says who did what, never with what, and no page writes it. */
class AuditTest {
    private static final Pattern LEFT_OUT = Pattern.compile("; (\\d+) more of this visitor were not told");

    @Exposed
    public static final class Module {
        public void permitted(String argument) {}

        public void bounded(int first, String... others) {}

        public void denied(String argument) {}
    }

    private static TestApplication application() {
        Capability capability = Capability.named("test")
                .withModules("module")
                .withMembers("Module.permitted", "Module.bounded")
                .withScope(new Scope.Values("Module.bounded", 1, List.of("public*")));
        return new TestApplication(
                Limits.defaults(),
                Map.of("module", new Module()),
                false,
                Policies.of(Capabilities.of(capability), origin -> true));
    }

    @Test
    void itTellsWhoWhatAndTheOutcomeButNoArguments() {
        try (TestApplication application = application();
                LogLines lines = LogLines.of("dev.valence.audit", Level.DEBUG)) {
            ScriptedPage page = application.open(new Visitor("http://a.test", () -> "ann"), "editor");
            long target = page.module();
            page.call(target, "permitted", "[\"private\"]");
            page.failure(target, "denied", "[\"private\"]");
            page.error("remote.require", "[\"other\"]");

            String who = "to renderer 'page-1' of http://a.test in window 1 'editor' for 'ann'";
            assertThat(lines.withLevels())
                    .containsExactly(
                            "DEBUG permitted remote.require('module') " + who,
                            "DEBUG permitted member.call 'Module.permitted' " + who,
                            "WARN denied member.call 'Module.denied' " + who + ", to which apply [test]",
                            "WARN denied remote.require('other') " + who + ", to which apply [test]");
        }
    }

    @Test
    void ofAnArgumentOutsideOfItsScopeItTellsTheNumberAndThePageIsNotTold() {
        try (TestApplication application = application();
                LogLines lines = LogLines.of("dev.valence.audit", Level.WARN)) {
            ScriptedPage page = application.open();
            long target = page.module();
            JsonNode outside = page.failure(target, "bounded", "[1, \"public one\", \"private\"]");
            page.failure(target, "bounded", "[1]");

            assertThat(outside.get("message").asText()).isEqualTo("'Module.bounded' is not permitted to this page");
            assertThat(lines.withLevels())
                    .hasSize(2)
                    .allMatch(line -> line.startsWith("WARN denied member.call 'Module.bounded' "));
            assertThat(lines.withLevels().get(0)).endsWith(", to which apply [test]: argument 2 is none of [public*]");
            assertThat(lines.withLevels().get(1)).endsWith(", to which apply [test]: argument 1 is missing");
        }
    }

    @Test
    void whatAListenerPreventedIsNotLaidToCapabilities() {
        try (TestApplication application = application();
                LogLines lines = LogLines.of("dev.valence.audit", Level.WARN)) {
            application.app.on("remote-require", arguments -> ((Event) arguments[0]).preventDefault());
            ScriptedPage page = application.open();
            page.error("remote.require", "[\"module\"]");

            assertThat(lines.withLevels()).hasSize(1);
            assertThat(lines.withLevels().get(0))
                    .startsWith("WARN denied remote.require('module') to renderer 'page-1' of ")
                    .endsWith(", because a listener of the application prevented it")
                    .doesNotContain("apply");
        }
    }

    @Test
    void whatIsPermittedIsNotToldUnlessAskedFor() {
        try (TestApplication application = application();
                LogLines lines = LogLines.of("dev.valence.audit", Level.INFO)) {
            ScriptedPage page = application.open();
            page.call(page.module(), "permitted", "[\"private\"]");

            assertThat(lines.withLevels()).isEmpty();
        }
    }

    @Test
    void aPageCannotFloodIt() {
        try (TestApplication application = application();
                LogLines lines = LogLines.of("dev.valence.audit", Level.WARN)) {
            ScriptedPage page = application.open();
            long begin = System.nanoTime();
            for (int i = 0; i < 500; i++) {
                page.error("remote.require", "[\"other\"]");
            }
            long seconds = (System.nanoTime() - begin) / 1_000_000_000 + 1;

            assertThat(lines.withLevels()).hasSizeBetween(Audit.BURST, Audit.BURST + (int) seconds);
            ScriptedPage another = application.open();
            another.error("remote.require", "[\"other\"]");
            assertThat(lines.withLevels()).last().asString().contains("renderer 'page-2'");
        }
    }

    @Test
    void itSaysHowManyItLeftOut() {
        try (TestApplication application = application();
                LogLines lines = LogLines.of("dev.valence.audit", Level.WARN)) {
            ScriptedPage page = application.open();
            int denials = 3 * Audit.BURST;
            for (int i = 0; i < denials; i++) {
                page.error("remote.require", "[\"other\"]");
            }
            int[] more = {0};
            await().until(() -> {
                page.error("remote.require", "[\"another\"]");
                more[0]++;
                return lines.withLevels().stream()
                                .filter(line -> line.contains("'another'"))
                                .count()
                        == 2;
            });

            assertThat(leftOut(lines.withLevels())).isPositive();
            assertThat(lines.withLevels().size() + leftOut(lines.withLevels()))
                    .as("told, and told of")
                    .isEqualTo(denials + more[0]);
        }
    }

    private static int leftOut(List<String> lines) {
        return lines.stream()
                .flatMap(line -> LEFT_OUT.matcher(line).results())
                .mapToInt(found -> Integer.parseInt(found.group(1)))
                .sum();
    }

    @Test
    void aPageThatIsLoadedAgainAndAgainCannotFloodIt() {
        try (TestApplication application = application();
                LogLines lines = LogLines.of("dev.valence.audit", Level.WARN)) {
            long begin = System.nanoTime();
            for (int load = 0; load < 20; load++) {
                ScriptedPage page = application.open(new Visitor("http://a.test", () -> "ann"), null);
                for (int i = 0; i < Audit.BURST; i++) {
                    page.error("remote.require", "[\"other\"]");
                }
                application.sessions.leave(page.session);
            }
            long seconds = (System.nanoTime() - begin) / 1_000_000_000 + 1;

            assertThat(lines.withLevels())
                    .hasSizeBetween(AuditBudgets.BURST, AuditBudgets.BURST + (int) seconds * AuditBudgets.PER_SECOND);
            isTold(application.open(new Visitor("http://b.test", () -> "ann"), null), lines);
            isTold(application.open(new Visitor("http://a.test", () -> "bob"), null), lines);
        }
    }

    private static void isTold(ScriptedPage page, LogLines lines) {
        page.error("remote.require", "[\"other\"]");
        assertThat(lines.withLevels()).last().asString().contains("renderer '" + page.session.id() + "'");
    }

    @Test
    void aNameThatAPageMakesUpIsOneLineOfPrintableText() {
        try (TestApplication application = application();
                LogLines lines = LogLines.of("dev.valence.audit", Level.WARN)) {
            ScriptedPage page = application.open();
            page.error("remote.require", "[\"a\\r\\nWARN denied\\u001b[31m\\u202e\\u2028\\ud800\"]");
            page.error("remote.require", "[\"" + "x".repeat(100_000) + "\"]");

            assertThat(lines.withLevels().get(0))
                    .contains("remote.require('a\\u000d\\u000aWARN denied\\u001b[31m\\u202e\\u2028\\ud800')");
            assertThat(lines.withLevels().get(1)).hasSizeLessThan(500).contains("…");
        }
    }
}
