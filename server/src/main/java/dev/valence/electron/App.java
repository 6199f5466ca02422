package dev.valence.electron;

import dev.valence.api.EventEmitter;
import dev.valence.api.Exposed;
import dev.valence.api.Hidden;
import java.util.Locale;
import java.util.function.IntConsumer;

/**
 * The life of the application, as Electron's {@code app} (docs/api/app.md of 1.4.14).
 *
 * <p>Events, each with an {@link Event} first: {@code will-finish-launching}, {@code ready}, {@code window-all-closed} (where
 * nobody listens, the application quits), {@code before-quit} and {@code will-quit} (a Java listener or a callable one of a page may prevent either),
 * {@code quit} with the exit code, and with the window or contents concerned {@code browser-window-created},
 * {@code browser-window-focus}, {@code browser-window-blur}, {@code web-contents-created}. They come on the main thread, or on
 * that of who called {@link #quit()} or {@link #exit}. Members may be called from any thread.
 *
 * <p>Before a page is given something by {@code remote}: {@code remote-require}, {@code remote-get-global}, {@code remote-get-builtin} with
 * the contents that ask and the name, {@code remote-get-current-window}, {@code remote-get-current-web-contents} with the contents; see
 * {@link RemoteRequests}.
 *
 * <p>Only windows of Valence's own count for closing and quitting: a tab of a foreign browser comes and goes as its user likes.
 */
@Exposed("App")
public final class App extends EventEmitter {
    private enum Stage {
        STARTING,
        READY,
        QUITTING,
        OVER
    }

    private final WindowDirectory directory;
    private final UserFolders folders;
    private final String version;
    private final String appPath;
    private final IntConsumer exit;
    private volatile String name;
    private Stage stage = Stage.STARTING;

    /**
     * @param name of the application, until {@link #setName}
     * @param version of the application
     * @param appPath folder of the application's pages
     * @param exit ends the process, or what stands for it, with an exit code; called once, last of all
     */
    public App(WindowDirectory directory, String name, String version, String appPath, IntConsumer exit) {
        this.directory = directory;
        this.folders = UserFolders.ofThisSystem();
        this.name = name;
        this.version = version;
        this.appPath = appPath;
        this.exit = exit;
        directory.observe(new Lifetime());
    }

    /** Says that the main process has started. To be called once, on the main thread. */
    @Hidden
    public void start() {
        emit("will-finish-launching", Event.of(this));
        synchronized (this) {
            stage = Stage.READY;
        }
        emit("ready", Event.of(this));
    }

    /** Whether {@code ready} was emitted. */
    public synchronized boolean isReady() {
        return stage != Stage.STARTING;
    }

    /**
     * Asks the application to end: {@code before-quit}, then every window is closed as {@link BrowserWindow#close} does it,
     * then {@code will-quit}, then {@code quit}. A listener that prevents an event, or a page that refuses to go, ends the
     * attempt; windows that closed by then stay closed. Returns before the windows are gone.
     */
    public void quit() {
        synchronized (this) {
            if (stage == Stage.QUITTING || stage == Stage.OVER) {
                return;
            }
            stage = Stage.QUITTING;
        }
        boolean willing = false;
        try {
            willing = Event.ask(this, "before-quit") && closeWindows();
        } finally {
            // Also where a listener threw: it must not leave an application behind that can never quit.
            if (!willing) {
                giveUpQuitting();
            }
        }
        finishQuitting();
    }

    /** As {@link #exit(int)} with 0. */
    public void exit() {
        exit(0);
    }

    /** Ends at once: windows are destroyed, nobody is asked; only {@code quit} is emitted. */
    public void exit(int exitCode) {
        synchronized (this) {
            if (stage == Stage.OVER) {
                return;
            }
            stage = Stage.OVER;
        }
        directory.ownWindows().forEach(window -> {
            if (!window.isDestroyed()) {
                window.destroy();
            }
        });
        leave(exitCode);
    }

    /** The application's name. */
    public String getName() {
        return name;
    }

    /** Gives the application another name, from which its {@code userData} path follows. */
    public void setName(String newName) {
        name = newName;
    }

    /** The application's version. */
    public String getVersion() {
        return version;
    }

    /** Language of the system, such as {@code de-CH}. */
    public String getLocale() {
        return Locale.getDefault().toLanguageTag();
    }

    /** Folder of the application's pages. */
    public String getAppPath() {
        return appPath;
    }

    /**
     * One of the folders that the system gives its users.
     *
     * @throws IllegalArgumentException the name is unknown; the message has the known ones
     */
    public String getPath(String folder) {
        return folders.path(folder, name).toString();
    }

    /** Whether a listener of Java's wants to hear of it. */
    boolean hears(String event) {
        return isHeardByJava(event);
    }

    /** Tells listeners of Java's. */
    void tell(String event, Object... arguments) {
        emitToJava(event, arguments);
    }

    /** @return whether no listener prevented it; pages may still refuse */
    private boolean closeWindows() {
        for (BrowserWindow window : directory.ownWindows()) {
            if (!window.isDestroyed()) {
                window.close();
            }
        }
        return isQuitting() || isOver();
    }

    private synchronized void giveUpQuitting() {
        if (stage == Stage.QUITTING) {
            stage = Stage.READY;
        }
    }

    private void finishQuitting() {
        synchronized (this) {
            if (stage != Stage.QUITTING || !directory.ownWindows().isEmpty()) {
                return;
            }
            // Over for now, so that a window which closes meanwhile does not ask a second time.
            stage = Stage.OVER;
        }
        if (Event.ask(this, "will-quit")) {
            leave(0);
            return;
        }
        synchronized (this) {
            stage = Stage.READY;
        }
    }

    private void leave(int exitCode) {
        try {
            emit("quit", Event.of(this), exitCode);
        } finally {
            exit.accept(exitCode);
        }
    }

    private synchronized boolean isQuitting() {
        return stage == Stage.QUITTING;
    }

    private synchronized boolean isOver() {
        return stage == Stage.OVER;
    }

    private final class Lifetime implements WindowObserver {
        @Override
        public void created(BrowserWindow window) {
            emit("web-contents-created", Event.of(App.this), window.contents());
            emit("browser-window-created", Event.of(App.this), window);
        }

        @Override
        public void focusChanged(BrowserWindow window, boolean focused) {
            emit(focused ? "browser-window-focus" : "browser-window-blur", Event.of(App.this), window);
        }

        @Override
        public void stays(BrowserWindow window) {
            giveUpQuitting();
        }

        @Override
        public void closed(BrowserWindow window) {
            if (!window.isOwn() || isOver() || !directory.ownWindows().isEmpty()) {
                return;
            }
            if (isQuitting()) {
                finishQuitting();
            } else if (!emit("window-all-closed", Event.of(App.this))) {
                quit();
            }
        }
    }
}
