package dev.valence.chromium;

import static org.awaitility.Awaitility.await;

import dev.valence.api.EventEmitter;
import dev.valence.electron.BrowserWindow;
import dev.valence.electron.BrowserWindowOptions;
import dev.valence.electron.BrowserWindows;
import dev.valence.electron.WindowDirectory;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;

/** A real Chromium for tests, with a main thread and a directory around it, and ways to wait. */
final class OwnBrowser implements AutoCloseable {
    static final Duration PATIENCE = Duration.ofSeconds(20);

    private final ExecutorService mainThread = Executors.newSingleThreadExecutor();
    final WindowDirectory directory = new WindowDirectory(mainThread);
    final DevToolsWindows backend;
    final BrowserWindows browserWindows;

    OwnBrowser(ChromiumOptions options, Preload preload) {
        backend = new DevToolsWindows(directory, options, () -> preload);
        browserWindows = new BrowserWindows(directory, backend);
    }

    static OwnBrowser headless() {
        return new OwnBrowser(ChromiumOptions.defaults().withHeadless(true), null);
    }

    BrowserWindow open() {
        return browserWindows.create();
    }

    BrowserWindow open(int width, int height) {
        return browserWindows.create(BrowserWindowOptions.ofSize(width, height));
    }

    /** Opens a window and waits until {@code url} is loaded in it. */
    BrowserWindow open(String url) {
        BrowserWindow window = open();
        load(window, url);
        return window;
    }

    static void load(BrowserWindow window, String url) {
        during(window.webContents(), "did-stop-loading", () -> window.loadURL(url));
    }

    /** Does something and waits for the event that it leads to. */
    static Object[] during(EventEmitter emitter, String event, Runnable action) {
        CompletableFuture<Object[]> heard = next(emitter, event);
        action.run();
        return get(heard);
    }

    /** The arguments of the next such event. */
    static CompletableFuture<Object[]> next(EventEmitter emitter, String event) {
        CompletableFuture<Object[]> heard = new CompletableFuture<>();
        emitter.once(event, heard::complete);
        return heard;
    }

    /** The names of the events that come from now on, in order. */
    static BlockingQueue<String> record(EventEmitter emitter, String... events) {
        BlockingQueue<String> log = new LinkedBlockingQueue<>();
        for (String event : events) {
            emitter.on(event, arguments -> log.add(event));
        }
        return log;
    }

    static Object run(BrowserWindow window, String code) {
        return get(window.webContents().executeJavaScript(code));
    }

    static <T> T get(CompletableFuture<T> future) {
        try {
            return future.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new AssertionError(e.getCause());
        } catch (InterruptedException | TimeoutException e) {
            throw new AssertionError(e);
        }
    }

    static void until(BooleanSupplier condition) {
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(10)).until(condition::getAsBoolean);
    }

    /** Destroys all windows, so that the next test begins with none. */
    void clear() {
        List<BrowserWindow> all = directory.windows();
        all.forEach(BrowserWindow::destroy);
        until(() -> directory.windows().isEmpty());
    }

    @Override
    public void close() {
        backend.close();
        mainThread.shutdownNow();
    }
}
