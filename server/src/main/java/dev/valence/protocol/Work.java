package dev.valence.protocol;

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

    Place place();

    /** The application's own result; or throws what the page is to be told. */
    @Nullable Object run() throws Throwable;

    /** Work that needs no thread of its own. */
    static Work here(Body body) {
        return new Work() {
            @Override
            public Place place() {
                return Place.HERE;
            }

            @Override
            public @Nullable Object run() throws Throwable {
                return body.run();
            }
        };
    }

    /** What work does. */
    @FunctionalInterface
    interface Body {
        @Nullable Object run() throws Throwable;
    }
}
