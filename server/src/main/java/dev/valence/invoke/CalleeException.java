package dev.valence.invoke;

/** The application's own code threw. All that {@link Invoker} throws beside this is of Valence. */
public final class CalleeException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Throwable thrown;

    public CalleeException(Throwable thrown) {
        super(null, thrown, false, false);
        this.thrown = thrown;
    }

    /** What the application threw. */
    public Throwable thrown() {
        return thrown;
    }
}
