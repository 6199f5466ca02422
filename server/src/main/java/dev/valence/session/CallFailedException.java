package dev.valence.session;

import dev.valence.invoke.CalleeException;

/** A method or function that a page called threw; the page is told so in Electron's words (F-80). */
final class CallFailedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String kind;
    private final String name;
    private final transient Throwable thrown;

    /** @param kind {@code method} or {@code function} */
    CallFailedException(String kind, String name, CalleeException cause) {
        super(null, cause, false, false);
        this.kind = kind;
        this.name = name;
        this.thrown = cause.thrown();
    }

    String kind() {
        return kind;
    }

    String name() {
        return name;
    }

    /** What the application threw. */
    Throwable thrown() {
        return thrown;
    }
}
