package dev.valence.protocol;

/** How many lines a log takes: some at once, and more as time goes by. Safe for any thread. */
public final class LineBudget {
    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    private final int burst;
    private final long nanosPerLine;
    private long freeAt;

    /**
     * @param burst lines at once
     * @param perSecond lines more for each further second
     * @param now of {@link System#nanoTime}
     */
    public LineBudget(int burst, int perSecond, long now) {
        this.burst = burst;
        this.nanosPerLine = NANOS_PER_SECOND / perSecond;
        this.freeAt = now - burst * nanosPerLine;
    }

    /** @return whether there is room for a line, which is taken */
    public synchronized boolean take(long now) {
        if (now - freeAt < nanosPerLine) {
            return false;
        }
        // Compared by difference: the clock may pass from the largest number to the smallest.
        long earliest = now - burst * nanosPerLine;
        freeAt += Math.max(nanosPerLine, earliest - freeAt);
        return true;
    }
}
