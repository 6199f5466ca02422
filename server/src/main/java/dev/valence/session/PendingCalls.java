package dev.valence.session;

import dev.valence.api.JavaScriptException;
import dev.valence.api.LimitException;
import dev.valence.api.RendererGoneException;
import dev.valence.marshal.Unmarshaller;
import dev.valence.protocol.WireError;
import dev.valence.protocol.WireValue;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** What Java asked the page and was not answered yet. Safe for any thread. */
final class PendingCalls {
    /** Who waits for an answer. Is told once, on a thread that must not be held up. */
    interface Asker {
        void answered(WireValue result);

        void failed(WireError error);

        /** Nobody will answer. */
        void gone(RendererGoneException reason);
    }

    /**
     * Completes a future.
     *
     * @param type what the answer becomes
     * @param pool completes the future: what an application does with an answer must not hold up the next message
     */
    record Completing(CompletableFuture<@Nullable Object> future, Type type, Unmarshaller unmarshaller, Executor pool)
            implements Asker {
        @Override
        public void answered(WireValue result) {
            try {
                Object answer = unmarshaller.convert(result, type, "the answer of the page");
                pool.execute(() -> future.complete(answer));
            } catch (RuntimeException unfit) {
                pool.execute(() -> future.completeExceptionally(unfit));
            }
        }

        @Override
        public void failed(WireError error) {
            RuntimeException thrown = PendingCalls.thrown(error, unmarshaller);
            pool.execute(() -> future.completeExceptionally(thrown));
        }

        @Override
        public void gone(RendererGoneException reason) {
            pool.execute(() -> future.completeExceptionally(reason));
        }
    }

    private final int limit;
    private final AtomicLong ids = new AtomicLong();
    private final Map<Long, Asker> askers = new ConcurrentHashMap<>();

    /** @param limit answers that Java waits for at most */
    PendingCalls(int limit) {
        this.limit = limit;
    }

    /** What the page threw; or what is wrong with it, where Java cannot read it. */
    static RuntimeException thrown(WireError error, Unmarshaller unmarshaller) {
        try {
            return JavaScriptException.ofReason(
                    error.data() == null
                            ? error.message()
                            : unmarshaller.convert(error.data(), Object.class, "the error of the page"));
        } catch (RuntimeException unfit) {
            return unfit;
        }
    }

    /**
     * Enters a call; its id goes with the message.
     *
     * @throws LimitException the page owes as many answers as it may
     */
    long enter(Asker asker) {
        if (askers.size() >= limit) {
            throw new LimitException("Java waits for " + limit
                    + " answers of this page, which is the limit (Limits.pendingCalls). Await some first");
        }
        long id = ids.incrementAndGet();
        askers.put(id, asker);
        return id;
    }

    /** The call did not leave, or nobody waits for its answer any more. */
    void forget(long id) {
        askers.remove(id);
    }

    /** False where nobody asked, or waits no longer: the answer is dropped. */
    boolean answered(String id, WireValue result) {
        Asker asker = take(id);
        if (asker != null) {
            asker.answered(result);
        }
        return asker != null;
    }

    /** As {@link #answered}. */
    boolean failed(String id, WireError error) {
        Asker asker = take(id);
        if (asker != null) {
            asker.failed(error);
        }
        return asker != null;
    }

    /** The page is gone: nobody is answered any more. */
    void gone(RendererGoneException reason) {
        for (Long id : List.copyOf(askers.keySet())) {
            Asker asker = askers.remove(id);
            if (asker != null) {
                asker.gone(reason);
            }
        }
    }

    private @Nullable Asker take(String id) {
        return id.matches("\\d{1,18}") ? askers.remove(Long.valueOf(id)) : null;
    }
}
