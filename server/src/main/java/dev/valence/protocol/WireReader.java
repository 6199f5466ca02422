package dev.valence.protocol;

import com.fasterxml.jackson.databind.JsonNode;
import dev.valence.protocol.WireValue.MapOf;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Base64;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** JSON → {@link WireValue}. Reads the forms that a page sends; those that only Java sends are refused. */
final class WireReader {
    /** Number.MAX_SAFE_INTEGER of JavaScript. */
    private static final double MAX_SAFE_INTEGER = (1L << 53) - 1;

    /** Of a BigInt, with its sign: to read it takes time with the square of its length, which here is some milliseconds. */
    static final int BIGINT_DIGITS = 10_000;

    /** What a page sends bytes as, and how many an element has. */
    static final Map<String, Integer> ELEMENT_BYTES = Map.ofEntries(
            Map.entry("ArrayBuffer", 1),
            Map.entry("DataView", 1),
            Map.entry("Int8Array", 1),
            Map.entry("Uint8Array", 1),
            Map.entry("Uint8ClampedArray", 1),
            Map.entry("Int16Array", 2),
            Map.entry("Uint16Array", 2),
            Map.entry("Int32Array", 4),
            Map.entry("Uint32Array", 4),
            Map.entry("Float32Array", 4),
            Map.entry("Float64Array", 8),
            Map.entry("BigInt64Array", 8),
            Map.entry("BigUint64Array", 8));

    private static final long MINUS_ZERO = Double.doubleToRawLongBits(-0.0);

    private WireReader() {}

    static WireValue read(JsonNode node) {
        return switch (node.getNodeType()) {
            case NULL -> WireValue.NULL;
            case BOOLEAN -> new WireValue.Plain(node.booleanValue());
            case STRING -> new WireValue.Plain(node.textValue());
            case NUMBER -> new WireValue.Plain(number(node));
            case ARRAY -> new WireValue.ListOf(list(node));
            case OBJECT -> tagged(node);
            default -> throw new WireFormatException("not a wire value: " + node.getNodeType());
        };
    }

    /** A JavaScript number is a double; whole ones that a long holds are kept as such, however they are written. */
    private static Number number(JsonNode node) {
        if (node.isInt()) {
            return node.intValue();
        }
        if (node.isLong()) {
            return node.longValue();
        }
        double number = node.doubleValue();
        boolean isWhole = number == Math.rint(number) && Math.abs(number) <= MAX_SAFE_INTEGER;
        if (!isWhole || Double.doubleToRawLongBits(number) == MINUS_ZERO) {
            return number;
        }
        long whole = (long) number;
        return whole == (int) whole ? (Number) (int) whole : (Number) whole;
    }

    private static List<WireValue> list(JsonNode array) {
        List<WireValue> values = new ArrayList<>(array.size());
        for (JsonNode element : array) {
            values.add(read(element));
        }
        return values;
    }

    private static WireValue tagged(JsonNode node) {
        String tag = text(node, "$");
        return switch (tag) {
            case "undefined" -> WireValue.UNDEFINED;
            case "number" -> new WireValue.Plain(specialNumber(text(node, "value")));
            case "bigint" -> new WireValue.BigInt(bigInteger(text(node, "value")));
            case "date" -> new WireValue.Moment(member(node, "value").isNull() ? null : integer(node, "value"));
            case "regexp" -> new WireValue.Pattern(text(node, "source"), text(node, "flags"));
            case "bytes" -> bytes(text(node, "type"), base64(text(node, "data")));
            case "object" ->
                new WireValue.ObjectOf(
                        node.has("name") ? text(node, "name") : "Object", members(member(node, "members")));
            case "map" -> new MapOf(entries(array(node, "entries")));
            case "set" -> new WireValue.SetOf(list(array(node, "values")));
            case "array" -> sparse(list(array(node, "values")), array(node, "holes"));
            case "error" -> error(node);
            case "same" -> new WireValue.Same(small(node, "index"));
            case "promise" -> new WireValue.Promise(integer(node, "id"));
            case "callback" ->
                new WireValue.Callback(
                        integer(node, "id"),
                        small(node, "n"),
                        small(node, "length"),
                        node.has("at") ? text(node, "at") : "");
            case "constant" -> new WireValue.Constant(read(member(node, "value")));
            case "remote" -> new WireValue.Remote(integer(node, "id"));
            default -> throw new WireFormatException("unknown tag \"$\":\"" + tag + "\"");
        };
    }

