package dev.valence.protocol;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import java.io.IOException;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** JSON that was parsed but not yet read: an id to be echoed, parameters to be matched. Opaque outside this package. */
public final class RawJson implements Params {
    /** {@code null}, and what stands for nothing at all. */
    public static final RawJson NULL = new RawJson(NullNode.getInstance());

    private final JsonNode node;
    private final @Nullable String trouble;

    RawJson(JsonNode node) {
        this(node, null);
    }

    /** @param trouble why what is attached to these parameters cannot be had; null where it can */
    RawJson(JsonNode node, @Nullable String trouble) {
        this.node = node;
        this.trouble = trouble;
    }

    @Nullable
    String trouble() {
        return trouble;
    }

    JsonNode node() {
        return node;
    }

    /** The id as a whole number; empty where it is none. */
    public OptionalLong whole() {
        boolean isWhole = node.isIntegralNumber() && node.canConvertToLong();
        return isWhole ? OptionalLong.of(node.longValue()) : OptionalLong.empty();
    }

    /** Writes an id without the ado of a tree. */
    void write(JsonGenerator json) throws IOException {
        if (node.isIntegralNumber() && node.canConvertToLong()) {
            json.writeNumber(node.longValue());
        } else {
            json.writeTree(node);
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RawJson json && json.node.equals(node);
    }

    @Override
    public int hashCode() {
        return node.hashCode();
    }

    @Override
    public String toString() {
        return node.toString();
    }
}
