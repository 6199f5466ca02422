package dev.valence.api;

/** The session that a page wants to resume is not there any more. */
public class SessionLostException extends RemoteException {
    private static final long serialVersionUID = 1L;

    public SessionLostException(String message) {
        super(message);
    }
}
