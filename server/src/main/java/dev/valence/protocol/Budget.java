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

    /**
     * Takes {@code bytes}; false, and nothing taken, where there are not as many. Nothing is always there. Who asks for too much takes it at no
     * moment: somebody else might be refused because of that.
     */
    public boolean take(long bytes) {
        while (bytes > 0) {
            long before = used.get();
            if (before + bytes > limit) {
                return false;
            }
            if (used.compareAndSet(before, before + bytes)) {
                return true;
            }
        }
        return true;
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
