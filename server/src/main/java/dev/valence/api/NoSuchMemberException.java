package dev.valence.api;

/** A page used a member that there is not, or used it as what it is not. */
public class NoSuchMemberException extends RemoteException {
    private static final long serialVersionUID = 1L;

    public NoSuchMemberException(String message) {
        super(message);
    }
}
