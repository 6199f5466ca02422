package dev.valence.chromium;

import static dev.valence.chromium.OwnBrowser.get;
import static dev.valence.chromium.OwnBrowser.run;
import static org.assertj.core.api.Assertions.assertThat;

import dev.valence.electron.BrowserWindow;
import dev.valence.electron.Rectangle;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A page that waits for Java holds up nobody but itself. */
class BlockedPageTest {
    private static final String WAIT =
            "{ const call = new XMLHttpRequest(); call.open('GET', '/held', false); call.send(); 'released' }";

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

    @Test
    void windowOfABlockedPageAnswersAndItsScriptRunsLater() {
        CompletableFuture<Void> arrived = new CompletableFuture<>();
        CompletableFuture<Void> release = new CompletableFuture<>();
        server.hold("/held", arrived, release);
        BrowserWindow window = browser.open(server.page("/", "<title>Blocked</title>"));
        CompletableFuture<Object> blocked = window.webContents().executeJavaScript(WAIT);
        get(arrived);

        window.setBounds(new Rectangle(5, 6, 320, 240));
        assertThat(window.getBounds()).isEqualTo(new Rectangle(5, 6, 320, 240));
        window.setTitle("Set meanwhile");
        assertThat(window.getTitle()).isEqualTo("Set meanwhile");
        assertThat(window.webContents().getURL()).isEqualTo(server.origin() + "/");
        window.focus();
        window.minimize();
        window.show();
        CompletableFuture<Object> later = window.webContents().executeJavaScript("document.title");
        BrowserWindow other = browser.open(server.page("/other", "<title>Other</title>"));
        assertThat(run(other, "document.title")).isEqualTo("Other");
        assertThat(blocked).isNotDone();
        assertThat(later).isNotDone();

        release.complete(null);
        assertThat(get(blocked)).isEqualTo("released");
        assertThat(get(later)).isEqualTo("Set meanwhile");
    }

    @Test
    void blockedPageCanBeDestroyed() {
        CompletableFuture<Void> arrived = new CompletableFuture<>();
        CompletableFuture<Void> release = new CompletableFuture<>();
        server.hold("/held/again", arrived, release);
        BrowserWindow window = browser.open(server.page("/", "<title>Blocked</title>"));
        CompletableFuture<Object> blocked =
                window.webContents().executeJavaScript(WAIT.replace("/held", "/held/again"));
        get(arrived);
        window.destroy();
        assertThat(window.isDestroyed()).isTrue();
        OwnBrowser.until(blocked::isCompletedExceptionally);
        assertThat(browser.open().getSize()).hasSize(2);
        release.complete(null);
    }
}
