package dev.valence.electron;

import dev.valence.api.NotSupportedException;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * One window of a browser, as {@link BrowserWindow} and {@link WebContents} need it.
 *
 * <p>No method waits for a page: it may be blocked in the very call that leads here. Those that ask something of the page only
 * send it off; {@link #bounds()} and the like may wait for the browser's own process, for a bounded time. A method that this
 * window's browser cannot serve raises {@link NotSupportedException} with the reason. A window that closed meanwhile ignores
 * what it is told, since {@link WindowListener#closed()} is on its way. All methods may be called from any thread but the one
 * that calls the listener.
 */
public interface BackendWindow {
    /** Sets who is told of what happens, before anything does. There is one listener, and it is given once. */
    void listen(WindowListener listener);

    /** What is known of the document, at once. */
    PageState page();

    /** Whether Valence opened this window or its page did, in a browser of Valence's own. */
    boolean isOwn();

    /** Where the window is; the last known place where the browser cannot be asked. */
    Rectangle bounds();

    /** Moves and resizes. The window manager may correct what was asked for. */
    void setBounds(Rectangle bounds);

    /** Sets the title, until a document brings its own. */
    void setTitle(String title);

    /** Brings the window to the front. */
    void focus();

    /** Brings the window to, or out of, one of the states a desktop knows. */
    void setState(WindowState state);

    /** Which of these states the window is in. */
    WindowState state();

    /** Loads a document. A failure is told by {@link WindowListener#loadFailed}. */
    void load(String url);

    /** Loads the document again; a crashed page comes back to life. */
    void reload();

    /** Closes the window if its page agrees ({@code beforeunload}). */
    void close();

    /** Closes the window without asking its page. */
    void destroy();

    /**
     * Evaluates {@code code} in the page once it has loaded, and awaits a promise.
     *
     * <p>Completes on a thread of the backend's: with the value, exceptionally with a
     * {@link dev.valence.api.JavaScriptException} where the page throws or rejects, with
     * {@link dev.valence.api.MarshalException} where the value cannot be copied, with
     * {@link dev.valence.api.RendererGoneException} where the document ends first.
     *
     * @param userGesture whether the page may do what browsers allow on a click only
     */
    CompletableFuture<@Nullable Object> evaluate(String code, boolean userGesture);

    /** How a desktop shows a window. */
    enum WindowState {
        NORMAL,
        MINIMIZED,
        MAXIMIZED
    }
}
