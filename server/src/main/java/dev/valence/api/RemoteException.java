package dev.valence.api;

import org.jspecify.annotations.Nullable;

/** Root of what can go wrong between a page and Java. The message says what was asked, what is wrong and what would work. */
public class RemoteException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public RemoteException(String message) {
        super(message);
    }

    public RemoteException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
