package dev.valence.api;

/** A page used what no capability of it permits. */
public class NotPermittedException extends RemoteException {
    private static final long serialVersionUID = 1L;

    public NotPermittedException(String message) {
        super(message);
    }
}
