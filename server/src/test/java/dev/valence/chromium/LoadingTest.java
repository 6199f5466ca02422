package dev.valence.chromium;

import static dev.valence.chromium.OwnBrowser.during;
import static dev.valence.chromium.OwnBrowser.get;
import static dev.valence.chromium.OwnBrowser.next;
import static dev.valence.chromium.OwnBrowser.record;
import static dev.valence.chromium.OwnBrowser.run;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.valence.electron.BrowserWindow;
import dev.valence.electron.WebContents;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What the contents of a window tell of loading. */
class LoadingTest {
    private static final String[] EVENTS = {
        "did-start-loading", "did-navigate", "dom-ready", "did-finish-load", "did-fail-load", "did-stop-loading"
    };

    private static OwnBrowser browser;
    private static PageServer server;

    @BeforeAll
    static void start() {
        browser = OwnBrowser.headless();
        server = new PageServer();
    }

    @AfterAll
    static void stop() {
        browser.close();
        server.close();
    }

    @AfterEach
    void clear() {
        browser.clear();
    }

    @Test
    void loadingIsToldInElectronsOrder() {
        BrowserWindow window = browser.open();
        BlockingQueue<String> log = record(window.webContents(), EVENTS);
        OwnBrowser.load(window, server.page("/a", "<title>A</title>"));
        assertThat(log)
                .containsExactly(
                        "did-start-loading", "did-navigate", "dom-ready", "did-finish-load", "did-stop-loading");
    }

    @Test
    void addressAndStateAreKnownWhileLoading() {
        BrowserWindow window = browser.open();
        WebContents contents = window.webContents();
        String url = server.page("/b", "<title>B</title>");
        CompletableFuture<Object[]> stopped = next(contents, "did-stop-loading");
        window.loadURL(url);
        assertThat(contents.isLoading()).isTrue();
        assertThat(contents.getURL()).isEqualTo(url);
        get(stopped);
        assertThat(contents.isLoading()).isFalse();
        assertThat(contents.getURL()).isEqualTo(url);
    }

    @Test
    void navigationOfThePageItselfIsTold() {
        server.page("/there", "<title>There</title>");
        BrowserWindow window = browser.open(server.page("/here", "<title>Here</title>"));
        Object[] event = during(window.webContents(), "did-navigate", () -> run(window, "location.href = '/there'; 0"));
        assertThat(event[1]).isEqualTo(server.origin() + "/there");
        assertThat(window.webContents().getURL()).isEqualTo(server.origin() + "/there");
    }

    @Test
    void addressWithinTheDocumentIsFollowed() {
        String url = server.page("/part", "<title>Part</title>");
        BrowserWindow window = browser.open(url);
        run(window, "history.pushState(null, '', '/part?more'); 0");
        OwnBrowser.until(() -> window.webContents().getURL().equals(url + "?more"));
        OwnBrowser.load(window, url + "?more#end");
        assertThat(window.webContents().getURL()).isEqualTo(url + "?more#end");
    }

    @Test
    void windowSurvivesReload() {
        BrowserWindow window = browser.open(server.page("/again", "<title>Again</title>"));
        run(window, "window.before = true");
        during(window.webContents(), "did-finish-load", window::reload);
        assertThat(run(window, "typeof before")).isEqualTo("undefined");
        assertThat(window.isDestroyed()).isFalse();
    }

    @Test
    void scriptAfterReloadRunsInTheNewDocument() {
        BrowserWindow window = browser.open(server.page("/again2", "<title>Again</title>"));
        run(window, "window.before = true");
        window.reload();
        assertThat(run(window, "typeof before")).isEqualTo("undefined");
    }

    @Test
    void refusedConnectionIsToldWithItsErrorCode() {
        BrowserWindow window = browser.open();
        BlockingQueue<String> log = record(window.webContents(), EVENTS);
        PageServer gone = new PageServer();
        String url = gone.origin() + "/x";
        gone.close();
        CompletableFuture<Object[]> stopped = next(window.webContents(), "did-stop-loading");
        Object[] failure = during(window.webContents(), "did-fail-load", () -> window.loadURL(url));
        assertThat(failure).endsWith(-102, "ERR_CONNECTION_REFUSED", url, true);
        get(stopped);
        assertThat(log).containsExactly("did-start-loading", "did-fail-load", "did-stop-loading");
        assertThat(window.webContents().getURL()).isEqualTo(url);
        during(window.webContents(), "did-fail-load", window::reload);
    }

    @Test
    void addressThatIsNoneIsAFailureAndAnAddressWithoutSchemeIsRefused() {
        BrowserWindow window = browser.open();
        Object[] failure = during(window.webContents(), "did-fail-load", () -> window.loadURL("http://[nonsense/"));
        assertThat(failure[2]).isEqualTo("ERR_INVALID_URL");
        assertThat(window.webContents().isLoading()).isFalse();
        assertThatThrownBy(() -> window.loadURL("localhost"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("scheme");
    }

    @Test
    void laterLoadReplacesAnEarlierOne() {
        BrowserWindow window = browser.open();
        window.loadURL(server.page("/first", "<title>First</title>"));
        window.loadURL(server.page("/second", "<title>Second</title>"));
        assertThat(run(window, "location.pathname")).isEqualTo("/second");
    }

    @Test
    void crashedPageIsToldAndComesBackByReload() {
        String url = server.page("/crash", "<title>Crash</title>");
        BrowserWindow window = browser.open(url);
        CompletableFuture<Object> pending = window.webContents().executeJavaScript("new Promise(() => {})");
        during(window.webContents(), "crashed", () -> window.loadURL("chrome://crash"));
        assertThatThrownBy(() -> get(pending)).hasMessageContaining("crash");
        assertThatThrownBy(() -> run(window, "1")).hasMessageContaining("crash");
        during(window.webContents(), "did-finish-load", window::reload);
        assertThat(run(window, "location.href")).isEqualTo(url);
    }
}
