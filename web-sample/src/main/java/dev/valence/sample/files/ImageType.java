package dev.valence.sample.files;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.Optional;

/** Recognises the images that every Chromium shows. */
final class ImageType {
    private ImageType() {}

    /** The media type of a file that begins with {@code head}; empty where that is no image. */
    static Optional<String> of(byte[] head) {
        String start = new String(head, 0, Math.min(head.length, 512), ISO_8859_1);
        if (start.startsWith("\u0089PNG\r\n")) {
            return Optional.of("image/png");
        }
        if (start.startsWith("\u00ff\u00d8\u00ff")) {
            return Optional.of("image/jpeg");
        }
        if (start.startsWith("GIF87a") || start.startsWith("GIF89a")) {
            return Optional.of("image/gif");
        }
        if (start.startsWith("RIFF") && start.startsWith("WEBP", 8)) {
            return Optional.of("image/webp");
        }
        if (start.startsWith("ftypavif", 4)) {
            return Optional.of("image/avif");
        }
        if (start.startsWith("<svg") || (start.startsWith("<?xml") && start.contains("<svg"))) {
            return Optional.of("image/svg+xml");
        }
        return Optional.empty();
    }
}
