package dev.valence.protocol;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.valence.protocol.WireValue.MapOf;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * JSON → {@link WireValue}, in one pass over the parser. Reads the forms that a page sends; those that only Java sends are refused.
 *
 * <p>The parser stands at the first token of the value, and at its last afterwards.
 */
final class WireReader {
    /** Number.MAX_SAFE_INTEGER of JavaScript. */
    private static final double MAX_SAFE_INTEGER = (1L << 53) - 1;

    private static final long MINUS_ZERO = Double.doubleToRawLongBits(-0.0);

    private final JsonParser parser;
    private final Attachments attachments;

    private WireReader(JsonParser parser, Attachments attachments) {
        this.parser = parser;
        this.attachments = attachments;
    }

    /**
     * @param attachments of the frame that it came in
     * @throws WireFormatException it is JSON, but no wire value
     * @throws IOException it is no JSON
     */
    static WireValue read(JsonParser parser, Attachments attachments) throws IOException {
        return new WireReader(parser, attachments).value();
    }

    private WireValue value() throws IOException {
        return switch (parser.currentToken()) {
            case VALUE_NULL -> WireValue.NULL;
            case VALUE_TRUE -> WireValue.TRUE;
            case VALUE_FALSE -> WireValue.FALSE;
            case VALUE_STRING -> new WireValue.Plain(parser.getText());
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new WireValue.Plain(number());
            case START_ARRAY -> new WireValue.ListOf(list());
            case START_OBJECT -> tagged();
            default -> throw new WireFormatException("not a wire value: " + parser.currentToken());
        };
    }

    /** A JavaScript number is a double; whole ones that a long holds are kept as such, however they are written. */
    private Number number() throws IOException {
        JsonParser.NumberType type = parser.getNumberType();
        if (type == JsonParser.NumberType.INT) {
            return parser.getIntValue();
        }
        if (type == JsonParser.NumberType.LONG) {
            return parser.getLongValue();
        }
        double number = parser.getDoubleValue();
        boolean isWhole = number == Math.rint(number) && Math.abs(number) <= MAX_SAFE_INTEGER;
        if (!isWhole || Double.doubleToRawLongBits(number) == MINUS_ZERO) {
            return number;
        }
        long whole = (long) number;
        return whole == (int) whole ? (Number) (int) whole : (Number) whole;
    }

    private List<WireValue> list() throws IOException {
        if (parser.nextToken() == JsonToken.END_ARRAY) {
            return List.of();
        }
        List<WireValue> values = new ArrayList<>();
        do {
            values.add(value());
        } while (parser.nextToken() != JsonToken.END_ARRAY);
        return values;
    }

    /** Members may come in any order, the tag too; those that no form knows are passed over. */
    private WireValue tagged() throws IOException {
        TaggedForm form = new TaggedForm();
        for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
            JsonToken token = parser.nextToken();
            switch (name) {
                case "$" -> form.tag(text(token));
                case "members" -> form.members(members(token));
                case "entries" -> form.entries(entries(token));
                default -> {
                    if (TaggedForm.KNOWN.contains(name)) {
                        form.put(name, value());
                    } else {
                        parser.skipChildren();
                    }
                }
            }
        }
        return form.value(attachments);
    }

    private String text(JsonToken token) throws IOException {
        if (token != JsonToken.VALUE_STRING) {
            throw new WireFormatException("\"$\" is a string");
        }
        return parser.getText();
    }

    private Map<String, WireValue> members(JsonToken token) throws IOException {
        if (token != JsonToken.START_OBJECT) {
            throw new WireFormatException("\"members\" is an object");
        }
        Map<String, WireValue> members = new LinkedHashMap<>();
        for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
            parser.nextToken();
            if (members.put(name, value()) != null) {
                throw new WireFormatException("the member \"" + name + "\" is there twice");
            }
        }
        return members;
    }

    private List<MapOf.Entry> entries(JsonToken token) throws IOException {
        if (token != JsonToken.START_ARRAY) {
            throw new WireFormatException("\"entries\" is an array");
        }
        List<MapOf.Entry> entries = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            List<WireValue> entry = parser.currentToken() == JsonToken.START_ARRAY ? list() : List.of();
            if (entry.size() != 2) {
                throw new WireFormatException("an entry of a map is an array of key and value");
            }
            entries.add(new MapOf.Entry(entry.get(0), entry.get(1)));
        }
        return entries;
    }
}
