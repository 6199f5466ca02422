package dev.valence.protocol;

import dev.valence.api.LimitException;

/** All pages together ask for more than Java takes at once. The same may do later. */
public final class BusyException extends LimitException {
    private static final long serialVersionUID = 1L;

    BusyException(String message) {
        super(message);
    }
}
