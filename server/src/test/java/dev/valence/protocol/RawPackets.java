package dev.valence.protocol;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Random;

/** Packets as docs/protocol.md describes them, made without the code that is tested. */
public final class RawPackets {
    private static final int HEADER_BYTES = 9;

    private RawPackets() {}

    /** So many bytes, the same each time. */
    public static byte[] random(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }

    /** One packet. */
    public static byte[] packet(String json, byte[] attachments) {
        byte[] text = json.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(HEADER_BYTES + text.length + attachments.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put((byte) 1)
                .putInt(text.length)
                .putInt(attachments.length)
                .put(text)
                .put(attachments)
                .array();
    }
}
