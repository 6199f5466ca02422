package dev.valence.sample.files;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Reads bytes as text: by their byte order mark, else as UTF-8, else as Western European. */
final class TextDecoder {
    /** What old Windows files are in; it gives every byte some character, so it comes last. */
    private static final Charset WESTERN = Charset.forName("windows-1252");

    private TextDecoder() {}

    /**
     * @param cut whether the bytes end in the middle of a file, perhaps in the middle of a character
     * @return empty where the bytes are no text
     */
    static Optional<Preview> decode(byte[] bytes, boolean cut) {
        if (startsWith(bytes, 0xEF, 0xBB, 0xBF)) {
            return text(bytes, 3, StandardCharsets.UTF_8, "UTF-8 with byte order mark", cut);
        }
        if (startsWith(bytes, 0xFF, 0xFE)) {
            return text(bytes, 2, StandardCharsets.UTF_16LE, "UTF-16 LE", cut);
        }
        if (startsWith(bytes, 0xFE, 0xFF)) {
            return text(bytes, 2, StandardCharsets.UTF_16BE, "UTF-16 BE", cut);
        }
        if (looksBinary(bytes)) {
            return Optional.empty();
        }
        return text(bytes, 0, StandardCharsets.UTF_8, "UTF-8", cut)
                .or(() -> text(bytes, 0, WESTERN, "Windows-1252", cut));
    }

    private static Optional<Preview> text(byte[] bytes, int from, Charset charset, String name, boolean cut) {
        CharBuffer out = CharBuffer.allocate(bytes.length);
        boolean malformed = charset.newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(charset.equals(WESTERN) ? CodingErrorAction.REPLACE : CodingErrorAction.REPORT)
                .decode(ByteBuffer.wrap(bytes, from, bytes.length - from), out, !cut)
                .isError();
        return malformed
                ? Optional.empty()
                : Optional.of(new Preview.Text(out.flip().toString(), name, cut));
    }

    /** Texts hold tabs, line breaks, form feeds and escapes, and no other control characters. */
    private static boolean looksBinary(byte[] bytes) {
        for (byte each : bytes) {
            if (each >= 0 && each < 0x20 && "\t\n\r\f\u001b".indexOf(each) < 0) {
                return true;
            }
        }
        return false;
    }

    private static boolean startsWith(byte[] bytes, int... mark) {
        for (int i = 0; i < mark.length; i++) {
            if (i >= bytes.length || (bytes[i] & 0xFF) != mark[i]) {
                return false;
            }
        }
        return true;
    }
}
