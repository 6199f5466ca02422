package dev.valence.api;

/** Whoever wants a session has shown nothing that entitles to one: no launch token, no admission, no window, no principal. */
public class NotAdmittedException extends RemoteException {
    private static final long serialVersionUID = 1L;

    public NotAdmittedException(String message) {
        super(message);
    }
}
