package dev.valence.protocol;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

/**
 * A message as it leaves: for a socket, and as JSON for the door that takes nothing else. A packet is kept in parts of
 * {@link Packet#PART_BYTES}, which a socket sends one by one; everything else is one part.
 */
public final class Outgoing {
    private static final long LARGEST_ARRAY = Integer.MAX_VALUE - 8L;

    /**
     * Where the JSON of a packet refers to what is attached. All are counted from the beginning of the packet.
     *
     * @param from where the reference begins
     * @param to where it ends
     * @param data where the bytes begin
     * @param length how many they are
     */
    record Place(long from, long to, long data, int length) {}

    private final List<byte[]> parts;
    private final boolean isPacket;
    private final long jsonTo;
    private final List<Place> places;

    private Outgoing(List<byte[]> parts, boolean isPacket, long jsonTo, List<Place> places) {
        this.parts = parts;
        this.isPacket = isPacket;
        this.jsonTo = jsonTo;
        this.places = places;
    }

    /** A message that is JSON alone. */
    public static Outgoing ofJson(byte[] json) {
        return new Outgoing(List.of(json), false, json.length, List.of());
    }

    static Outgoing packet(List<byte[]> parts, long jsonTo, List<Place> places) {
        return new Outgoing(parts, true, jsonTo, places);
    }

    /** What goes by the socket: of a packet each part as a message of its own. They belong to this message. */
    public List<byte[]> parts() {
        return parts;
    }

    /** Whether it is for clients that take packets. */
    public boolean isPacket() {
        return isPacket;
    }

    /** How many bytes go by the socket. */
    public long length() {
        return parts.size() == 1
                ? parts.get(0).length
                : (parts.size() - 1L) * Packet.PART_BYTES + parts.get(parts.size() - 1).length;
    }

    /** The same as JSON alone, what is attached as base64. */
    public byte[] json() {
        if (!isPacket) {
            return parts.get(0);
        }
        ByteArrayOutputStream json = new ByteArrayOutputStream((int) Math.min(LARGEST_ARRAY, length() * 4 / 3));
        long copied = Packet.HEADER_BYTES;
        for (Place place : places) {
            copy(copied, place.from, json);
            json.writeBytes(",\"data\":\"".getBytes(StandardCharsets.US_ASCII));
            ByteArrayOutputStream data = new ByteArrayOutputStream(place.length);
            copy(place.data, place.data + place.length, data);
            json.writeBytes(Base64.getEncoder().encode(data.toByteArray()));
            json.write('"');
            copied = place.to;
        }
        copy(copied, jsonTo, json);
        return json.toByteArray();
    }

    private void copy(long from, long to, ByteArrayOutputStream target) {
        for (long at = from; at < to; ) {
            byte[] part = parts.get((int) (at / Packet.PART_BYTES));
            int offset = (int) (at % Packet.PART_BYTES);
            int length = (int) Math.min(to - at, part.length - offset);
            target.write(part, offset, length);
            at += length;
        }
    }
}
