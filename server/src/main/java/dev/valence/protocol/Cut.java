package dev.valence.protocol;

import org.jspecify.annotations.Nullable;

/** Text of a page that Java keeps, and may be as long as a message. */
final class Cut {
    private Cut() {}

    /** The first {@code most} characters of {@code text}, one less where the last would be half of a pair. */
    static String to(int most, String text) {
        if (text.length() <= most) {
            return text;
        }
        return text.substring(0, Character.isHighSurrogate(text.charAt(most - 1)) ? most - 1 : most);
    }

    /** As {@link #to}, of text that may be absent. */
    static @Nullable String toIfAny(int most, @Nullable String text) {
        return text == null ? null : to(most, text);
    }
}
