package dev.valence.api;

import java.security.Principal;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * One loaded document, from load to unload, or one dedicated worker. It owns every reference and callback between the page
 * and Java. All methods may be called from any thread.
 */
public interface Renderer {
    /** The id that the document minted for itself. It is public and grants nothing. */
    String id();

    /** The address of the document, as it said itself. Empty where the client said none. */
    String url();

    /**
     * The origin that the document was loaded from, as its browser tells it: {@code http://127.0.0.1:8420}. Unlike {@link #url} a page cannot
     * choose it. Empty for a client that is no browser.
     */
    Optional<String> origin();

    /** Who uses the page, as the application's authentication found out. Empty where there is none. */
    Optional<Principal> principal();

    /** False from the moment on that the document is known to be gone. */
    boolean isAlive();

    /**
     * Whether the document is out of reach and may come back: its network failed, it is in the back/forward cache, or its browser has frozen
     * it. What it is told waits, within {@code Limits}; one that does not come back within {@code Limits.retention} ends.
     */
    boolean isHibernating();

    /**
     * Runs {@code action} once when this renderer ends, on the thread that found out; at once if it has ended already.
     *
     * @return takes the action back; the renderer keeps {@code action} alive until then
     */
    Registration onEnded(Runnable action);

    /**
     * Calls of page functions of which nobody wants an answer, events among them, that wait until the page has read them. As soon as they are
     * {@link Limits#backlog}, further ones are dropped until the page has read half of them; then it is told how many were.
     */
    Backlog backlog();

    /** How many such calls were dropped, in all. */
    long dropped();

    /**
     * Completes, on a pool thread, as soon as no more than half of {@link Limits#backlog} waits, or this renderer ends: for whoever emits much and
     * would rather wait than have it dropped.
     */
    CompletionStage<@Nullable Void> drained();

    /** The renderer whose call the current thread is executing. Empty outside a call. */
    static Optional<Renderer> current() {
        return CurrentRenderer.get();
    }

    /** Takes back what was registered. Closing twice does nothing. */
    @FunctionalInterface
    interface Registration extends AutoCloseable {
        @Override
        void close();
    }
}
