package dev.valence.marshal;

import dev.valence.api.MarshalException;

/** What code beneath a value says against it, with the path of the value. */
final class Refusals {
    private Refusals() {}

    /** @throws Error as it is */
    static MarshalException of(ValuePath path, Throwable refusal) {
        if (refusal instanceof Error error) {
            throw error;
        }
        String message = refusal.getMessage();
        String name = refusal.getClass().getSimpleName();
        return new MarshalException(path + ": " + (message == null ? name : message), refusal);
    }
}
