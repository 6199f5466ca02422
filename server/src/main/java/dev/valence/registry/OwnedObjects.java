package dev.valence.registry;

import dev.valence.api.LimitException;
import dev.valence.registry.ObjectRegistry.HandedOut;
import dev.valence.registry.ObjectRegistry.Held;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The references of one owner. */
final class OwnedObjects {
    private final HeldTable byId = new HeldTable(HeldObject::hashOfId);
    private final HeldTable byObject = new HeldTable(HeldObject::hashOfObject);

    /** Counts of releases that came while a later hand-out was on its way, by id: it may yet be taken back. Mostly empty. */
    private final Map<Long, Long> early = new HashMap<>(0);

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
        if (held != null && held.handedOut > seen && seen > 0) {
            early.merge(id, seen, Math::max);
        }
        return held != null && held.handedOut == seen ? drop(held) : Optional.empty();
    }

    /** What the page released before it is held no more: the hand-out that kept it never happened. */
    synchronized Optional<Held> takeBack(long id) {
        HeldObject held = entry(id);
        return held != null && --held.handedOut == early.getOrDefault(id, 0L) ? drop(held) : Optional.empty();
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
        early.remove(held.id);
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
