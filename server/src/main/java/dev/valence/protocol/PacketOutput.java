package dev.valence.protocol;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Where a message is written that may become a packet: {@link WireWriter} finds it as the target of its generator. What is long is
 * written into parts at once, so that no array grows with it.
 */
final class PacketOutput extends OutputStream {
    /** Below this many bytes a value is not attached: its base64 is shorter than what its place and its array cost. */
    private static final int ATTACHED_BYTES = 256;

    /** From this length on JSON goes as a packet: its reader makes room once, and sees it coming piece by piece. */
    private static final int PACKED_BYTES = 64 * 1024;

    private static final int FIRST_BYTES = 512;

    private final List<byte[]> full = new ArrayList<>();
    private final List<byte[]> attached = new ArrayList<>(1);
    private final List<Outgoing.Place> places = new ArrayList<>(1);
    private byte[] part = new byte[FIRST_BYTES];
    private int filled = Packet.HEADER_BYTES;
    private long attachedBytes;
    private boolean attaches;

    /**
     * Begins the next message, in what short ones before it have left.
     *
     * @param mayAttach whether it may become a packet
     */
    void begin(boolean mayAttach) {
        full.clear();
        attached.clear();
        places.clear();
        attachedBytes = 0;
        filled = Packet.HEADER_BYTES;
        attaches = mayAttach;
    }

    @Override
    public void write(int value) {
        write(new byte[] {(byte) value}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int length) {
        for (int done = 0; done < length; ) {
            int room = roomFor(length - done);
            System.arraycopy(bytes, from + done, part, filled, room);
            filled += room;
            done += room;
        }
    }

    /** Makes room for a part of {@code wanted} bytes at least, and says for how many. */
    private int roomFor(int wanted) {
        if (filled == Packet.PART_BYTES) {
            full.add(part);
            part = new byte[Packet.PART_BYTES];
            filled = 0;
        } else if (part.length < Packet.PART_BYTES && wanted > part.length - filled) {
            int length = (int) Math.min(Packet.PART_BYTES, Math.max(2L * part.length, (long) filled + wanted));
            part = Arrays.copyOf(part, length);
        }
        return Math.min(wanted, part.length - filled);
    }

    private long written() {
        return (long) full.size() * Packet.PART_BYTES + filled;
    }

    /** Attaches {@code bytes} to the object that is being written. False where they are too few: they belong into it then. */
    boolean attach(JsonGenerator json, byte[] bytes) throws IOException {
        if (!attaches || bytes.length < ATTACHED_BYTES) {
            return false;
        }
        long from = written() + json.getOutputBuffered();
        json.writeNumberField("at", attachedBytes);
        json.writeNumberField("length", bytes.length);
        long to = written() + json.getOutputBuffered();
        // Where they begin is counted from the end of the JSON, which is not known yet.
        places.add(new Outgoing.Place(from, to, attachedBytes, bytes.length));
        attached.add(bytes);
        attachedBytes += bytes.length;
        return true;
    }

    /** How long the JSON is, once its generator is flushed. */
    long jsonLength() {
        return written() - Packet.HEADER_BYTES;
    }

    /** The message as JSON alone. */
    byte[] json() {
        if (full.isEmpty()) {
            return Arrays.copyOfRange(part, Packet.HEADER_BYTES, filled);
        }
        ByteBuffer json = ByteBuffer.wrap(new byte[Math.toIntExact(jsonLength())]);
        for (byte[] each : full) {
            int from = each == full.get(0) ? Packet.HEADER_BYTES : 0;
            json.put(each, from, each.length - from);
        }
        return json.put(part, 0, filled).array();
    }

    /** How long the message is, with what is attached to it. */
    long length() {
        return written() + attachedBytes;
    }

    /** The message. What is attached is copied here: later it may change. */
    Outgoing message() {
        long jsonTo = written();
        if (attached.isEmpty() && jsonTo < PACKED_BYTES) {
            return Outgoing.ofJson(json());
        }
        attached.forEach(bytes -> write(bytes, 0, bytes.length));
        full.add(filled == part.length ? part : Arrays.copyOf(part, filled));
        ByteBuffer.wrap(full.get(0))
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(Packet.MARK)
                .putInt(Math.toIntExact(jsonTo - Packet.HEADER_BYTES))
                .putInt(Math.toIntExact(attachedBytes));
        Outgoing message = Outgoing.packet(
                List.copyOf(full),
                jsonTo,
                places.stream()
                        .map(place ->
                                new Outgoing.Place(place.from(), place.to(), jsonTo + place.data(), place.length()))
                        .toList());
        // What is in the message belongs to it.
        part = new byte[FIRST_BYTES];
        begin(false);
        return message;
    }
}
