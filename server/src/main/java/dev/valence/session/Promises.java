package dev.valence.session;

import dev.valence.api.JavaScriptException;
import dev.valence.api.LimitException;
import dev.valence.api.RendererGoneException;
import dev.valence.invoke.Typed;
import dev.valence.marshal.Unmarshaller;
import dev.valence.protocol.WireNames;
import dev.valence.protocol.WireValue;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** The promises that a page and Java gave each other (Electron F-70 to F-77). Safe for any thread. */
final class Promises {
    private record Given(CompletionStage<?> stage, long id, Type type) {}

    private record Awaited(PageFuture<@Nullable Object> future, Type type) {}

    private final Session session;
    private final int limit;
    private final AtomicLong ids = new AtomicLong();
    private final List<Given> given = new ArrayList<>();
    private final AtomicInteger followed = new AtomicInteger();
    private final Map<Long, Awaited> awaited = new HashMap<>();
    private @Nullable RendererGoneException gone;

    /** @param limit promises that each side may wait for */
    Promises(Session session, int limit) {
        this.session = session;
        this.limit = limit;
    }

    /**
     * A number for {@code stage}. Called under the lock of the outbox; {@link #follow} is called once the number has left.
     *
     * @throws LimitException the page waits for as many as it may
     */
    synchronized long toPage(CompletionStage<?> stage, Type type) {
        if (unsettled() + given.size() >= limit) {
            throw new LimitException("This page waits for " + limit
                    + " promises of Java, which is the limit (Limits.pendingCalls). Await some first");
        }
        long id = ids.incrementAndGet();
        given.add(new Given(stage, id, type));
        return id;
    }

    /** The number {@code id} has not left. */
    synchronized void takeBack(long id) {
        given.removeIf(each -> each.id == id);
    }

    /** Tells the page of the stages that it has numbers of, as soon as each completes. */
    void follow() {
        List<Given> fresh;
        synchronized (this) {
            fresh = List.copyOf(given);
            given.clear();
        }
        followed.addAndGet(fresh.size());
        fresh.forEach(this::follow);
    }

    /** How many stages the page has a promise of that is not settled yet. */
    int unsettled() {
        return Math.max(0, followed.get());
    }

    /** A stage of the application's own kind may fail to be followed; the page must not wait for it for ever. */
    private void follow(Given each) {
        try {
            each.stage.whenComplete((value, error) -> {
                try {
                    settle(each, value, error);
                } finally {
                    followed.decrementAndGet();
                }
            });
        } catch (RuntimeException unfollowable) {
            followed.decrementAndGet();
            reject(each, unfollowable);
        }
    }

    private void settle(Given each, @Nullable Object value, @Nullable Throwable error) {
        if (error == null) {
            try {
                Typed typed = new Typed(value, each.type, false, "a promise");
                tell(WireNames.PROMISE_RESOLVE, each, typed);
                return;
            } catch (RuntimeException unsendable) {
                reject(each, unsendable);
                return;
            }
        }
        Throwable cause = error instanceof CompletionException ? error.getCause() : null;
        reject(each, cause == null ? error : cause);
    }

    private void reject(Given each, Throwable error) {
        Object reason = error instanceof JavaScriptException thrown ? thrown.reason() : error;
        try {
            tellRejected(each, reason);
        } catch (RuntimeException unsendable) {
            tellRejected(each, unsendable);
        }
    }

    private void tellRejected(Given each, @Nullable Object reason) {
        tell(WireNames.PROMISE_REJECT, each, Typed.of(reason, "a rejected promise"));
    }

    /** Tells the page what became of a promise, and then those who refer to it as an answer. */
    private void tell(String method, Given each, Typed outcome) {
        WireValue value = session.marshal(outcome);
        session.kept().settling(each.stage, value);
        long seq = session.toPage().tell(method, marshaller -> List.of(new WireValue.Plain(each.id), value));
        if (method.equals(WireNames.PROMISE_RESOLVE)) {
            session.kept().resolved(each.stage, value, seq, session.outbox().lengthOf(seq));
        } else {
            session.kept()
                    .rejected(
                            each.stage,
                            ErrorMapper.reason(value),
                            seq,
                            session.outbox().lengthOf(seq));
        }
    }

    /**
     * The future for a promise of the page. The same promise is the same future.
     *
     * @throws LimitException Java waits for as many as it may
     */
    synchronized CompletableFuture<@Nullable Object> fromPage(long id, Type type) {
        if (gone != null) {
            return CompletableFuture.failedFuture(gone);
        }
        if (awaited.size() >= limit && !awaited.containsKey(id)) {
            throw new LimitException("Java waits for " + limit
                    + " promises of this page, which is the limit (Limits.pendingCalls). Settle some first");
        }
        return awaited.computeIfAbsent(id, key -> new Awaited(session.newFuture(), type)).future;
    }

    void resolved(long id, WireValue value, Unmarshaller unmarshaller) {
        Awaited promise = take(id);
        if (promise == null) {
            return;
        }
        try {
            Object kept = unmarshaller.convert(value, promise.type, "the value of a promise");
            session.pool().execute(() -> promise.future.complete(kept));
        } catch (RuntimeException unfit) {
            fail(promise, unfit);
        }
    }

    private void fail(Awaited promise, Throwable reason) {
        session.pool().execute(() -> promise.future.completeExceptionally(reason));
    }

    void rejected(long id, WireValue value, Unmarshaller unmarshaller) {
        Awaited promise = take(id);
        if (promise == null) {
            return;
        }
        try {
            Object reason = unmarshaller.convert(value, Object.class, "the reason of a promise");
            fail(promise, JavaScriptException.ofReason(reason));
        } catch (RuntimeException unfit) {
            fail(promise, unfit);
        }
    }

    /** The page is gone: its promises will never be kept. */
    void gone(RendererGoneException reason) {
        List<Awaited> all;
        synchronized (this) {
            gone = reason;
            all = List.copyOf(awaited.values());
            awaited.clear();
            given.clear();
        }
        all.forEach(each -> fail(each, reason));
    }

    private synchronized @Nullable Awaited take(long id) {
        return awaited.remove(id);
    }
}
