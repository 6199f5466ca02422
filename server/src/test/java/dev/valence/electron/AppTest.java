package dev.valence.electron;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The life of an application, from will-finish-launching to quit. */
class AppTest {
    private static final String[] EVENTS = {
        "will-finish-launching",
        "ready",
        "window-all-closed",
        "before-quit",
        "will-quit",
        "quit",
        "web-contents-created",
        "browser-window-created",
        "browser-window-focus",
        "browser-window-blur"
    };

    private final WindowDirectory directory = new WindowDirectory(Runnable::run);
    private final ScriptedWindow.Backend backend = new ScriptedWindow.Backend(directory);
    private final BrowserWindows browserWindows = new BrowserWindows(directory, backend);
    private final List<Integer> exits = new ArrayList<>();
    private final List<String> log = new ArrayList<>();
    private final App app = new App(directory, "Test", "1.2", "/pages", exits::add);

    @BeforeEach
    void listen() {
        for (String event : EVENTS) {
            if (!event.equals("window-all-closed")) {
                app.on(event, arguments -> log.add(event));
            }
        }
    }

    @Test
    void applicationIsReadyAfterItsStart() {
        assertThat(app.isReady()).isFalse();
        app.start();
        assertThat(app.isReady()).isTrue();
        assertThat(log).containsExactly("will-finish-launching", "ready");
    }

    @Test
    void newWindowIsToldWithItsContents() {
        List<Object> told = new ArrayList<>();
        app.on("browser-window-created", arguments -> told.add(arguments[1]));
        app.on("web-contents-created", arguments -> told.add(arguments[1]));
        BrowserWindow window = browserWindows.create();
        assertThat(told).containsExactly(window.webContents(), window);
    }

    @Test
    void focusOfAnyWindowIsTold() {
        app.start();
        browserWindows.create();
        log.clear();
        backend.last().browser.focusChanged(true);
        backend.last().browser.focusChanged(false);
        assertThat(log).containsExactly("browser-window-focus", "browser-window-blur");
    }

    @Test
    void applicationQuitsWithItsLastWindowWhereNobodyListens() {
        app.start();
        browserWindows.create();
        browserWindows.create().close();
        assertThat(exits).isEmpty();
        log.clear();
        browserWindows.getAllWindows().get(0).close();
        assertThat(log).containsExactly("before-quit", "will-quit", "quit");
        assertThat(exits).containsExactly(0);
    }

    @Test
    void applicationStaysWithoutWindowsWhereSomebodyListens() {
        app.start();
        app.on("window-all-closed", arguments -> log.add("window-all-closed"));
        BrowserWindow window = browserWindows.create();
        log.clear();
        window.close();
        assertThat(log).containsExactly("window-all-closed");
        assertThat(exits).isEmpty();
    }

    @Test
    void quitClosesWindowsFirstAndDoesNotTellThatAllAreClosed() {
        app.start();
        app.on("window-all-closed", arguments -> log.add("window-all-closed"));
        browserWindows.create().on("closed", arguments -> log.add("closed"));
        log.clear();
        app.quit();
        assertThat(log).containsExactly("before-quit", "closed", "will-quit", "quit");
        assertThat(exits).containsExactly(0);
    }

    @Test
    void quitIsCancelledByAnyoneWhoIsAsked() {
        app.start();
        BrowserWindow window = browserWindows.create();
        app.once("before-quit", arguments -> ((Event) arguments[0]).preventDefault());
        app.quit();
        assertThat(window.isDestroyed()).isFalse();
        window.once("close", arguments -> ((Event) arguments[0]).preventDefault());
        app.quit();
        assertThat(window.isDestroyed()).isFalse();
        backend.last().closesWhenAsked = false;
        app.quit();
        assertThat(window.isDestroyed()).isFalse();
        backend.last().closesWhenAsked = true;
        app.once("will-quit", arguments -> ((Event) arguments[0]).preventDefault());
        app.quit();
        assertThat(window.isDestroyed()).isTrue();
        assertThat(exits).isEmpty();
        app.quit();
        assertThat(exits).containsExactly(0);
        app.quit();
        assertThat(exits).containsExactly(0);
    }

    @Test
    void listenerThatThrowsDoesNotMakeQuittingImpossible() {
        app.start();
        app.once("before-quit", arguments -> {
            throw new IllegalStateException("broken");
        });
        assertThatThrownBy(app::quit).hasMessage("broken");
        app.quit();
        assertThat(exits).containsExactly(0);
    }

    @Test
    void exitAsksNobody() {
        app.start();
        BrowserWindow window = browserWindows.create();
        window.on("close", arguments -> log.add("close"));
        List<Object> codes = new ArrayList<>();
        app.on("quit", arguments -> codes.add(arguments[1]));
        log.clear();
        app.exit(3);
        assertThat(window.isDestroyed()).isTrue();
        assertThat(log).containsExactly("quit");
        assertThat(codes).containsExactly(3);
        assertThat(exits).containsExactly(3);
    }

    @Test
    void pagesOfOtherBrowsersNeitherEndTheApplicationNorAreClosedByIt() {
        app.start();
        ScriptedRenderer renderer = new ScriptedRenderer();
        ScriptedPage page = new ScriptedPage();
        BrowserWindow foreign = directory.ofPage(renderer, page);
        page.end();
        assertThat(foreign.isDestroyed()).isTrue();
        assertThat(exits).isEmpty();
        BrowserWindow another = directory.ofPage(new ScriptedRenderer(), new ScriptedPage());
        app.quit();
        assertThat(exits).containsExactly(0);
        assertThat(another.isDestroyed()).isFalse();
    }

    @Test
    void applicationKnowsItself() {
        assertThat(app.getName()).isEqualTo("Test");
        assertThat(app.getVersion()).isEqualTo("1.2");
        assertThat(app.getAppPath()).isEqualTo("/pages");
        assertThat(app.getLocale()).isNotEmpty();
        app.setName("Other");
        assertThat(app.getPath("userData"))
                .isEqualTo(Path.of(app.getPath("appData"), "Other").toString());
    }
}
