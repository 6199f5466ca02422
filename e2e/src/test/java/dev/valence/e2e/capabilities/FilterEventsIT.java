package dev.valence.e2e.capabilities;

import static org.assertj.core.api.Assertions.assertThat;

import dev.valence.api.EventEmitter;
import dev.valence.api.EventEmitter.Listener;
import dev.valence.e2e.Page;
import dev.valence.e2e.PageExtension;
import dev.valence.electron.App;
import dev.valence.electron.BrowserWindow;
import dev.valence.electron.Event;
import dev.valence.electron.WebContents;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Electron's filter events, by the titles of its tests T73 to T97: what Java's listeners say is what the page gets. */
class FilterEventsIT {
    private static final String REQUESTS = """
            remote-require                  | remote.require('state')          | state | Blocked remote.require('state')
            remote-get-global               | remote.getGlobal('state')        | state | Blocked remote.getGlobal('state')
            remote-get-builtin              | remote.app                       | app   | Blocked remote.getBuiltin('app')
            remote-get-current-window       | remote.getCurrentWindow()        |       | Blocked remote.getCurrentWindow()
            remote-get-current-web-contents | remote.getCurrentWebContents()   |       | Blocked remote.getCurrentWebContents()""";

    @RegisterExtension
    static final PageExtension java = PageExtension.with(
            main -> main.module("state", Map.of("is", "default")).global("state", Map.of("is", "default")));

    private static App app() {
        return java.main().app();
    }

    /** The contents of the page, which Java has seen once a window was made for it. */
    private static WebContents contentsOf(Page page) {
        page.open("plain.html");
        Number id = (Number) page.run("return remote.getCurrentWebContents().id");
        BrowserWindow window = java.main().browserWindows().fromId(id.intValue());
        return window.webContents();
    }

    private static void during(EventEmitter emitter, String event, Listener listener, Runnable body) {
        emitter.on(event, listener);
        try {
            body.run();
        } finally {
            emitter.removeListener(event, listener);
        }
    }

    private static Event eventOf(Object... arguments) {
        return (Event) arguments[0];
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = REQUESTS)
    void onWebContentsAListenerCanReturnCustomValues(
            String event, String asked, String name, String blocked, Page page) {
        during(
                contentsOf(page),
                event,
                arguments -> {
                    assertThat(List.of(arguments).subList(1, arguments.length))
                            .isEqualTo(name == null ? List.of() : List.of(name));
                    eventOf(arguments).setReturnValue("custom");
                },
                () -> assertThat(page.run("return " + asked)).isEqualTo("custom"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = REQUESTS)
    void onWebContentsItThrowsWhenNoReturnValueIsSet(
            String event, String asked, String name, String blocked, Page page) {
        during(
                contentsOf(page),
                event,
                arguments -> eventOf(arguments).preventDefault(),
                () -> assertThat(page.run(messageOf(asked))).isEqualTo(List.of("NotPermittedError", true, blocked)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = REQUESTS)
    void onAppAListenerCanReturnCustomValues(String event, String asked, String name, String blocked, Page page) {
        page.open("plain.html");
        during(
                app(),
                event,
                arguments -> {
                    eventOf(arguments).preventDefault();
                    eventOf(arguments).setReturnValue("custom");
                },
                () -> assertThat(page.run("return " + asked)).isEqualTo("custom"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = REQUESTS)
    void onAppItThrowsWhenNoReturnValueIsSet(String event, String asked, String name, String blocked, Page page) {
        page.open("plain.html");
        during(
                app(),
                event,
                arguments -> eventOf(arguments).preventDefault(),
                () -> assertThat(page.run(messageOf(asked))).isEqualTo(List.of("NotPermittedError", true, blocked)));
    }

    /** T93 to T97. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = REQUESTS)
    void appEmitsTheEventWithTheContentsAndTheName(String event, String asked, String name, String blocked, Page page) {
        WebContents contents = contentsOf(page);
        List<Object> heard = new CopyOnWriteArrayList<>();
        during(app(), event, arguments -> heard.addAll(List.of(arguments)), () -> page.run(asked));

        assertThat(heard.get(0)).isInstanceOf(Event.class);
        assertThat(((Event) heard.get(0)).sender()).isSameAs(contents);
        assertThat(heard.subList(1, heard.size()))
                .isEqualTo(name == null ? List.of(contents) : List.of(contents, name));
    }

    @Test
    void aCallableListenerOfAPageVetoesNothing(Page page) {
        page.open("plain.html");
        page.run("""
                globalThis.told = 0
                remote.app.on('remote-require', remote.callable(event => {
                  told++
                  event.preventDefault()
                }))""");
        Page other = page.newTab();
        other.open("plain.html");

        assertThat(other.run("return remote.require('state').is")).isEqualTo("default");
        assertThat(page.run("return [remote.require('state').is, told]")).isEqualTo(List.of("default", 0L));
    }

    private static String messageOf(String asked) {
        return "try { " + asked + " } catch (error) { return [error.name, error instanceof Error, error.message] }";
    }
}
