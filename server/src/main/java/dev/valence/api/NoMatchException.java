package dev.valence.api;

/** No overload takes the arguments that a page gave. The message lists the candidates. */
public class NoMatchException extends RemoteException {
    private static final long serialVersionUID = 1L;

    public NoMatchException(String message) {
        super(message);
    }
}
