package dev.valence.sample.files;

/** Shows bytes that are no text as the classic three columns: offset, bytes, characters. */
final class HexDump {
    private static final int BYTES = 512;
    private static final int ROW = 16;

    private HexDump() {}

    /** @param cut whether the file goes on after {@code bytes} */
    static Preview of(byte[] bytes, boolean cut) {
        int shown = Math.min(bytes.length, BYTES);
        StringBuilder dump = new StringBuilder();
        for (int row = 0; row < shown; row += ROW) {
            StringBuilder characters = new StringBuilder();
            dump.append(String.format("%04x ", row));
            for (int i = row; i < row + ROW && i < shown; i++) {
                dump.append(String.format(" %02x", bytes[i]));
                characters.append(bytes[i] >= 0x20 && bytes[i] < 0x7F ? (char) bytes[i] : '·');
            }
            int missing = Math.max(0, row + ROW - shown);
            dump.append("   ".repeat(missing)).append("  ").append(characters).append('\n');
        }
        return new Preview.Text(dump.toString(), "binary", cut || bytes.length > BYTES);
    }
}
