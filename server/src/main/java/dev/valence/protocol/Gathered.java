package dev.valence.protocol;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Bytes that come piece by piece, nobody knows how many: in pieces of its own, so that it takes no more room than they do, however short they
 * are, and is copied once. Not safe for threads.
 */
final class Gathered {
    private static final int SHORTEST_BYTES = 1024;
    private static final int LONGEST_BYTES = 64 * 1024;

    private final List<byte[]> full = new ArrayList<>();
    private byte[] last = {};
    private int at;
    private int length;

    /** @param piece read to its end; not kept */
    void add(ByteBuffer piece) {
        length += piece.remaining();
        while (piece.hasRemaining()) {
            if (at == last.length) {
                full.add(last);
                last = new byte[Math.min(LONGEST_BYTES, Math.max(SHORTEST_BYTES, length))];
                at = 0;
            }
            int taken = Math.min(piece.remaining(), last.length - at);
            piece.get(last, at, taken);
            at += taken;
        }
    }

    int length() {
        return length;
    }

    /** All of it, in one array. */
    byte[] whole() {
        ByteBuffer whole = ByteBuffer.allocate(length);
        full.forEach(whole::put);
        return whole.put(last, 0, at).array();
    }
}
