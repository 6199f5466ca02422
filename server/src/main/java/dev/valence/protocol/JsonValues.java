package dev.valence.protocol;

/** Counts what is in a JSON text before anybody reads it: to refuse it then costs nothing. */
final class JsonValues {
    private JsonValues() {}

    /**
     * The commas, colons and opening brackets outside of strings: no fewer than the values and names, less one. Of a text that is no JSON
     * any number.
     */
    static int count(byte[] utf8) {
        int count = 0;
        boolean isText = false;
        for (int i = 0; i < utf8.length; i++) {
            switch (utf8[i]) {
                case '"' -> isText = !isText;
                case '\\' -> i += isText ? 1 : 0;
                case ',', ':', '[', '{' -> count += isText ? 0 : 1;
                default -> {}
            }
        }
        return count;
    }
}
