package dev.valence.api;

/** Something a page can make grow reached its limit. The message names the limit. */
public class LimitException extends RemoteException {
    private static final long serialVersionUID = 1L;

    public LimitException(String message) {
        super(message);
    }
}
