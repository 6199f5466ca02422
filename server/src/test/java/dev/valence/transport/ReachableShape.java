package dev.valence.transport;

import dev.valence.api.Exposed;

/** What {@link ReachableWorld} is seen as, with a type variable. */
@Exposed
public interface ReachableShape<T> {
    default T given() {
        return null;
    }

    default Class<?> type() {
        return getClass();
    }
}
