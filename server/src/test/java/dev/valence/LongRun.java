package dev.valence;

/** How much a test does: a little each time, and much where the environment has {@code VALENCE_LONG=1}. */
public final class LongRun {
    private static final boolean IS_LONG = "1".equals(System.getenv("VALENCE_LONG"));

    private LongRun() {}

    /** {@code inLongRun} in a long run, else {@code usual}. */
    public static int either(int usual, int inLongRun) {
        return IS_LONG ? inLongRun : usual;
    }
}
