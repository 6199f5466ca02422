package dev.valence.protocol;

import dev.valence.protocol.WireValue.MapOf;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Base64;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One tagged object of the wire, while its members come in; at last the {@link WireValue} that they make. */
final class TaggedForm {
    /** Members that are wire values themselves; {@code members} and {@code entries} have forms of their own. */
    static final Set<String> KNOWN = Set.of(
            "value",
            "values",
            "holes",
            "name",
            "message",
            "stack",
            "code",
            "cause",
            "source",
            "flags",
            "type",
            "data",
            "index",
            "id",
            "n",
            "length",
            "at",
            "callable");

    /** Of a BigInt, with its sign: to read it takes time with the square of its length, which here is some milliseconds. */
    static final int BIGINT_DIGITS = 10_000;

    /** Of the place of a function, in characters. Java keeps it as long as the function, and only repeats it in messages: the rest is cut off. */
    static final int PLACE_CHARS = 1_000;

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

    /** Names and values in turn. A form has few of them: to look through is cheaper than to hash. */
    private final List<Object> given = new ArrayList<>(8);

    private @Nullable String tag;
    private @Nullable Map<String, WireValue> members;
    private @Nullable List<MapOf.Entry> entries;

    void tag(String text) {
        refuseSecond("$", tag);
        tag = text;
    }

    void members(Map<String, WireValue> values) {
        refuseSecond("members", members);
        members = values;
    }

    void entries(List<MapOf.Entry> values) {
        refuseSecond("entries", entries);
        entries = values;
    }

    void put(String name, WireValue value) {
        refuseSecond(name, get(name));
        given.add(name);
        given.add(value);
    }

    private static void refuseSecond(String name, @Nullable Object first) {
        if (first != null) {
            throw new WireFormatException("the member \"" + name + "\" is there twice");
        }
    }

    /** What they make together; bytes are among the {@code attachments}, if not in the form itself. */
    WireValue value(Attachments attachments) {
        return switch (need("$", tag)) {
            case "undefined" -> WireValue.UNDEFINED;
            case "number" -> new WireValue.Plain(specialNumber(text("value")));
            case "bigint" -> new WireValue.BigInt(bigInteger(text("value")));
            case "date" -> new WireValue.Moment(need("value").equals(WireValue.NULL) ? null : (Long) integer("value"));
            case "regexp" -> new WireValue.Pattern(text("source"), text("flags"));
            case "bytes" ->
                bytes(
                        text("type"),
                        has("at") ? attachments.take(integer("at"), small("length")) : base64(text("data")));
            case "object" -> new WireValue.ObjectOf(has("name") ? text("name") : "Object", need("members", members));
            case "map" -> new MapOf(need("entries", entries));
            case "set" -> new WireValue.SetOf(list("values"));
            case "array" -> sparse(list("values"), list("holes"));
            case "error" -> error();
            case "same" -> new WireValue.Same(small("index"));
            case "promise" -> new WireValue.Promise(integer("id"));
            case "callback" ->
                new WireValue.Callback(
                        integer("id"),
                        small("n"),
                        small("length"),
                        has("at") ? Cut.to(PLACE_CHARS, text("at")) : "",
                        WireValue.TRUE.equals(get("callable")));
            case "stream" -> new WireValue.Stream(integer("id"), small("n"));
            case "constant" -> new WireValue.Constant(need("value"));
            case "answer" -> new WireValue.Answer(integer("id"));
            case "remote" -> new WireValue.Remote(integer("id"));
            default -> throw new WireFormatException("unknown tag \"$\":\"" + tag + "\"");
        };
    }

    private WireValue.ErrorOf error() {
        return new WireValue.ErrorOf(
                text("name"),
                text("message"),
                has("stack") ? text("stack") : null,
                get("code"),
                get("cause"),
                members == null ? Map.of() : members);
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

    private static WireValue.ListOf sparse(List<WireValue> values, List<WireValue> positions) {
        BitSet holes = new BitSet();
        for (WireValue each : positions) {
            if (!(each instanceof WireValue.Plain plain
                    && plain.value() instanceof Integer position
                    && position >= 0
                    && position < values.size())) {
                throw new WireFormatException("a hole is a position in \"values\"");
            }
            holes.set(position);
        }
        return new WireValue.ListOf(values, holes);
    }

    private boolean has(String name) {
        return get(name) != null;
    }

    private List<WireValue> list(String name) {
        if (need(name) instanceof WireValue.ListOf list && list.holes() == null) {
            return list.values();
        }
        throw new WireFormatException("\"" + name + "\" is an array");
    }

    private long integer(String name) {
        if (need(name) instanceof WireValue.Plain plain
                && (plain.value() instanceof Integer || plain.value() instanceof Long)) {
            return ((Number) plain.value()).longValue();
        }
        throw new WireFormatException("\"" + name + "\" is an integer");
    }

    private int small(String name) {
        long value = integer(name);
        if (value < 0 || value > Integer.MAX_VALUE) {
            throw new WireFormatException("\"" + name + "\" is a small whole number");
        }
        return (int) value;
    }

    private String text(String name) {
        if (need(name) instanceof WireValue.Plain plain && plain.value() instanceof String text) {
            return text;
        }
        throw new WireFormatException("\"" + name + "\" is a string");
    }

    private @Nullable WireValue get(String name) {
        for (int i = 0; i < given.size(); i += 2) {
            if (given.get(i).equals(name)) {
                return (WireValue) given.get(i + 1);
            }
        }
        return null;
    }

    private WireValue need(String name) {
        return need(name, get(name));
    }

    private static <T> T need(String name, @Nullable T value) {
        if (value == null) {
            throw new WireFormatException("an object on the wire has the member \"" + name + "\"");
        }
        return value;
    }
}
