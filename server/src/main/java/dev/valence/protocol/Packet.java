package dev.valence.protocol;

/**
 * One frame or request body as it came: JSON, and what is attached to it.
 *
 * @param json UTF-8
 * @param attachments bytes that values in the JSON refer to; empty where there are none
 */
@SuppressWarnings("ArrayRecordComponent") // bytes travel uncopied from the link to the codec and are compared nowhere
public record Packet(byte[] json, byte[] attachments) {
    /** First byte of a packet on the link. JSON never begins so. */
    static final byte MARK = 1;

    /** The mark, the length of the JSON and that of the attachments; both little-endian. */
    static final int HEADER_BYTES = 9;

    /** Most of a packet that goes in one message of a socket: the page makes something of it while the others are on their way. */
    public static final int PART_BYTES = 256 * 1024;

    private static final byte[] NOTHING = {};

    /** A frame that is JSON alone. */
    public static Packet of(byte[] json) {
        return new Packet(json, NOTHING);
    }
}
