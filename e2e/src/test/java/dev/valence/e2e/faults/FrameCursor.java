package dev.valence.e2e.faults;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * Where one direction of a connection is: byte for byte, through the head of an HTTP message and, where that makes the connection a
 * WebSocket, through its frames (RFC 6455 section 5.2). A connection that stays HTTP has a <i>frame</i> from one {@link #turn} to the next: a request, or a response.
 */
final class FrameCursor {
    /** What the next byte is. */
    enum Place {
        /** The first of a frame: to cut here is to cut between frames. */
        BOUNDARY,
        /** Another one of its header. */
        HEADER,
        /** One of what it carries. */
        PAYLOAD
    }

    /** Length of a header without what follows for a longer payload, and without a mask. */
    private static final int SHORTEST_HEADER = 2;

    private static final int MASK = 4;
    private static final String UPGRADE = "\nupgrade: websocket";

    private final StringBuilder head = new StringBuilder();
    private boolean isPastHead;
    private boolean isSocket;
    private long frames;
    /** Bytes of this frame that have passed. */
    private long passed;
    /** Bytes of the header that say how long the payload is, where the second byte cannot. */
    private int lengthBytes;

    private int headerLength = SHORTEST_HEADER;
    private long payloadLength;

    /** Whether what a connection begins with makes it a WebSocket. */
    static boolean upgrades(byte[] begin, int length) {
        return upgrades(new String(begin, 0, length, StandardCharsets.ISO_8859_1));
    }

    private static boolean upgrades(String head) {
        return head.toLowerCase(Locale.ROOT).contains(UPGRADE);
    }

    /** Whether the connection has become a WebSocket: what comes now are frames. */
    boolean isSocket() {
        return isSocket;
    }

    /** How many frames have begun. */
    long frames() {
        return frames;
    }

    Place place() {
        if (passed == 0) {
            return Place.BOUNDARY;
        }
        boolean isHeader = isSocket ? passed < headerLength : passed == 1;
        return isHeader ? Place.HEADER : Place.PAYLOAD;
    }

    /** One byte passes. */
    void pass(byte next) {
        if (passed++ == 0) {
            frames++;
        }
        if (isSocket) {
            passFrame(next & 0xFF);
        } else if (!isPastHead) {
            passHead((char) (next & 0xFF));
        }
    }

    /** The other direction had its say, and now it is the turn of this one. */
    void turn() {
        if (!isSocket) {
            passed = 0;
        }
    }

    private void passHead(char next) {
        head.append(next);
        if (next == '\n' && head.lastIndexOf("\r\n\r\n") >= 0) {
            isPastHead = true;
            isSocket = upgrades(head.toString());
            if (isSocket) {
                frames = 0;
                passed = 0;
            }
        }
    }

    private void passFrame(int next) {
        if (passed == SHORTEST_HEADER) {
            int length = next & 0x7F;
            lengthBytes = length == 127 ? 8 : length == 126 ? 2 : 0;
            headerLength = SHORTEST_HEADER + lengthBytes + ((next & 0x80) == 0 ? 0 : MASK);
            payloadLength = lengthBytes == 0 ? length : 0;
        } else if (passed > SHORTEST_HEADER && passed <= SHORTEST_HEADER + lengthBytes) {
            payloadLength = payloadLength << 8 | next;
        }
        boolean isKnown = passed >= SHORTEST_HEADER && passed >= SHORTEST_HEADER + lengthBytes;
        if (isKnown && passed == headerLength + payloadLength) {
            passed = 0;
            headerLength = SHORTEST_HEADER;
            lengthBytes = 0;
        }
    }
}
