package dev.valence.protocol;

import java.util.Arrays;

/** What is attached to one frame, while its JSON is read. Each byte is given to one value. */
final class Attachments {
    private final byte[] bytes;
    private int left;

    Attachments(byte[] bytes) {
        this.bytes = bytes;
        this.left = bytes.length;
    }

    /** None: of JSON that came alone, or that is read a second time. */
    static Attachments none() {
        return new Attachments(new byte[0]);
    }

    /**
     * The bytes of one value, which owns them. The only value of a frame gets them uncopied.
     *
     * @throws WireFormatException there are no such bytes, or others had them: a page could make Java hold more than it sent
     */
    byte[] take(long at, int length) {
        if (at < 0 || length < 0 || at > bytes.length - length || length > left) {
            throw new WireFormatException("of " + bytes.length + " attached bytes, of which " + (bytes.length - left)
                    + " are taken, there are no " + length + " from " + at + " on");
        }
        boolean isAll = length == bytes.length;
        left -= length;
        return isAll ? bytes : Arrays.copyOfRange(bytes, (int) at, (int) at + length);
    }
}
