package dev.valence.protocol;

import dev.valence.api.LimitException;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/**
 * Puts together what comes by a socket piece by piece: JSON, which ends with its WebSocket message, and packets, which say how long
 * they are and may be spread over several messages. Each byte of a packet is copied once, to where it stays. One serves one socket,
 * one thread at a time.
 */
public final class PacketReader {
    /** A packet of which not all has come. */
    private record Begun(Packet packet, ByteBuffer json, ByteBuffer attachments) {
        Begun(Packet packet) {
            this(packet, ByteBuffer.wrap(packet.json()), ByteBuffer.wrap(packet.attachments()));
        }
    }

    private final int limitBytes;
    private final ByteBuffer header = ByteBuffer.allocate(Packet.HEADER_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    private @Nullable ByteArrayOutputStream text;
    private @Nullable Begun begun;

    /** @param limitBytes longest message */
    public PacketReader(int limitBytes) {
        this.limitBytes = limitBytes;
    }

    /**
     * Takes in a piece.
     *
     * @param piece read to its end; not kept
     * @param isLast whether a WebSocket message ends with it
     * @return what ends with it; null where more has to come
     * @throws LimitException it is too long; nothing more can be read
     * @throws WireFormatException there is more in a message than the packet; nothing more can be read
     */
    public @Nullable Packet add(ByteBuffer piece, boolean isLast) {
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
        ByteArrayOutputStream before = text;
        byte[] part = new byte[piece.remaining()];
        piece.get(part);
        checkLength((before == null ? 0L : before.size()) + part.length);
        if (before == null && isLast) {
            return Packet.of(part);
        }
        ByteArrayOutputStream whole = before == null ? new ByteArrayOutputStream(2 * part.length) : before;
        whole.writeBytes(part);
        text = isLast ? null : whole;
        return isLast ? Packet.of(whole.toByteArray()) : null;
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
        begun = new Begun(new Packet(new byte[(int) json], new byte[(int) attachments]));
        return begun;
    }

    private @Nullable Packet fill(Begun current, ByteBuffer piece) {
        transfer(piece, current.json);
        transfer(piece, current.attachments);
        if (current.json.hasRemaining() || current.attachments.hasRemaining()) {
            return null;
        }
        if (piece.hasRemaining()) {
            throw new WireFormatException("a message has " + piece.remaining() + " bytes more than its packet");
        }
        begun = null;
        return current.packet;
    }

    private static void transfer(ByteBuffer from, ByteBuffer to) {
        int length = Math.min(from.remaining(), to.remaining());
        to.put(to.position(), from, from.position(), length);
        to.position(to.position() + length);
        from.position(from.position() + length);
    }

    private void checkLength(long bytes) {
        if (bytes > limitBytes) {
            throw new LimitException(
                    "The message is longer than " + limitBytes + " bytes (Limits.messageBytes). Send it in parts");
        }
    }
}
