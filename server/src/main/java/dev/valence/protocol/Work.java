package dev.valence.protocol;

import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * What a matched request is to do. Matching happens when the request arrives; the work runs when its turn comes, on the
 * thread that its place asks for.
 */
public interface Work {
    /** Where work runs. */
    enum Place {
        /** On whatever thread is at hand: it is short and waits for nobody. */
        HERE,
        /** On the main thread, one after another with the work of all pages. */
        MAIN_THREAD,
        /** On a thread of the pool, beside other pages. */
        POOL
    }

    /** Known once nothing is {@link #missing} any more. */
    Place place();

    /** Completes, never with an error, when all is there that the work refers to; null where all is. */
    default @Nullable CompletableFuture<Void> missing() {
        return null;
    }

    /** The result, to be marshalled under the session's lock; or throws what the page is to be told. */
    Object run();

    /** It will never be run: lets go of what was given for it. */
    default void drop() {}

    /** Work of a place. */
    static Work at(Place place, Body body) {
        return at(place, body, () -> {});
    }

    /** @param dropped what is to be done where the work is never run */
    static Work at(Place place, Body body, Runnable dropped) {
        return new Work() {
            @Override
            public Place place() {
                return place;
            }

            @Override
            public Object run() {
                return body.run();
            }

            @Override
            public void drop() {
                dropped.run();
            }
        };
    }

    /** What work does. */
    @FunctionalInterface
    interface Body {
        Object run();
    }
}
