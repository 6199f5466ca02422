package dev.valence.api;

import java.util.function.LongSupplier;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Failures of pages' listeners in the log. A page may emit, and listen a thousand times: of all emitters together a few are logged in a time,
 * and the next line says how many were left out. Safe for any thread.
 */
final class Unheard {
    /** Lines in one {@link #TIME}. */
    static final int MOST = 20;

    static final long TIME = 20_000_000_000L;

    /** What makes one line look like another: events have the names that pages give them. */
    private static final Pattern NOT_PRINTABLE = Pattern.compile("[\\p{C}\\p{Zl}\\p{Zp}]");

    /** Longest name of an event that is shown whole. */
    private static final int LONGEST = 200;

    private static final Logger LOG = LoggerFactory.getLogger(EventEmitter.class);

    private final LongSupplier clock;
    private long begin;
    private int told;
    private long leftOut;

    /** @param clock in nanoseconds */
    Unheard(LongSupplier clock) {
        this.clock = clock;
        this.begin = clock.getAsLong();
    }

    void tell(String event, RemoteException failure) {
        String more;
        synchronized (this) {
            long now = clock.getAsLong();
            if (now - begin >= TIME) {
                begin = now;
                told = 0;
            }
            if (told == MOST) {
                leftOut++;
                return;
            }
            told++;
            more = leftOut == 0 ? "" : "; " + leftOut + " more were not told before it";
            leftOut = 0;
        }
        String name = event.length() > LONGEST ? event.substring(0, LONGEST) + "…" : event;
        String shown = NOT_PRINTABLE.matcher(name).replaceAll("?");
        LOG.warn("A listener of a page to '{}' failed{}", shown, more, failure);
    }
}
