package dev.valence.api;

/** The document that owns a function, a promise or a listener has ended. The message has Electron's words (F-89). */
public class RendererGoneException extends RemoteException {
    private static final long serialVersionUID = 1L;

    public RendererGoneException(String message) {
        super(message);
    }
}
