package dev.valence.protocol;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import org.jspecify.annotations.Nullable;

/**
 * JSON text ↔ plain Java values: {@code Map<String, Object>}, {@code List<Object>}, {@code String}, {@code Number},
 * {@code Boolean} and null. For peers that do not speak the wire of {@link MessageCodec}, such as Chromium's DevTools; they are
 * processes of our own, so that nothing here limits them. May be used from any thread.
 */
public final class PlainJson {
    /** Lone surrogates, which JavaScript's strings may hold and UTF-8 may not, survive as escapes. */
    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxStringLength(Integer.MAX_VALUE)
                            .build())
                    .build())
            .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
            .build();

    private PlainJson() {}

    /** The text of {@code value}, in ASCII. */
    public static String write(@Nullable Object value) {
        try {
            return MAPPER.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("not a plain value: " + e.getOriginalMessage(), e);
        }
    }

    /**
     * The value that {@code text} stands for; belongs to the caller.
     *
     * @throws IllegalArgumentException {@code text} is no JSON
     */
    public static @Nullable Object read(String text) {
        try {
            return MAPPER.readValue(text, Object.class);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("not JSON: " + e.getOriginalMessage(), e);
        }
    }
}
