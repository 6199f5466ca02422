package dev.valence.api;

/** Messages before this one never arrived. */
public class SequenceException extends RemoteException {
    private static final long serialVersionUID = 1L;

    public SequenceException(String message) {
        super(message);
    }
}
