package dev.valence.protocol;

/** JSON that is no wire value, with the JSON path of the place. */
public final class WireFormatException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    WireFormatException(String message) {
        super(message, null, false, false);
    }
}
