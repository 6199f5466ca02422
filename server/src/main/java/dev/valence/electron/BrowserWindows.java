package dev.valence.electron;

import dev.valence.api.Companion;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code BrowserWindow} as pages see it: the constructor and its static members. Members may be called from any thread. */
@Companion(BrowserWindow.class)
public final class BrowserWindows {
    private final WindowDirectory directory;
    private final WindowBackend backend;

    /** @param backend opens the windows that are constructed here */
    public BrowserWindows(WindowDirectory directory, WindowBackend backend) {
        this.directory = directory;
        this.backend = backend;
    }

    /**
     * Opens a window without a document. Waits for the browser, which the first window may have to start.
     *
     * @throws dev.valence.api.NotSupportedException there is no browser of ours to open it in
     * @throws dev.valence.api.RemoteException the browser is missing or did not start
     */
    @Companion.Constructor
    public BrowserWindow create(@Nullable BrowserWindowOptions options) {
        BrowserWindow window = backend.open(options == null ? BrowserWindowOptions.defaults() : options);
        directory.announce(window);
        return window;
    }

    /** As {@link #create(BrowserWindowOptions)} with nothing said. */
    @Companion.Constructor
    public BrowserWindow create() {
        return create(null);
    }

    /** All windows that are open, the oldest first. */
    public List<BrowserWindow> getAllWindows() {
        return directory.windows();
    }

    /** The window of that id, or null. */
    public @Nullable BrowserWindow fromId(int id) {
        return directory.byId(id).orElse(null);
    }

    /** The window that has the keyboard, or null. */
    public @Nullable BrowserWindow getFocusedWindow() {
        return directory.focused().orElse(null);
    }

    /** The window that shows {@code webContents}, or null where it is gone. */
    public @Nullable BrowserWindow fromWebContents(WebContents webContents) {
        return fromId(webContents.id());
    }
}
