package dev.valence.api;

/** A value cannot cross, or does not fit where it should go. The message names its path. */
public class MarshalException extends RemoteException {
    private static final long serialVersionUID = 1L;

    public MarshalException(String message) {
        super(message);
    }

    public MarshalException(String message, Throwable cause) {
        super(message, cause);
    }
}