    private static WireValue.ErrorOf error(JsonNode node) {
        return new WireValue.ErrorOf(
                text(node, "name"),
                text(node, "message"),
                node.has("stack") ? text(node, "stack") : null,
                optional(node, "code"),
                optional(node, "cause"),
                node.has("members") ? members(member(node, "members")) : Map.of());
    }

    private static double specialNumber(String value) {
        return switch (value) {
            case "NaN" -> Double.NaN;
            case "Infinity" -> Double.POSITIVE_INFINITY;
            case "-Infinity" -> Double.NEGATIVE_INFINITY;
            case "-0" -> -0.0;
            default -> throw new WireFormatException("unknown number \"" + value + "\"");
        };
    }

    private static BigInteger bigInteger(String digits) {
        if (digits.length() > BIGINT_DIGITS) {
            throw new WireFormatException("a BigInt of more than " + BIGINT_DIGITS + " digits");
        }
        try {
            return new BigInteger(digits);
        } catch (NumberFormatException e) {
            throw new WireFormatException("not a decimal integer: \"" + digits + "\"");
        }
    }

    private static WireValue.Bytes bytes(String type, byte[] data) {
        Integer size = ELEMENT_BYTES.get(type);
        if (size == null || data.length % size != 0) {
            throw new WireFormatException(data.length + " bytes are no " + type);
        }
        return new WireValue.Bytes(type, data);
    }

    private static byte[] base64(String data) {
        try {
            return Base64.getDecoder().decode(data);
        } catch (IllegalArgumentException e) {
            throw new WireFormatException("not base64: " + e.getMessage());
        }
    }

    private static List<MapOf.Entry> entries(JsonNode array) {
        List<MapOf.Entry> entries = new ArrayList<>(array.size());
        for (JsonNode entry : array) {
            if (!entry.isArray() || entry.size() != 2) {
                throw new WireFormatException("an entry of a map is an array of key and value");
            }
            entries.add(new MapOf.Entry(read(entry.get(0)), read(entry.get(1))));
        }
        return entries;
    }

    private static WireValue.ListOf sparse(List<WireValue> values, JsonNode positions) {
        BitSet holes = new BitSet();
        for (JsonNode position : positions) {
            if (!position.isInt() || position.intValue() < 0 || position.intValue() >= values.size()) {
                throw new WireFormatException("a hole is a position in \"values\"");
            }
            holes.set(position.intValue());
        }
        return new WireValue.ListOf(values, holes);
    }

    private static Map<String, WireValue> members(JsonNode object) {
        if (!object.isObject()) {
            throw new WireFormatException("\"members\" is an object");
        }
        Map<String, WireValue> members = new LinkedHashMap<>();
        object.properties().forEach(field -> members.put(field.getKey(), read(field.getValue())));
        return members;
    }

    private static JsonNode array(JsonNode node, String name) {
        JsonNode array = member(node, name);
        if (!array.isArray()) {
            throw new WireFormatException("\"" + name + "\" is an array");
        }
        return array;
    }

    private static @Nullable WireValue optional(JsonNode node, String name) {
        return node.has(name) ? read(node.get(name)) : null;
    }

    private static long integer(JsonNode node, String name) {
        JsonNode value = member(node, name);
        if (!value.canConvertToLong() || !value.isIntegralNumber()) {
            throw new WireFormatException("\"" + name + "\" is an integer");
        }
        return value.longValue();
    }

    private static int small(JsonNode node, String name) {
        long value = integer(node, name);
        if (value < 0 || value > Integer.MAX_VALUE) {
            throw new WireFormatException("\"" + name + "\" is a small whole number");
        }
        return (int) value;
    }

    private static String text(JsonNode node, String name) {
        JsonNode value = member(node, name);
        if (!value.isTextual()) {
            throw new WireFormatException("\"" + name + "\" is a string");
        }
        return value.textValue();
    }

    private static JsonNode member(JsonNode node, String name) {
        JsonNode value = node.get(name);
        if (value == null) {
            throw new WireFormatException("an object on the wire has the member \"" + name + "\"");
        }
        return value;
    }
}
