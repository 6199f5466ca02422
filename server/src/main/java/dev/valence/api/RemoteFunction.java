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
     * <p>A call that would be one too many is dropped in silence, for who emits an event to many pages cannot mend one of them: see
     * {@link Renderer#backlog}. The page is told how many were dropped. What {@link #request} and {@link #callAndWait} ask is never dropped.
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
     *
     * <p>It has no deadline: a page that lives and does not answer, for its promise never settles or it is frozen, leaves it open until the
     * document ends. Whoever waits for it sets a time, as by {@code toCompletableFuture().get(10, SECONDS)}; {@link #callAndWait} has one.
     *
     * @throws LimitException Java waits for as many answers of this page as it may
     */
    CompletionStage<@Nullable Object> request(@Nullable Object... arguments);

    /**
     * Whether the page marked the function by {@code remote.callable(fn)}, so that Java may wait for it. A functional interface whose
     * method returns no {@code CompletionStage} waits for such a function whenever it is called.
     */
    boolean isCallable();

    /**
     * Calls the page and waits for what its function returns; a promise is awaited, but not in a call of the same page, which could not
     * settle it. The page runs the function inside the call for which it waits, else by its event loop; if it calls Java meanwhile, that
     * call runs on this thread or, where it is for another one, on that. So hold no lock that such a call needs.
     *
     * @throws NotSupportedException the function is not callable
     * @throws JavaScriptException the function threw, or returned a promise to a call of its page
     * @throws RendererGoneException the document has ended, or ends meanwhile
     * @throws DeadlineException the page has not answered within {@link Limits#deadline()}, not counting time in calls of the page
     * @throws LimitException this thread is in {@link Limits#callDepth()} such calls already, one inside the other
     * @throws MarshalException an argument cannot cross; nothing was sent
     */
    @Nullable
    Object callAndWait(@Nullable Object... arguments);

    /** The document that the function belongs to. */
    Renderer renderer();

    /** The function's {@code length}: the parameters it declares. */
    int length();

    /** Where the function was first handed over, as {@code file:line:column}; empty where unknown. */
    String location();
}
