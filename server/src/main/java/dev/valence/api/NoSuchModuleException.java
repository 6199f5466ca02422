package dev.valence.api;

/** A page required a module, or a built-in, that there is not. The message names those there are. */
public class NoSuchModuleException extends RemoteException {
    private static final long serialVersionUID = 1L;

    public NoSuchModuleException(String message) {
        super(message);
    }
}
