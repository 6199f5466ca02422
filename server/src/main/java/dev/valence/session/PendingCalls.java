package dev.valence.session;

import dev.valence.api.JavaScriptException;
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
    /**
     * Who waits for an answer.
     *
     * @param type what the answer becomes
     * @param pool completes the future: what an application does with an answer must not hold up the next message
     */
    record Asker(CompletableFuture<@Nullable Object> future, Type type, Unmarshaller unmarshaller, Executor pool) {
        private void answered(WireValue result) {
            try {
                Object answer = unmarshaller.convert(result, type, "the answer of the page");
                pool.execute(() -> future.complete(answer));
            } catch (RuntimeException unfit) {
                pool.execute(() -> future.completeExceptionally(unfit));
            }
        }

        private void failed(WireError error) {
            try {
                Object reason = error.data() == null
                        ? error.message()
                        : unmarshaller.convert(error.data(), Object.class, "the error of the page");
                pool.execute(() -> future.completeExceptionally(JavaScriptException.ofReason(reason)));
            } catch (RuntimeException unfit) {
                pool.execute(() -> future.completeExceptionally(unfit));
            }
        }
    }

    private final AtomicLong ids = new AtomicLong();
    private final Map<Long, Asker> askers = new ConcurrentHashMap<>();

    /** Enters a call; its id goes with the message. */
    long enter(Asker asker) {
        long id = ids.incrementAndGet();
        askers.put(id, asker);
        return id;
    }

    /** The call did not leave. */
    void forget(long id) {
        askers.remove(id);
    }

    /** An answer without a question is dropped: it may have come too late. */
    void answered(String id, WireValue result) {
        Asker asker = take(id);
        if (asker != null) {
            asker.answered(result);
        }
    }

    void failed(String id, WireError error) {
        Asker asker = take(id);
        if (asker != null) {
            asker.failed(error);
        }
    }

    /** The page is gone: nobody is answered any more. */
    void gone(RendererGoneException reason) {
        for (Long id : List.copyOf(askers.keySet())) {
            Asker asker = askers.remove(id);
            if (asker != null) {
                asker.pool.execute(() -> asker.future.completeExceptionally(reason));
            }
        }
    }

    private @Nullable Asker take(String id) {
        return id.matches("\\d{1,18}") ? askers.remove(Long.valueOf(id)) : null;
    }
}
