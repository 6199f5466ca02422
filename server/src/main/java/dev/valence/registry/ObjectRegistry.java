package dev.valence.registry;

import dev.valence.api.LimitException;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Which Java objects which owner holds, by id. An owner is a renderer.
 *
 * <p>An id is never used twice, and is worth nothing to another owner. All methods may be called from any thread.
 */
public final class ObjectRegistry {
    private final int limit;
    private final AtomicLong ids = new AtomicLong();
    private final Map<Object, OwnedObjects> owners = new ConcurrentHashMap<>();

    /** @param limit references that one owner may hold */
    public ObjectRegistry(int limit) {
        this.limit = limit;
    }

    /** An object and how it is shown. */
    public sealed interface Held permits HeldObject {
        Object object();

        /** What of the object the owner sees; two views of one object are two references. */
        Object view();
    }

    /**
     * A reference on its way to its owner.
     *
     * @param count how often this id has been handed out by now
     */
    public record HandedOut(long id, int count) {}

    /** Admits an owner. Until it is wiped, it can hold objects. */
    public void admit(Object owner) {
        owners.putIfAbsent(owner, new OwnedObjects());
    }

    /**
     * Hands {@code object} out to {@code owner}: with the id that the owner has it by, or with a new one.
     *
     * @throws LimitException the owner holds as many as it may
     */
    public HandedOut handOut(Object owner, Object object, Object view) {
        return objectsOf(owner).handOut(object, view, ids, limit);
    }

    /** What {@code owner} means by {@code id}; empty where it does not hold it, or not any more. */
    public Optional<Held> find(Object owner, long id) {
        OwnedObjects objects = owners.get(owner);
        return objects == null ? Optional.empty() : objects.find(id);
    }

    /**
     * Takes a reference back, unless it has been handed out again since the owner last saw it.
     *
     * @param seen how often the owner has seen it
     * @return what the owner holds no more; empty where it held it not, or holds it still
     */
    public Optional<Held> release(Object owner, long id, long seen) {
        OwnedObjects objects = owners.get(owner);
        return objects == null ? Optional.empty() : objects.release(id, seen);
    }

    /**
     * Undoes one {@link #handOut} that the owner will not hear of.
     *
     * @return what the owner holds no more; empty where it holds it still
     */
    public Optional<Held> takeBack(Object owner, long id) {
        OwnedObjects objects = owners.get(owner);
        return objects == null ? Optional.empty() : objects.takeBack(id);
    }

    /** Drops all that {@code owner} holds, for good. */
    public void wipe(Object owner) {
        owners.remove(owner);
    }

    /** How many references {@code owner} holds. */
    public int count(Object owner) {
        OwnedObjects objects = owners.get(owner);
        return objects == null ? 0 : objects.count();
    }

    /** How many references all owners hold together. */
    public int count() {
        return owners.values().stream().mapToInt(OwnedObjects::count).sum();
    }

    /** What {@code owner} holds, by class name: a leak in a page is visible by name. */
    public Map<String, Integer> histogram(Object owner) {
        Map<String, Integer> histogram = new TreeMap<>();
        OwnedObjects objects = owners.get(owner);
        if (objects != null) {
            objects.forEach(held -> histogram.merge(held.object().getClass().getName(), 1, Integer::sum));
        }
        return histogram;
    }

    private OwnedObjects objectsOf(Object owner) {
        OwnedObjects objects = owners.get(owner);
        if (objects == null) {
            throw new IllegalStateException("The owner has ended");
        }
        return objects;
    }
}
