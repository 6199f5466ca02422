package dev.valence.e2e.window;

import static org.awaitility.Awaitility.await;

import dev.valence.electron.BrowserWindow;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Windows of Valence's own headless Chromium, for tests. */
final class Windows {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private Windows() {}

    /** Runs {@code code} in the window once it has loaded; gives the value of its last expression, of a promise what it resolves to. */
    static @Nullable Object run(BrowserWindow window, String code) throws Exception {
        return window.webContents().executeJavaScript(code).get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }

    static void close(BrowserWindow window) {
        window.close();
        await("the window closes").atMost(PATIENCE).until(window::isDestroyed);
    }
}
