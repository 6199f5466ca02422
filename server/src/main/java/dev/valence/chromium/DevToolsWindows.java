package dev.valence.chromium;

import dev.valence.electron.BackendWindow.WindowState;
import dev.valence.electron.BrowserWindow;
import dev.valence.electron.BrowserWindowOptions;
import dev.valence.electron.Rectangle;
import dev.valence.electron.WindowBackend;
import dev.valence.electron.WindowDirectory;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Windows of a Chromium that is launched with the first of them, and again should it have died. Windows that its pages open
 * are entered in the directory, too. All methods may be called from any thread; what happens to windows comes on a thread of
 * this one's, from which the directory takes it to the main thread.
 */
public final class DevToolsWindows implements WindowBackend, AutoCloseable {
    /** Every page waits before its first script until we have set it up; workers and frames do not concern us. */
    private static final Map<String, ?> ATTACH = Map.of(
            "autoAttach", true,
            "waitForDebuggerOnStart", true,
            "flatten", true,
            "filter", List.of(Map.of("type", "page"), Map.of("exclude", true)));

    private final WindowDirectory directory;
    private final ChromiumOptions options;
    private final Supplier<@Nullable Preload> preload;
    private final Runnable lastWish;
    private @Nullable Browser browser;
    private boolean isClosed;
    private volatile @Nullable String version;

    private record Browser(ChromiumProcess chromium, Targets targets) {}

    /**
     * Nothing is launched yet.
     *
     * @param directory is told of every window
     * @param preload what pages of the application find before their first script, asked for each new window; null for nothing
     */
    public DevToolsWindows(WindowDirectory directory, ChromiumOptions options, Supplier<@Nullable Preload> preload) {
        this(directory, options, preload, () -> {});
    }

    /** @param lastWish is done, when Java ends, before the browser is ended with it */
    public DevToolsWindows(
            WindowDirectory directory,
            ChromiumOptions options,
            Supplier<@Nullable Preload> preload,
            Runnable lastWish) {
        this.directory = directory;
        this.options = options;
        this.preload = preload;
        this.lastWish = lastWish;
    }

    /**
     * {@inheritDoc}
     *
     * @throws ChromiumException there is no Chromium, it did not start, or it opened no window
     */
    @Override
    public BrowserWindow open(BrowserWindowOptions wanted) {
        Browser current = running();
        ChromiumProcess chromium = current.chromium;
        // The address tells this window from those that pages open meanwhile. An app window takes no about:blank, and
        // one that
        // is to show pages of any origin without an address bar must not begin with one of them.
        String blank = (chromium.isHeadless() ? "about:blank#" : "data:text/html,valence#") + UUID.randomUUID();
        CompletableFuture<Targets.Opened> opening = current.targets.expect(blank, wanted.titleOrDefault());
        try {
            if (chromium.isHeadless()) {
                chromium.pipe().ask(null, "Target.createTarget", Map.of("url", blank, "newWindow", true));
            } else {
                chromium.openApp(blank);
            }
            Targets.Opened opened = chromium.pipe().await(opening, "the new window");
            arrange(opened, wanted);
            return opened.window();
        } finally {
            current.targets.forget(blank);
        }
    }

    @Override
    public Optional<String> browserVersion() {
        return Optional.ofNullable(version);
    }

    /** Process id of the browser; empty while none runs. */
    public synchronized Optional<Long> browserPid() {
        return Optional.ofNullable(browser).map(current -> current.chromium.pid());
    }

    /** Ends the browser and with it all its windows, whose pages are not asked. Waits for the process to end. */
    @Override
    public void close() {
        Browser last;
        synchronized (this) {
            isClosed = true;
            last = browser;
            browser = null;
        }
        if (last != null) {
            last.chromium.close();
        }
    }

    private synchronized Browser running() {
        if (isClosed) {
            throw new ChromiumException("No window can be opened any more: the main process is closing");
        }
        Browser current = browser;
        if (current != null) {
            return current;
        }
        boolean headless = ChromiumProcess.isHeadless(options);
        Targets targets = new Targets(directory, preload, headless, this::browserEnded);
        ChromiumProcess chromium = ChromiumProcess.launch(options, targets, lastWish);
        version = chromium.version();
        current = new Browser(chromium, targets);
        browser = current;
        chromium.pipe().ask(null, "Target.setAutoAttach", ATTACH);
        return current;
    }

    /** The browser is none from now on; gives what cleans up behind it. */
    private Runnable browserEnded() {
        Browser ended;
        synchronized (this) {
            ended = browser;
            browser = null;
        }
        return ended == null ? () -> {} : ended.chromium::ended;
    }

    /** Neither way to open a window takes a size or a place reliably, so it gets them afterwards. */
    private static void arrange(Targets.Opened opened, BrowserWindowOptions wanted) {
        DevToolsWindow window = opened.backend();
        int width = wanted.widthOrDefault();
        int height = wanted.heightOrDefault();
        Integer x = wanted.x();
        Integer y = wanted.y();
        window.setBounds(
                x != null && y != null
                        ? new Rectangle(x, y, width, height)
                        : centered(screen(opened.session()), width, height));
        if (!wanted.titleOrDefault().isEmpty()) {
            window.setTitle(wanted.titleOrDefault());
        }
        if (!wanted.showOrDefault()) {
            window.setState(WindowState.MINIMIZED);
        }
    }

    private static Rectangle centered(Fields screen, int width, int height) {
        int left = screen.whole("availLeft") + Math.max(0, (screen.whole("availWidth") - width) / 2);
        int top = screen.whole("availTop") + Math.max(0, (screen.whole("availHeight") - height) / 2);
        return new Rectangle(left, top, width, height);
    }

    /** The primary screen; the browser's process knows it, though it is asked by way of a page. */
    private static Fields screen(PageSession session) {
        List<?> screens = session.pipe()
                .ask(session.id(), "Emulation.getScreenInfos", Map.of())
                .list("screenInfos");
        return screens.stream()
                .map(Fields::of)
                .filter(screen -> screen.flag("isPrimary"))
                .findFirst()
                .orElse(Fields.NONE);
    }
}
