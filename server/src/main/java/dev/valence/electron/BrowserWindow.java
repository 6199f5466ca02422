package dev.valence.electron;

import dev.valence.api.EventEmitter;
import dev.valence.api.Exposed;
import dev.valence.api.Hidden;
import dev.valence.api.NotSupportedException;
import dev.valence.api.Property;
import dev.valence.electron.BackendWindow.WindowState;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A real window of Chromium, as Electron's {@code BrowserWindow} (docs/api/browser-window.md of 1.4.14).
 *
 * <p>Events, each with an {@link Event} first: {@code close} (a Java listener or a callable one of a page may
 * prevent it, except where the user closed the window, which no browser lets us hold up), {@code closed}, {@code focus}, {@code blur}, {@code resize}, {@code move}
 * (both when the page notices: a browser does not report them), {@code page-title-updated} with the title. They come on the
 * main thread; members may be called from any thread.
 *
 * <p>Once closed, every member but {@link #id} and {@link #isDestroyed} raises "Object has been destroyed". A window that
 * Valence opened survives the reload and navigation of its page. One in a foreign browser is the window of one document, see
 * {@link WindowDirectory#ofPage}, and can do less: the rest raises {@link NotSupportedException}.
 */
@Exposed
public final class BrowserWindow extends EventEmitter {
    private final int id;
    private final BackendWindow backend;
    private final WindowDirectory directory;
    private final WebContents webContents;
    private volatile boolean closeTold;
    private volatile boolean destroyed;
    private volatile @Nullable String name;

    BrowserWindow(int id, BackendWindow backend, WindowDirectory directory) {
        this.id = id;
        this.backend = backend;
        this.directory = directory;
        this.webContents = new WebContents(id, backend);
    }

    /** The window's id, from 1; never used again. */
    @Property
    public int id() {
        return id;
    }

    /** What is in the window. */
    @Property
    public WebContents webContents() {
        return alive(webContents);
    }

    /** Loads the document at {@code url}; as {@link WebContents#loadURL}. */
    public void loadURL(String url) {
        webContents().loadURL(url);
    }

    /** Loads the document again. */
    public void reload() {
        webContents().reload();
    }

    /** Where the window is and how large. */
    public Rectangle getBounds() {
        return alive(backend).bounds();
    }

    /** Moves and resizes. */
    public void setBounds(Rectangle bounds) {
        alive(backend).setBounds(bounds);
    }

    /** Width and height. */
    public List<Integer> getSize() {
        Rectangle bounds = getBounds();
        return List.of(bounds.width(), bounds.height());
    }

    /** Resizes; the upper left corner stays. */
    public void setSize(int width, int height) {
        Rectangle bounds = getBounds();
        setBounds(new Rectangle(bounds.x(), bounds.y(), width, height));
    }

    /** Left and upper edge on the screen. */
    public List<Integer> getPosition() {
        Rectangle bounds = getBounds();
        return List.of(bounds.x(), bounds.y());
    }

    /** Moves. */
    public void setPosition(int x, int y) {
        Rectangle bounds = getBounds();
        setBounds(new Rectangle(x, y, bounds.width(), bounds.height()));
    }

    /** The title, as set or as the document has it, whichever was later. */
    public String getTitle() {
        return alive(backend).page().title();
    }

    /** Sets the document's title, and through it the window's. A document that is loaded later brings its own. */
    public void setTitle(String title) {
        alive(backend).setTitle(title);
    }

    /** Brings the window to the front. */
    public void focus() {
        alive(backend).focus();
    }

    /** Whether the window has the keyboard, as its page last told. */
    public boolean isFocused() {
        return alive(backend).page().focused();
    }

    /** Shows the window and brings it to the front. */
    public void show() {
        restore();
        backend.focus();
    }

    /** Hides the window. Chromium cannot be without it in the desktop's list of windows: hidden is minimized. */
    public void hide() {
        minimize();
    }

    /** Whether the window is neither hidden nor minimized. */
    public boolean isVisible() {
        return !isMinimized();
    }

    /** Makes the window an icon. */
    public void minimize() {
        alive(backend).setState(WindowState.MINIMIZED);
    }

    /** Undoes {@link #minimize()}. */
    public void restore() {
        if (isMinimized()) {
            backend.setState(WindowState.NORMAL);
        }
    }

    /** Whether the window is an icon. */
    public boolean isMinimized() {
        return alive(backend).state() == WindowState.MINIMIZED;
    }

    /** Makes the window as large as the screen. */
    public void maximize() {
        alive(backend).setState(WindowState.MAXIMIZED);
    }

    /** Undoes {@link #maximize()}. */
    public void unmaximize() {
        if (isMaximized()) {
            backend.setState(WindowState.NORMAL);
        }
    }

    /** Whether the window is as large as the screen. */
    public boolean isMaximized() {
        return alive(backend).state() == WindowState.MAXIMIZED;
    }

    /**
     * Closes the window as a user would: {@code close} is emitted and may be prevented, then the page is asked
     * ({@code beforeunload}; Chromium asks only pages that a user has touched). {@code closed} comes when it is gone.
     */
    public void close() {
        alive(backend);
        if (Event.ask(this, "close")) {
            closeTold = true;
            if (!destroyed) {
                backend.close();
            }
        } else {
            directory.observer().stays(this);
        }
    }

    /** Closes the window at once: nobody is asked and {@code close} is not emitted; {@code closed} is, before this returns. */
    public void destroy() {
        alive(backend);
        boolean told = closeTold;
        closeTold = true;
        try {
            backend.destroy();
        } catch (NotSupportedException e) {
            closeTold = told;
            throw e;
        }
        leave();
    }

    /** Whether the window is gone. */
    public boolean isDestroyed() {
        return destroyed;
    }

    /** Whether this is a window of Valence's own browser, and not a tab of some other. */
    @Hidden
    public boolean isOwn() {
        return backend.isOwn();
    }

    /** The name that {@link #giveName} gave; empty where it has none. */
    @Hidden
    public Optional<String> name() {
        return Optional.ofNullable(name);
    }

    /**
     * Gives the window a name, by which capabilities know it. Java alone can; what counts for a document is the name that the window has
     * when the document first asks for something.
     *
     * @return this
     * @throws IllegalStateException it has one: what was permitted to that one could not be taken back
     */
    @Hidden
    public BrowserWindow giveName(String newName) {
        synchronized (this) {
            if (name != null && !newName.equals(name)) {
                throw new IllegalStateException("This window has the name '" + name + "' already");
            }
            name = newName;
        }
        return this;
    }

    /** What is in the window, also when it is gone. */
    WebContents contents() {
        return webContents;
    }

    /** As {@link #isFocused()}, also when it is gone. */
    boolean hasFocus() {
        return !destroyed && backend.page().focused();
    }

    /** The page refused to go: the next attempt asks again. */
    void stay() {
        closeTold = false;
        directory.observer().stays(this);
    }

    /** The browser says the window is gone. Emits {@code close} first where nobody had asked for it. */
    void closed() {
        if (!destroyed && !closeTold) {
            closeTold = true;
            emit("close", Event.of(this));
        }
        leave();
    }

    private void leave() {
        synchronized (this) {
            if (destroyed) {
                return;
            }
            destroyed = true;
        }
        directory.remove(this);
        try {
            webContents.destroyed();
            emit("closed", Event.of(this));
        } finally {
            directory.observer().closed(this);
        }
    }

    private <T> T alive(T part) {
        if (destroyed) {
            throw new IllegalStateException("Object has been destroyed");
        }
        return part;
    }
}
