package dev.valence.api;

import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * A function of a page, held by Java.
 *
 * <p>A parameter of type {@code Object} or {@code RemoteFunction} gets this; one of any functional interface gets an
 * implementation of that interface which is a {@code RemoteFunction} too. The same page function is the same Java object
 * per interface, so that it can be removed from where it was added. The page keeps its function alive until Java drops this
 * object. All methods may be called from any thread.
 */
public interface RemoteFunction {
    /**
     * Calls the page, which runs its function after the call that it may be waiting for, in order. Returns at once.
     *
     * @throws RendererGoneException the document has ended
     * @throws MarshalException an argument cannot cross; nothing was sent
     */
    void call(@Nullable Object... arguments);

    /**
     * Calls the page and completes with what its function returns; a promise is awaited.
     *
     * <p>Completes exceptionally with {@link JavaScriptException} where the function throws and with
     * {@link RendererGoneException} where the document ends first. Waiting for it inside a call of the same page raises
     * {@link DeadlockException} at once.
     */
    CompletionStage<@Nullable Object> request(@Nullable Object... arguments);

    /** The document that the function belongs to. */
    Renderer renderer();

    /** The function's {@code length}: the parameters it declares. */
    int length();

    /** Where the function was first handed over, as {@code file:line:column}; empty where unknown. */
    String location();
}
