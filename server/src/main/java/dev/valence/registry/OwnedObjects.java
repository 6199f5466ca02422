package dev.valence.registry;

import dev.valence.api.LimitException;
import dev.valence.registry.ObjectRegistry.HandedOut;
import dev.valence.registry.ObjectRegistry.Held;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The references of one owner. */
final class OwnedObjects {
    private final HeldTable byId = new HeldTable(HeldObject::hashOfId);
    private final HeldTable byObject = new HeldTable(HeldObject::hashOfObject);

    synchronized HandedOut handOut(Object object, Object view, AtomicLong ids, int limit) {
        HeldObject held = find(object, view);
        if (held == null) {
            if (byId.size() >= limit) {
                throw new LimitException(
                        "This page holds " + limit
                                + " Java objects, which is the limit (Limits.objects). Release some with remote.release(object)");
            }
            held = new HeldObject(ids.incrementAndGet(), object, view);
            byId.add(held);
            byObject.add(held);
        }
        return new HandedOut(held.id, ++held.handedOut);
    }

    synchronized Optional<Held> find(long id) {
        return Optional.ofNullable(entry(id));
    }

    /** A count that differs says that a reference is on its way to the page, which will release that one too. */
    synchronized Optional<Held> release(long id, long seen) {
        HeldObject held = entry(id);
        return held != null && held.handedOut == seen ? drop(held) : Optional.empty();
    }

    synchronized Optional<Held> takeBack(long id) {
        HeldObject held = entry(id);
        return held != null && --held.handedOut == 0 ? drop(held) : Optional.empty();
    }

    synchronized int count() {
        return byId.size();
    }

    void forEach(Consumer<Held> action) {
        List<Held> all;
        synchronized (this) {
            all = byId.all();
        }
        all.forEach(action);
    }

    private Optional<Held> drop(HeldObject held) {
        byId.remove(held);
        byObject.remove(held);
        return Optional.of(held);
    }

    private @Nullable HeldObject entry(long id) {
        int place = byId.first(HeldObject.hash(id));
        HeldObject held = byId.at(place);
        while (held != null && held.id != id) {
            place = byId.next(place);
            held = byId.at(place);
        }
        return held;
    }

    private @Nullable HeldObject find(Object object, Object view) {
        int place = byObject.first(HeldObject.hash(object, view));
        HeldObject held = byObject.at(place);
        while (held != null && !held.is(object, view)) {
            place = byObject.next(place);
            held = byObject.at(place);
        }
        return held;
    }
}
