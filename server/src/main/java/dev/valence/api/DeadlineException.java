package dev.valence.api;

/** A page did not answer in time. What it was asked to do may still happen. */
public class DeadlineException extends RemoteException {
    private static final long serialVersionUID = 1L;

    public DeadlineException(String message) {
        super(message);
    }
}
