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

/** The references of one owner. */
final class OwnedObjects {
    private static final class Entry {
        final long id;
        final Held held;
        int handedOut;

        Entry(long id, Held held) {
            this.id = id;
            this.held = held;
        }
    }

    /** An object is the same by identity, whatever its {@code equals} says. */
    private record Key(Object object, Object view) {
        @Override
        public boolean equals(Object other) {
            return other instanceof Key key && key.object == object && key.view.equals(view);
        }

        @Override
        public int hashCode() {
            return 31 * System.identityHashCode(object) + view.hashCode();
        }
    }

    private final Map<Long, Entry> byId = new HashMap<>();
    private final Map<Key, Entry> byObject = new HashMap<>();

    synchronized HandedOut handOut(Held held, AtomicLong ids, int limit) {
        Entry entry = byObject.get(keyOf(held));
        if (entry == null) {
            if (byId.size() >= limit) {
                throw new LimitException(
                        "This page holds " + limit
                                + " Java objects, which is the limit (Limits.objects). Release some with remote.release(object)");
            }
            entry = new Entry(ids.incrementAndGet(), held);
            byId.put(entry.id, entry);
            byObject.put(keyOf(held), entry);
        }
        return new HandedOut(entry.id, ++entry.handedOut);
    }

    synchronized Optional<Held> find(long id) {
        Entry entry = byId.get(id);
        return entry == null ? Optional.empty() : Optional.of(entry.held);
    }

    /** A count that differs says that a reference is on its way to the page, which will release that one too. */
    synchronized void release(long id, long seen) {
        Entry entry = byId.get(id);
        if (entry != null && entry.handedOut == seen) {
            byId.remove(id);
            byObject.remove(keyOf(entry.held));
        }
    }

    synchronized void takeBack(long id) {
        Entry entry = byId.get(id);
        if (entry != null && --entry.handedOut == 0) {
            byId.remove(id);
            byObject.remove(keyOf(entry.held));
        }
    }

    synchronized int count() {
        return byId.size();
    }

    void forEach(Consumer<Held> action) {
        List<Held> all;
        synchronized (this) {
            all = byId.values().stream().map(entry -> entry.held).toList();
        }
        all.forEach(action);
    }

    private static Key keyOf(Held held) {
        return new Key(held.object(), held.view());
    }
}
