package dev.valence.api;

/** A page named an object that Java does not, or no longer, hold for it (F-84, F-86). */
public class StaleReferenceException extends RemoteException {
    private static final long serialVersionUID = 1L;

    public StaleReferenceException(String message) {
        super(message);
    }
}
