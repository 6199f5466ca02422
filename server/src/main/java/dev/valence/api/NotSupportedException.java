package dev.valence.api;

/** This window, browser or system cannot do what was asked. The message says why. */
public class NotSupportedException extends RemoteException {
    private static final long serialVersionUID = 1L;

    public NotSupportedException(String message) {
        super(message);
    }
}
