package dev.valence.e2e.bridge;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.concurrent.atomic.AtomicLong;

/** Counts what a cable passes on, and lets the network fail when so much has passed. */
final class Meter implements Cable.Passing {
    private final Direction up = new Direction();
    private final Direction down = new Direction();

    /** What went one way. */
    static final class Direction {
        private final AtomicLong bytes = new AtomicLong();
        private volatile long failAt = Long.MAX_VALUE;
        private volatile Runnable failure = () -> {};

        long bytes() {
            return bytes.get();
        }

        /** Does something once, when so many bytes more have passed. */
        void after(long more, Runnable deed) {
            failure = deed;
            failAt = bytes.get() + more;
        }

        /** Whether what was asked for has been done. */
        boolean isDone() {
            return failAt == Long.MAX_VALUE;
        }

        private void passed(int length) {
            if (bytes.addAndGet(length) >= failAt) {
                failAt = Long.MAX_VALUE;
                failure.run();
            }
        }
    }

    /** From the page to Java. */
    Direction up() {
        return up;
    }

    /** From Java to the page. */
    Direction down() {
        return down;
    }

    @Override
    public void pass(Cable.Connection connection, InputStream from, OutputStream to, boolean isPage)
            throws IOException {
        byte[] buffer = new byte[64 * 1024];
        for (int length = from.read(buffer); length >= 0; length = from.read(buffer)) {
            to.write(buffer, 0, length);
            (isPage ? up : down).passed(length);
        }
    }
}
