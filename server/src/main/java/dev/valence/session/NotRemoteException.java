package dev.valence.session;

import org.jspecify.annotations.Nullable;

/** A request is directed at an answer of which Java cannot do what it asks; the page can, once it has the answer. */
final class NotRemoteException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String reason;

    NotRemoteException(@Nullable String reason) {
        super(null, null, false, false);
        this.reason = String.valueOf(reason);
    }

    /** Words for a page that cannot wait for the answer. */
    String reason() {
        return reason;
    }
}
