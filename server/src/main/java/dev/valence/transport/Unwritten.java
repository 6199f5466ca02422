package dev.valence.transport;

import java.util.concurrent.atomic.AtomicLong;

/** What one socket was given to write and Jetty has not written yet, in bytes of the heap. Safe for any thread. */
final class Unwritten {
    /** What Jetty may have to write before a socket takes no more: a fast reader never waits for it, and a slow one costs no more. */
    static final int MOST_BYTES = 1 << 20;

    /**
     * What a frame that waits takes in the heap beside its own bytes: 260 to 274 were measured of 20 000 frames of 2 to 1 000 bytes (Jetty 12.1, 64 bits
     * with short pointers). An answer to a sign of life has 50 bytes, and takes six times as many.
     */
    static final int FRAME_BYTES = 270;

    private final long limit;
    private final AtomicLong bytes = new AtomicLong();
    private volatile boolean wasFull;

    /** @param limit bytes that may wait at most, of what has to be given to the socket though it is full */
    Unwritten(long limit) {
        this.limit = limit;
    }

    /** A frame of {@code length} bytes waits. False where it is too much. */
    boolean add(int length) {
        return bytes.addAndGet(FRAME_BYTES + (long) length) <= limit;
    }

    /** A frame of {@code length} bytes is written. */
    void remove(int length) {
        bytes.addAndGet(-(FRAME_BYTES + (long) length));
    }

    /** Asked again after the note was made: what was written meanwhile may have been the last. */
    boolean isFull() {
        if (bytes.get() < MOST_BYTES) {
            return false;
        }
        wasFull = true;
        return bytes.get() >= MOST_BYTES;
    }

    /** Whether there is room for somebody who was told that there was none; true once. */
    boolean hasRoomAgain() {
        if (wasFull && bytes.get() < MOST_BYTES) {
            wasFull = false;
            return true;
        }
        return false;
    }
}
