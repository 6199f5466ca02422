package dev.valence.protocol;

import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.CharacterEscapes;
import com.fasterxml.jackson.core.io.SerializedString;
import org.jspecify.annotations.Nullable;

/**
 * Writes surrogates as escapes, in names and in values. JavaScript's strings may hold lone ones, of which UTF-8 has no form;
 * pairs are escaped with them, for Jackson asks for one character at a time.
 */
final class SurrogateEscapes extends CharacterEscapes {
    private static final long serialVersionUID = 1L;

    @Override
    public int[] getEscapeCodesForAscii() {
        return standardAsciiEscapesForJSON();
    }

    @Override
    public @Nullable SerializableString getEscapeSequence(int character) {
        return Character.isSurrogate((char) character)
                ? new SerializedString(String.format("\\u%04x", character))
                : null;
    }
}
