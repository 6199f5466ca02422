package dev.valence.protocol;

import java.util.concurrent.atomic.AtomicLong;

/** Bytes that all pages together may have in one place. Safe for any thread. */
public final class Budget {
    /** What each page has beside the budget: one that asks for little is not refused because of others. In bytes. */
    public static final int FREE_BYTES = 64 * 1024;

    private final long limit;
    private final AtomicLong used = new AtomicLong();

    /** @param limit bytes that are given out at most */
    public Budget(long limit) {
        this.limit = limit;
    }

    /** Takes {@code bytes}; false, and nothing taken, where there are not as many. */
    public boolean take(long bytes) {
        if (used.addAndGet(bytes) <= limit) {
            return true;
        }
        used.addAndGet(-bytes);
        return false;
    }

    /** Takes {@code bytes} though there may be none: what must not be refused. */
    public void takeAnyhow(long bytes) {
        used.addAndGet(bytes);
    }

    /** Gives back what was taken. */
    public void give(long bytes) {
        used.addAndGet(-bytes);
    }

    /** Bytes that are taken. */
    public long used() {
        return used.get();
    }
}
