package dev.valence.registry;

import dev.valence.registry.ObjectRegistry.Held;

/** One object that an owner holds; key and value of both tables. Its count is guarded by {@link OwnedObjects}. */
final class HeldObject implements Held {
    final long id;
    private final Object object;
    private final Object view;
    int handedOut;

    HeldObject(long id, Object object, Object view) {
        this.id = id;
        this.object = object;
        this.view = view;
    }

    @Override
    public Object object() {
        return object;
    }

    @Override
    public Object view() {
        return view;
    }

    boolean is(Object otherObject, Object otherView) {
        return object == otherObject && view.equals(otherView);
    }

    int hashOfId() {
        return hash(id);
    }

    int hashOfObject() {
        return hash(object, view);
    }

    /** Ids of one owner come in steps of whatever others take in between: multiplied by 2^64 / φ, they spread. */
    static int hash(long id) {
        return (int) ((id * 0x9E3779B97F4A7C15L) >>> 32);
    }

    /** An object is the same by identity, whatever its {@code equals} says. */
    static int hash(Object object, Object view) {
        return hash(31L * System.identityHashCode(object) + view.hashCode());
    }
}
