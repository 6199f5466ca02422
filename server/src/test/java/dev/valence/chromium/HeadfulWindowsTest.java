package dev.valence.chromium;

import static dev.valence.chromium.OwnBrowser.during;
import static dev.valence.chromium.OwnBrowser.get;
import static dev.valence.chromium.OwnBrowser.next;
import static dev.valence.chromium.OwnBrowser.run;
import static dev.valence.chromium.OwnBrowser.until;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.valence.electron.BrowserWindow;
import dev.valence.electron.BrowserWindowOptions;
import dev.valence.electron.Rectangle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Windows that somebody can see, on a screen of the test's own. */
class HeadfulWindowsTest {
    private static Process screen;
    private static OwnBrowser browser;
    private static PageServer server;

    @BeforeAll
    static void start() throws IOException {
        assumeTrue(isInstalled("Xvfb"), "needs Xvfb to show windows on");
        screen = new ProcessBuilder("Xvfb", "-displayfd", "1", "-screen", "0", "1280x900x24", "-nolisten", "tcp")
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String display = ":" + firstLine(screen);
        server = new PageServer();
        browser = new OwnBrowser(
                ChromiumOptions.defaults().withHeadless(false).withEnvironment(Map.of("DISPLAY", display)),
                Preload.of(server.origin(), "globalThis.preloaded = true"));
    }

    @AfterAll
    static void stop() {
        if (browser != null) {
            browser.close();
            server.close();
        }
        if (screen != null) {
            screen.destroy();
        }
    }

    @Test
    void windowIsCenteredWithoutAddressBarAndShowsThePage() {
        BrowserWindow window = browser.open(server.page("/red", "<body style='background:#c00'><title>Red</title>"));
        assertThat(run(window, "preloaded")).isEqualTo(true);
        assertThat(window.getTitle()).isEqualTo("Red");
        until(() -> window.getBounds().equals(new Rectangle(240, 150, 800, 600)));
        // Without a window manager there is no frame: the page has all of the window.
        until(() -> run(window, "innerWidth + ' ' + innerHeight").equals("800 600"));
        window.destroy();
    }

    @Test
    void windowsCanBeMovedHiddenAndTheirPagesKnow() {
        BrowserWindow window = browser.browserWindows.create(new BrowserWindowOptions(400, 300, 10, 20, "Named", null));
        OwnBrowser.load(window, server.page("/plain", "<p>plain</p>"));
        assertThat(window.getBounds()).isEqualTo(new Rectangle(10, 20, 400, 300));
        during(window, "resize", () -> window.setBounds(new Rectangle(50, 60, 500, 400)));
        assertThat(window.getBounds()).isEqualTo(new Rectangle(50, 60, 500, 400));
        until(() -> run(window, "document.title").equals("Named"));
        CompletableFuture<Object[]> closed = next(window, "closed");
        window.close();
        get(closed);
    }

    @Test
    void severalWindowsOpenAtOnceAndAreNotMixedUp() {
        CompletableFuture<BrowserWindow> first = CompletableFuture.supplyAsync(() -> browser.open(300, 200));
        CompletableFuture<BrowserWindow> second = CompletableFuture.supplyAsync(() -> browser.open(500, 400));
        assertThat(get(first).getSize()).containsExactly(300, 200);
        assertThat(get(second).getSize()).containsExactly(500, 400);
        get(first).destroy();
        get(second).destroy();
    }

    private static boolean isInstalled(String program) {
        for (String folder : System.getenv("PATH").split(":", -1)) {
            if (Files.isExecutable(Path.of(folder, program))) {
                return true;
            }
        }
        return false;
    }

    private static String firstLine(Process process) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = process.getInputStream().read();
                next > ' ';
                next = process.getInputStream().read()) {
            line.append((char) next);
        }
        return line.toString();
    }
}
