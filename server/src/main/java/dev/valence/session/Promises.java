package dev.valence.session;

import dev.valence.api.JavaScriptException;
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
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** The promises that a page and Java gave each other (Electron F-70 to F-77). Safe for any thread. */
final class Promises {
    private record Given(CompletionStage<?> stage, long id, Type type) {}

    private record Awaited(PageFuture<@Nullable Object> future, Type type) {}

    private final Session session;
    private final AtomicLong ids = new AtomicLong();
    private final List<Given> given = new ArrayList<>();
    private final Map<Long, Awaited> awaited = new HashMap<>();
    private @Nullable RendererGoneException gone;

    Promises(Session session) {
        this.session = session;
    }

    /** A number for {@code stage}. Called under the lock of the outbox; {@link #follow} is called once the number has left. */
    synchronized long toPage(CompletionStage<?> stage, Type type) {
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
        for (Given each : fresh) {
            each.stage.whenComplete((value, error) -> settle(each, value, error));
        }
    }

    private void settle(Given each, @Nullable Object value, @Nullable Throwable error) {
        WireValue.Plain id = new WireValue.Plain(each.id);
        if (error == null) {
            try {
                Typed typed = new Typed(value, each.type, false, "a promise");
                session.tell(WireNames.PROMISE_RESOLVE, marshaller -> List.of(id, marshaller.marshal(typed)));
                return;
            } catch (RuntimeException unsendable) {
                reject(id, unsendable);
                return;
            }
        }
        Throwable cause = error instanceof CompletionException ? error.getCause() : null;
        reject(id, cause == null ? error : cause);
    }

    private void reject(WireValue.Plain id, Throwable error) {
        Object reason = error instanceof JavaScriptException thrown ? thrown.reason() : error;
        Typed typed = Typed.of(reason, "a rejected promise");
        session.tell(WireNames.PROMISE_REJECT, marshaller -> List.of(id, marshaller.marshal(typed)));
    }

    /** The future for a promise of the page. The same promise is the same future. */
    synchronized CompletableFuture<@Nullable Object> fromPage(long id, Type type) {
        if (gone != null) {
            return CompletableFuture.failedFuture(gone);
        }
        return awaited.computeIfAbsent(id, key -> new Awaited(new PageFuture<>(session), type)).future;
    }

    void resolved(long id, WireValue value, Unmarshaller unmarshaller) {
        Awaited promise = take(id);
        if (promise == null) {
            return;
        }
        try {
            promise.future.complete(unmarshaller.convert(value, promise.type, "the value of a promise"));
        } catch (RuntimeException unfit) {
            promise.future.completeExceptionally(unfit);
        }
    }

    void rejected(long id, WireValue value, Unmarshaller unmarshaller) {
        Awaited promise = take(id);
        if (promise == null) {
            return;
        }
        try {
            Object reason = unmarshaller.convert(value, Object.class, "the reason of a promise");
            promise.future.completeExceptionally(JavaScriptException.ofReason(reason));
        } catch (RuntimeException unfit) {
            promise.future.completeExceptionally(unfit);
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
        all.forEach(each -> each.future.completeExceptionally(reason));
    }

    private synchronized @Nullable Awaited take(long id) {
        return awaited.remove(id);
    }
}
