package dev.valence.electron;

import dev.valence.api.EventEmitter;
import dev.valence.api.Exposed;
import dev.valence.api.Property;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The document in a window, as Electron's {@code webContents} (docs/api/web-contents.md of 1.4.14).
 *
 * <p>Events, each with an {@link Event} first: {@code did-start-loading}, {@code did-navigate} with the address,
 * {@code dom-ready}, {@code did-finish-load}, {@code did-fail-load} with error code, description, address and {@code true} for
 * the main frame, {@code did-stop-loading}, {@code crashed}, {@code destroyed}. They come on the main thread; members may be
 * called from any thread and answer from what is known: Java never waits for a page. The {@code remote-…} events of {@link App} come here
 * after it, without the contents.
 */
@Exposed
public final class WebContents extends EventEmitter {
    private final int id;
    private final BackendWindow backend;
    private volatile boolean destroyed;

    WebContents(int id, BackendWindow backend) {
        this.id = id;
        this.backend = backend;
    }

    /** The id of these contents, which is that of their window. */
    @Property
    public int id() {
        return id;
    }

    /**
     * Loads the document at {@code url} and returns at once.
     *
     * @throws IllegalArgumentException {@code url} has no scheme, such as {@code http:}
     */
    public void loadURL(String url) {
        int colon = url.indexOf(':');
        if (colon < 1 || !url.substring(0, colon).matches("[A-Za-z][A-Za-z0-9+.-]*")) {
            throw new IllegalArgumentException(
                    "loadURL needs a whole address with its scheme, such as http://localhost/, not \"" + url + "\"");
        }
        alive().load(url);
    }

    /** Address of the document, or of the one being loaded; empty before the first. */
    public String getURL() {
        return alive().page().url();
    }

    /** Title of the document. */
    public String getTitle() {
        return alive().page().title();
    }

    /** Loads the document again. A crashed page comes back to life by it. */
    public void reload() {
        alive().reload();
    }

    /** Whether a document is on its way. */
    public boolean isLoading() {
        return alive().page().isLoading();
    }

    /** Whether the page has the keyboard, as it last told. */
    public boolean isFocused() {
        return alive().page().focused();
    }

    /** Whether the window is gone. */
    public boolean isDestroyed() {
        return destroyed;
    }

    /** As {@link #executeJavaScript(String, boolean)}, without a user gesture. */
    public CompletableFuture<@Nullable Object> executeJavaScript(String code) {
        return executeJavaScript(code, false);
    }

    /**
     * Evaluates {@code code} in the page, once it has loaded.
     *
     * <p>Completes with the value of the last expression, copied; of a promise, with what it resolves to. Where the page throws
     * or rejects, completes exceptionally with {@link dev.valence.api.JavaScriptException}. While the page is in a
     * synchronous call to Java it cannot evaluate anything: the future completes after that call, so do not wait for it within.
     *
     * @param userGesture whether the page may do what browsers allow on a click only
     */
    public CompletableFuture<@Nullable Object> executeJavaScript(String code, boolean userGesture) {
        return alive().evaluate(code, userGesture);
    }

    /** As {@link #executeJavaScript(String, boolean)}; {@code callback} gets the value, as in Electron 1.4. */
    public CompletableFuture<@Nullable Object> executeJavaScript(
            String code, boolean userGesture, Consumer<? super @Nullable Object> callback) {
        CompletableFuture<@Nullable Object> result = executeJavaScript(code, userGesture);
        return result.whenComplete((value, failure) -> {
            if (failure == null) {
                callback.accept(value);
            }
        });
    }

    /** Whether a listener of Java's wants to hear of it. */
    boolean hears(String event) {
        return isHeardByJava(event);
    }

    /** Tells listeners of Java's. */
    void tell(String event, Object... arguments) {
        emitToJava(event, arguments);
    }

    /** The window is gone. */
    void destroyed() {
        destroyed = true;
        emit("destroyed", Event.of(this));
    }

    private BackendWindow alive() {
        if (destroyed) {
            throw new IllegalStateException("Object has been destroyed");
        }
        return backend;
    }
}
