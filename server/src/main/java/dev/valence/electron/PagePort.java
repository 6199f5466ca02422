package dev.valence.electron;

import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * A page in a browser that Valence did not launch: what it tells of itself and what it can be asked. Sessions implement it.
 * All methods may be called from any thread and none waits for the page.
 */
public interface PagePort {
    /** What the page reported last. */
    PageState state();

    /**
     * Evaluates {@code code} in the page, as {@link BackendWindow#evaluate} describes it.
     *
     * @return completes exceptionally with {@link dev.valence.api.RendererGoneException} where the page ends first
     */
    CompletionStage<@Nullable Object> evaluate(String code);

    /**
     * Asks the page to do something with its own window.
     *
     * @param operation {@code setTitle}, {@code focus}, {@code close}, {@code navigate}, {@code reload} or {@code setBounds}
     * @return completes when the page has done it, exceptionally where its browser refused, which is logged
     */
    CompletionStage<@Nullable Object> window(String operation, @Nullable Object... arguments);

    /**
     * Tells {@code listener} of what the page reports from now on, and of its end. There is one listener, and it is given once.
     * A page that is gone already says so at once.
     */
    void listen(Listener listener);

    /** Who wants to know how a page fares. Calls come one after another, on a thread of the session's. */
    interface Listener {
        /** The page reported something new; {@link PagePort#state()} has it. */
        void changed();

        /** The document has ended, and with it all that was said to it. */
        void gone();
    }
}
