package dev.valence.session;

import dev.valence.api.LimitException;
import dev.valence.protocol.Budget;

/** What one page has asked for and Java has not done yet, in estimated bytes of the heap. Safe for any thread. */
final class Workload {
    /** How many times the limit may wait where what comes must not be refused. */
    private static final int MOST = 2;

    private final long limit;
    private final Budget all;
    private long waiting;
    private boolean closed;

    /**
     * @param limit bytes that may wait for this page
     * @param all what may wait for all pages together, beyond {@link Budget#FREE_BYTES} of each
     */
    Workload(long limit, Budget all) {
        this.limit = limit;
        this.all = all;
    }

    /**
     * Something more waits.
     *
     * @throws LimitException it may not
     */
    synchronized void add(long bytes) {
        if (waiting > 0 && waiting + bytes > limit) {
            throw new LimitException("This page has asked for more than Java has done so far, and " + limit
                    + " bytes of it may wait (Limits.requestBytes). Await some answers first");
        }
        if (!closed && !all.take(shared(waiting + bytes) - shared(waiting))) {
            throw new LimitException(
                    "Java has more to do for all pages together than may wait (Limits.incomingBytes). Try again later");
        }
        waiting += bytes;
    }

    /** The same of what must not be lost. False where far too much of it waits: the page does not keep to any limit. */
    synchronized boolean addAnyhow(long bytes) {
        if (!closed) {
            all.takeAnyhow(shared(waiting + bytes) - shared(waiting));
        }
        waiting += bytes;
        return waiting == bytes || waiting <= MOST * limit;
    }

    /** Something that waited is done, or refused. */
    synchronized void done(long bytes) {
        if (!closed) {
            all.give(shared(waiting) - shared(waiting - bytes));
        }
        waiting -= bytes;
    }

    /** The page has ended: what waited is dropped. */
    synchronized void close() {
        if (!closed) {
            closed = true;
            all.give(shared(waiting));
        }
    }

    private static long shared(long bytes) {
        return Math.max(0, bytes - Budget.FREE_BYTES);
    }
}
