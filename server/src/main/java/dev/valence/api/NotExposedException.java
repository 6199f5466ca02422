package dev.valence.api;

/** A value may not leave the process, because nothing says that pages may see its type. */
public class NotExposedException extends RemoteException {
    private static final long serialVersionUID = 1L;

    public NotExposedException(String message) {
        super(message);
    }
}
