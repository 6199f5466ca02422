package dev.valence.protocol;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** JSON as the tests read it: trees that compare by content, whatever the order of members. */
public final class Json {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private Json() {}

    public static JsonNode of(String text) {
        try {
            return MAPPER.readTree(text);
        } catch (JsonProcessingException e) {
            throw new AssertionError("not JSON: " + text, e);
        }
    }

    /** Text without the characters, such as lone surrogates, that UTF-8 has no form of. */
    public static String ascii(JsonNode tree) {
        try {
            return MAPPER.writer().with(JsonWriteFeature.ESCAPE_NON_ASCII).writeValueAsString(tree);
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    public static JsonNode of(byte[] utf8) {
        return of(new String(utf8, StandardCharsets.UTF_8));
    }

    /** A message, or a batch, without the members that the envelope of Valence adds to JSON-RPC. */
    public static JsonNode plain(JsonNode frame) {
        JsonNode copy = frame.deepCopy();
        if (copy.isArray()) {
            copy.forEach(Json::strip);
        } else {
            strip(copy);
        }
        return copy;
    }

    private static void strip(JsonNode message) {
        ((ObjectNode) message).remove("seq");
        ((ObjectNode) message).remove("ack");
    }

    /** One of the files that the tests of both sides read. */
    public static JsonNode vectors(String name) {
        try {
            return of(Files.readString(Path.of("../docs/protocol/vectors", name)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
