package dev.valence.chromium;

import dev.valence.api.RemoteException;
import org.jspecify.annotations.Nullable;

/** Chromium is missing, did not start, died, or refused a command. The message says what was tried and what would help. */
public class ChromiumException extends RemoteException {
    private static final long serialVersionUID = 1L;

    ChromiumException(String message) {
        super(message);
    }

    ChromiumException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
