package dev.valence.e2e.behaviour;

import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** Bytes that depend on their place, so that none can be lost or change places; and how many of them were read. */
final class NumberedBytes extends InputStream {
    private final long length;
    private final @Nullable IOException failure;
    volatile long given;
    volatile boolean closed;

    /** @param failure thrown where the end would be; null where it is the end */
    NumberedBytes(long length, @Nullable IOException failure) {
        this.length = length;
        this.failure = failure;
    }

    @Override
    public int read() {
        throw new AssertionError("byte by byte is slow");
    }

    @Override
    public int read(byte[] target, int offset, int count) throws IOException {
        int more = (int) Math.min(count, length - given);
        if (more == 0 && failure != null) {
            throw failure;
        }
        for (int i = 0; i < more; i++) {
            target[offset + i] = byteAt(given + i);
        }
        given += more;
        return more == 0 ? -1 : more;
    }

    private static byte byteAt(long place) {
        return (byte) (place * 31 + (place >>> 8) * 17 + (place >>> 16));
    }

    @Override
    public void close() {
        closed = true;
    }
}
