package dev.valence.chromium;

import static dev.valence.chromium.OwnBrowser.run;
import static dev.valence.chromium.OwnBrowser.until;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.valence.electron.BrowserWindow;
import dev.valence.electron.BrowserWindowOptions;
import dev.valence.electron.WindowDirectory;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What a page of the application finds before its first script, and who does not find it. */
class PreloadTest {
    private static final String SCRIPT = "var fromPreload = 'window ' + __valence.window.id\n// the end";
    private static final String PAGE = "<script>var first = typeof fromPreload</script><title>P</title>";

    private static PageServer server;
    private static PageServer stranger;
    private static OwnBrowser browser;

    @BeforeAll
    static void start() {
        server = new PageServer();
        stranger = new PageServer();
        browser = new OwnBrowser(ChromiumOptions.defaults().withHeadless(true), Preload.of(server.origin(), SCRIPT));
    }

    @AfterAll
    static void stop() {
        browser.close();
        server.close();
        stranger.close();
    }

    @AfterEach
    void clear() {
        browser.clear();
    }

    @Test
    void scriptIsThereBeforeThePagesFirstOneAndAfterReload() {
        BrowserWindow window = browser.open(server.page("/", PAGE));
        assertThat(run(window, "first")).isEqualTo("string");
        window.reload();
        assertThat(run(window, "fromPreload")).isEqualTo("window " + window.id());
    }

    @Test
    void pageKnowsItsWindowByIdAndKey() {
        BrowserWindow window = browser.open(server.page("/", PAGE));
        Map<?, ?> valence = (Map<?, ?>) run(window, "__valence");
        assertThat(valence.get("origin")).isEqualTo(server.origin());
        Map<?, ?> identity = (Map<?, ?>) valence.get("window");
        assertThat(identity.get("id")).isEqualTo(window.id());
        String key = (String) identity.get("key");
        assertThat(browser.directory.byKey(window.id(), key, server.origin())).containsSame(window);
        assertThat(browser.directory.byKey(window.id(), key + "x", server.origin()))
                .isEmpty();
        assertThat(browser.directory.byKey(window.id() + 1, key, server.origin()))
                .isEmpty();
        assertThat(browser.directory.byKey(window.id(), key, stranger.origin())).isEmpty();
        assertThat(browser.directory.byKey(window.id(), key, null)).isEmpty();
    }

    @Test
    void popupHasAnIdentityOfItsOwn() {
        BrowserWindow opener = browser.open(server.page("/", PAGE));
        run(opener, "open('/', '', 'popup'); 0");
        until(() -> browser.directory.windows().size() == 2);
        BrowserWindow popup = browser.directory.windows().get(1);
        until(() -> popup.getTitle().equals("P"));
        assertThat(run(popup, "first + ' ' + fromPreload")).isEqualTo("string window " + popup.id());
    }

    @Test
    void strangersAndFramesFindNothing() {
        BrowserWindow window = browser.open(stranger.page("/", PAGE));
        assertThat(run(window, "first + typeof __valence")).isEqualTo("undefinedundefined");
        server.page("/framed", PAGE);
        OwnBrowser.load(window, server.page("/frame", "<iframe src='/framed'></iframe>"));
        assertThat(run(window, "typeof __valence")).isEqualTo("object");
        assertThat(run(window, "frames[0].first + typeof frames[0].__valence")).isEqualTo("undefinedundefined");
    }

    @Test
    void globalIsNotInTheWayOfThePage() {
        BrowserWindow window = browser.open(server.page("/", PAGE));
        assertThat(run(window, "Object.keys(window).includes('__valence')")).isEqualTo(false);
        assertThat(run(window, "delete window.__valence && typeof __valence")).isEqualTo("undefined");
    }

    @Test
    void missingScriptIsTheErrorOfWhoeverOpensAWindow() {
        WindowDirectory directory = new WindowDirectory(Runnable::run);
        try (DevToolsWindows broken =
                new DevToolsWindows(directory, ChromiumOptions.defaults().withHeadless(true), () -> {
                    throw new IllegalStateException("remote.js is missing");
                })) {
            assertThatThrownBy(() -> broken.open(BrowserWindowOptions.defaults()))
                    .hasMessageContaining("remote.js is missing");
            assertThat(directory.windows()).isEmpty();
        }
    }
}
