package dev.valence.chromium;

import static dev.valence.chromium.OwnBrowser.during;
import static dev.valence.chromium.OwnBrowser.get;
import static dev.valence.chromium.OwnBrowser.next;
import static dev.valence.chromium.OwnBrowser.record;
import static dev.valence.chromium.OwnBrowser.run;
import static dev.valence.chromium.OwnBrowser.until;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.valence.electron.App;
import dev.valence.electron.BrowserWindow;
import dev.valence.electron.Event;
import dev.valence.electron.WebContents;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How windows end: asked, unasked, with their browser. */
class ClosingTest {
    private final OwnBrowser browser = OwnBrowser.headless();
    private final PageServer server = new PageServer();

    @AfterEach
    void stop() {
        browser.close();
        server.close();
    }

    @Test
    void closedWindowHasToldSoAndRaisesElectronsErrorFromThenOn() {
        BrowserWindow window = browser.open(server.page("/", "<title>Close</title>"));
        WebContents contents = window.webContents();
        BlockingQueue<String> log = record(window, "close", "closed");
        CompletableFuture<Object[]> destroyed = next(contents, "destroyed");
        during(window, "closed", window::close);
        get(destroyed);
        assertThat(log).containsExactly("close", "closed");
        assertThat(window.isDestroyed()).isTrue();
        assertThat(contents.isDestroyed()).isTrue();
        assertThat(window.id()).isPositive();
        assertThatThrownBy(window::getTitle).hasMessage("Object has been destroyed");
        assertThatThrownBy(window::webContents).hasMessage("Object has been destroyed");
        assertThatThrownBy(contents::getURL).hasMessage("Object has been destroyed");
        assertThat(browser.directory.windows()).isEmpty();
    }

    @Test
    void javaListenerKeepsAWindowOpen() {
        BrowserWindow window = browser.open(server.page("/", "<title>Veto</title>"));
        window.once("close", arguments -> ((Event) arguments[0]).preventDefault());
        window.close();
        assertThat(run(window, "1")).isEqualTo(1);
        during(window, "closed", window::close);
    }

    @Test
    void pageThatHasSomethingToSaveStaysOpenUntilItAgrees() {
        BrowserWindow window = browser.open(server.page("/", "<title>Unsaved</title>"));
        get(window.webContents()
                .executeJavaScript("window.onbeforeunload = () => 'unsaved'; document.title = 'touched'", true));
        BlockingQueue<String> log = record(window, "close", "closed");
        App app = new App(browser.directory, "Test", "1", ".", code -> log.add("exit"));
        app.start();
        app.on("before-quit", arguments -> log.add("before-quit"));
        app.quit();
        run(window, "1");
        // The page refused, so the attempt to quit is over and another can be made.
        until(() -> {
            app.quit();
            return log.stream().filter("before-quit"::equals).count() == 2;
        });
        assertThat(window.isDestroyed()).isFalse();
        run(window, "window.onbeforeunload = null");
        app.quit();
        until(() -> log.contains("exit"));
        assertThat(window.isDestroyed()).isTrue();
    }

    @Test
    void destroyAsksNobody() {
        BrowserWindow window = browser.open(server.page("/", "<title>Unsaved</title>"));
        get(window.webContents().executeJavaScript("window.onbeforeunload = () => 'unsaved'; 0", true));
        BlockingQueue<String> log = record(window, "close", "closed");
        window.destroy();
        assertThat(log).containsExactly("closed");
        assertThat(window.isDestroyed()).isTrue();
        assertThatThrownBy(window::destroy).hasMessage("Object has been destroyed");
    }

    @Test
    void windowThatItsPageClosesEmitsCloseFirst() {
        BrowserWindow window = browser.open(server.page("/", "<title>Self</title>"));
        BlockingQueue<String> log = record(window, "close", "closed");
        CompletableFuture<Object[]> closed = next(window, "closed");
        CompletableFuture<Object> unused = window.webContents().executeJavaScript("close()");
        get(closed);
        assertThat(log).containsExactly("close", "closed");
    }

    @Test
    void crashedWindowCanBeClosed() {
        BrowserWindow window = browser.open(server.page("/", "<title>Crash</title>"));
        during(window.webContents(), "crashed", () -> window.loadURL("chrome://crash"));
        during(window, "closed", window::close);
    }

    @Test
    void browserThatIsKilledClosesAllWindowsAndTheNextWindowLaunchesAnother() {
        BrowserWindow first = browser.open(server.page("/", "<title>One</title>"));
        BrowserWindow second = browser.open(server.page("/", "<title>Two</title>"));
        CompletableFuture<Object> pending = first.webContents().executeJavaScript("new Promise(() => {})");
        CompletableFuture<Object[]> firstClosed = next(first, "closed");
        CompletableFuture<Object[]> secondClosed = next(second, "closed");
        long pid = browser.backend.browserPid().orElseThrow();
        ProcessHandle.of(pid).orElseThrow().destroyForcibly();
        get(firstClosed);
        get(secondClosed);
        assertThatThrownBy(() -> get(pending)).hasMessageContaining("ended");
        BrowserWindow third = browser.open(server.page("/", "<title>Three</title>"));
        assertThat(third.getTitle()).isEqualTo("Three");
        assertThat(browser.backend.browserPid()).get().isNotEqualTo(pid);
    }

    @Test
    void closedBackendLeavesNoProcessAndNoWindowAndOpensNoMore() {
        BrowserWindow window = browser.open(server.page("/", "<title>End</title>"));
        CompletableFuture<Object[]> closed = next(window, "closed");
        ProcessHandle chromium =
                ProcessHandle.of(browser.backend.browserPid().orElseThrow()).orElseThrow();
        browser.backend.close();
        get(closed);
        assertThat(chromium.isAlive()).isFalse();
        assertThatThrownBy(browser::open).isInstanceOf(ChromiumException.class).hasMessageContaining("closing");
    }
}
