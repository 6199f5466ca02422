package dev.valence.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.valence.api.Capabilities;
import dev.valence.api.Exposed;
import dev.valence.api.Limits;
import dev.valence.electron.App;
import dev.valence.electron.Event;
import dev.valence.electron.WebContents;
import dev.valence.policy.Policies;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Electron's filter events (F-91 to F-93): Java's listeners decide, pages' hear nothing. */
class FilterEventsTest {
    /** Gives a page the application, whose events it may then listen to. */
    @Exposed
    public static final class Module {
        App app;

        public App app() {
            return app;
        }
    }

    private final Module module = new Module();
    private TestApplication application =
            new TestApplication(Limits.defaults(), Map.of("module", module), false, Policies.everything());
    private final List<Object> heard = new ArrayList<>();

    @AfterEach
    void stop() {
        application.close();
    }

    private void onRequire(Consumer<Event> listener) {
        application.app.on("remote-require", arguments -> {
            heard.addAll(List.of(arguments));
            listener.accept((Event) arguments[0]);
        });
    }

    @Test
    void theApplicationHearsWhoAsksForWhat() {
        onRequire(event -> {});
        ScriptedPage page = application.open();
        page.module();

        assertThat(heard).hasSize(3);
        assertThat(heard.get(0)).isInstanceOf(Event.class);
        assertThat(heard.get(1)).isInstanceOf(WebContents.class).isSameAs(((Event) heard.get(0)).sender());
        assertThat(heard.get(2)).isEqualTo("module");
    }

    @Test
    void aReturnValueIsGivenAlsoWherePreventedAndWhereNothingIsPermitted() {
        application.close();
        application = new TestApplication(
                Limits.defaults(), Map.of("module", module), false, Policies.of(Capabilities.none(), origin -> true));
        onRequire(event -> {
            event.preventDefault();
            event.setReturnValue("given");
        });

        assertThat(application.open().result("remote.require", "[\"module\"]").asText())
                .isEqualTo("given");
    }

    @Test
    void nullIsAReturnValue() {
        onRequire(event -> event.setReturnValue(null));

        assertThat(application.open().result("remote.require", "[\"module\"]").isNull())
                .isTrue();
    }

    @Test
    void aPreventedRequestIsBlockedInElectronsWords() {
        onRequire(Event::preventDefault);
        JsonNode error = application.open().error("remote.require", "[\"module\"]");

        assertThat(error.get("message").asText()).isEqualTo("Blocked remote.require('module')");
        assertThat(error.get("code").asInt()).isEqualTo(-32014);
    }

    @Test
    void theContentsHearOfItAfterTheApplicationByTheSameEvent() {
        List<Event> events = new ArrayList<>();
        application.app.on("remote-get-global", arguments -> {
            events.add((Event) arguments[0]);
            ((WebContents) arguments[1]).once("remote-get-global", inner -> {
                events.add((Event) inner[0]);
                assertThat(inner[1]).isEqualTo("state");
                ((Event) inner[0]).setReturnValue(7);
            });
        });

        assertThat(application.open().result("remote.global", "[\"state\"]").asInt())
                .isEqualTo(7);
        assertThat(events).hasSize(2);
        assertThat(events.get(0)).isSameAs(events.get(1));
    }

    @Test
    void afterwardsAnEventIsDecided() {
        onRequire(event -> {});
        application.open().module();

        assertThat(((Event) heard.get(0)).isDefaultPrevented()).isFalse();
        assertThatThrownBy(() -> ((Event) heard.get(0)).preventDefault()).hasMessageContaining("too late");
    }

    @Test
    void whatAListenerThrowsIsTheApplicationsErrorAndGivesNothing() {
        onRequire(event -> {
            throw new IllegalStateException("listener broke");
        });

        assertThat(application
                        .open()
                        .error("remote.require", "[\"module\"]")
                        .get("message")
                        .asText())
                .isEqualTo("listener broke");
    }

    @Test
    void aListenerOfAPageIsNeverAskedNorTold() {
        module.app = application.app;
        ScriptedPage page = application.open();
        long app = page.call(page.module(), "app", "[]").get("id").asLong();
        page.call(app, "on", """
                ["remote-require",{"$":"callback","id":1,"n":1,"length":1,"at":"","callable":true}]""");
        ScriptedPage other = application.open();

        assertThat(application.app.listenerCount("remote-require")).isEqualTo(1);
        assertThat(other.result("remote.require", "[\"module\"]").has("id")).isTrue();
        assertThat(page.waiting()).as("what the page was told").isZero();
    }

    @Test
    void whereNobodyListensNoWindowIsMadeForThePage() {
        application.open().module();

        assertThat(application.windows.windows()).isEmpty();
    }
}
