package dev.valence.api;

/** Java would wait for the page that waits for Java. */
public class DeadlockException extends RemoteException {
    private static final long serialVersionUID = 1L;

    public DeadlockException(String message) {
        super(message);
    }
}
