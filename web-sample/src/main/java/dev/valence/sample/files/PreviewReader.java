package dev.valence.sample.files;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/** Finds out what a file holds by looking at its first bytes; its name may say anything. */
final class PreviewReader {
    /** Bytes of text: some 1 500 lines, more than anyone reads in a preview. */
    static final int TEXT_BYTES = 64 << 10;

    /** Bytes of an image: photographs fit, and base64 of it stays well below the longest message. */
    static final int IMAGE_BYTES = 8 << 20;

    private PreviewReader() {}

    /** @param file a real path */
    static Preview read(Path file) throws IOException {
        // Opening a pipe would wait for its other end, on the thread that all pages share.
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            return new Preview.Nothing("This is not an ordinary file any more.");
        }
        try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
            byte[] head = in.readNBytes(TEXT_BYTES + 1);
            boolean cut = head.length > TEXT_BYTES;
            if (head.length == 0) {
                return new Preview.Nothing("This file is empty.");
            }
            Optional<String> mediaType = ImageType.of(head);
            if (mediaType.isPresent()) {
                return image(mediaType.get(), head, in);
            }
            byte[] shown = cut ? Arrays.copyOf(head, TEXT_BYTES) : head;
            return TextDecoder.decode(shown, cut).orElseGet(() -> HexDump.of(shown, cut));
        }
    }

    private static Preview image(String mediaType, byte[] head, InputStream rest) throws IOException {
        byte[] tail = rest.readNBytes(IMAGE_BYTES - head.length + 1);
        int size = head.length + tail.length;
        if (size > IMAGE_BYTES) {
            return new Preview.Nothing(
                    "This image is larger than the " + (IMAGE_BYTES >> 20) + " MiB a preview takes.");
        }
        byte[] bytes = Arrays.copyOf(head, size);
        System.arraycopy(tail, 0, bytes, head.length, tail.length);
        return new Preview.Image(mediaType, ByteBuffer.wrap(bytes));
    }
}
