package dev.valence.protocol;

import dev.valence.api.LimitException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Puts together what comes by a socket piece by piece: JSON, which ends with its WebSocket message, and packets, which say how long
 * they are and may be spread over several messages. Of a long packet half the bytes or so are copied twice, since room is made for no more
 * than a few times what has come. One serves one socket, one thread at a time.
 */
public final class PacketReader {
    /** Room that is made at once, in bytes: what a header says costs its sender nothing. */
    private static final int FIRST_BYTES = 64 * 1024;

    /** How much more room than before is made where it does not do. */
    private static final int GROWTH = 4;

    /** A packet of which not all has come. */
    private record Begun(Part json, Part attachments) {}

    /** One half of a packet, in room that grows with what has come of it: to the declared length, and no byte more. */
    private static final class Part {
        private final int length;
        private byte[] bytes = {};
        private int came;

        Part(int length) {
            this.length = length;
        }

        void take(ByteBuffer piece) {
            int taken = Math.min(piece.remaining(), length - came);
            if (came + taken > bytes.length) {
                long wanted = Math.max(came + taken, Math.max(FIRST_BYTES, (long) GROWTH * bytes.length));
                bytes = Arrays.copyOf(bytes, (int) Math.min(length, wanted));
            }
            piece.get(bytes, came, taken);
            came += taken;
        }

        boolean isWhole() {
            return came == length;
        }
    }

    private final int limitBytes;
    private final Budget budget;
    private final ByteBuffer header = ByteBuffer.allocate(Packet.HEADER_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    private @Nullable Gathered text;
    private @Nullable Begun begun;

    /** What has come of a message that is not read yet, in bytes; beyond {@link Budget#FREE_BYTES} it is taken from the budget. */
    private long came;

    /**
     * @param limitBytes longest message
     * @param budget what all readers together may have of messages that are not read yet
     */
    public PacketReader(int limitBytes, Budget budget) {
        this.limitBytes = limitBytes;
        this.budget = budget;
    }

    /**
     * Takes in a piece.
     *
     * @param piece read to its end; not kept
     * @param isLast whether a WebSocket message ends with it
     * @return what ends with it; null where more has to come
     * @throws LimitException it is too long; nothing more can be read
     * @throws BusyException there is no room for more of it at present; nothing more can be read
     * @throws WireFormatException there is more in a message than the packet; nothing more can be read
     */
    public @Nullable Packet add(ByteBuffer piece, boolean isLast) {
        count(piece.remaining());
        return take(piece, isLast);
    }

    /** What {@link #add} gave last is read, or nothing more is. May be called by any thread. */
    public synchronized void done() {
        budget.give(beyondFree(came));
        came = 0;
    }

    private synchronized void count(int length) {
        long more = beyondFree(came + length) - beyondFree(came);
        if (more > 0 && !budget.take(more)) {
            throw new BusyException(
                    "All pages together are sending more than Java reads at once (Limits.incomingBytes). Try again later");
        }
        came += length;
    }

    private static long beyondFree(long bytes) {
        return Math.max(0, bytes - Budget.FREE_BYTES);
    }

    private @Nullable Packet take(ByteBuffer piece, boolean isLast) {
        if (begun == null && header.position() == 0 && !(text == null && startsPacket(piece))) {
            return addText(piece, isLast);
        }
        Begun current = begun == null ? readHeader(piece) : begun;
        return current == null ? null : fill(current, piece);
    }

    private static boolean startsPacket(ByteBuffer piece) {
        return piece.hasRemaining() && piece.get(piece.position()) == Packet.MARK;
    }

    private @Nullable Packet addText(ByteBuffer piece, boolean isLast) {
        Gathered before = text;
        checkLength((before == null ? 0L : before.length()) + piece.remaining());
        if (before == null && isLast) {
            byte[] only = new byte[piece.remaining()];
            piece.get(only);
            return Packet.of(only);
        }
        Gathered whole = before == null ? new Gathered() : before;
        whole.add(piece);
        text = isLast ? null : whole;
        return isLast ? Packet.of(whole.whole()) : null;
    }

    /** Null where the header has not come to its end. */
    private @Nullable Begun readHeader(ByteBuffer piece) {
        while (header.hasRemaining() && piece.hasRemaining()) {
            header.put(piece.get());
        }
        if (header.hasRemaining()) {
            return null;
        }
        long json = Integer.toUnsignedLong(header.getInt(1));
        long attachments = Integer.toUnsignedLong(header.getInt(1 + Integer.BYTES));
        header.clear();
        checkLength(Packet.HEADER_BYTES + json + attachments);
        begun = new Begun(new Part((int) json), new Part((int) attachments));
        return begun;
    }

    private @Nullable Packet fill(Begun current, ByteBuffer piece) {
        current.json.take(piece);
        current.attachments.take(piece);
        if (!current.json.isWhole() || !current.attachments.isWhole()) {
            return null;
        }
        if (piece.hasRemaining()) {
            throw new WireFormatException("a message has " + piece.remaining() + " bytes more than its packet");
        }
        begun = null;
        return new Packet(current.json.bytes, current.attachments.bytes);
    }

    private void checkLength(long bytes) {
        if (bytes > limitBytes) {
            throw new LimitException(
                    "The message is longer than " + limitBytes + " bytes (Limits.messageBytes). Send it in parts");
        }
    }
}
