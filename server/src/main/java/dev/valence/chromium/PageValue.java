package dev.valence.chromium;

import dev.valence.api.JavaScriptException;
import dev.valence.api.MarshalException;
import dev.valence.api.PageObject;
import dev.valence.api.RegExp;
import dev.valence.api.TypedArray;
import dev.valence.api.Undefined;
import dev.valence.protocol.PlainJson;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads what {@code value-encoder.js} wrote: the values of a page as Java has them. Whole numbers become {@code Integer} or
 * {@code Long} where these hold them exactly, else {@code Double}; plain objects {@link PageObject}; {@code Uint8Array}
 * {@code byte[]}, other arrays of numbers {@link TypedArray}. An object that occurs twice is one object, a cycle is a cycle.
 */
final class PageValue {
    /** Containers in the order in which they begin, as the page numbered them. */
    private final List<Object> containers = new ArrayList<>();

    private PageValue() {}

    /** @throws MarshalException the value cannot be copied; the message names the path */
    static @Nullable Object read(String json) {
        return new PageValue().value(PlainJson.read(json));
    }

    /** A number, as JavaScript has it: {@code 1e20} is whole, but a double all the same. */
    static Number number(Number number) {
        if (number instanceof Integer || number instanceof Long) {
            return number;
        }
        double value = number.doubleValue();
        boolean isZeroBelowZero = value == 0 && 1 / value < 0;
        return value == Math.rint(value) && Math.abs(value) <= Integer.MAX_VALUE && !isZeroBelowZero
                ? (Number) (int) value
                : (Number) value;
    }

    /** One of the numbers that JSON has no text for, as both DevTools and the encoder write it. */
    static double unusualNumber(String text) {
        return switch (text) {
            case "Infinity" -> Double.POSITIVE_INFINITY;
            case "-Infinity" -> Double.NEGATIVE_INFINITY;
            case "-0" -> -0.0;
            default -> Double.NaN;
        };
    }

    private @Nullable Object value(@Nullable Object json) {
        if (json instanceof Number number) {
            return number(number);
        }
        if (json instanceof List<?> list) {
            return addAll(begin(new ArrayList<>(list.size())), list);
        }
        return json instanceof Map<?, ?> map ? tagged(new Fields(map)) : json;
    }

    private Object tagged(Fields json) {
        String tag = json.text("$");
        return switch (tag) {
            case "undefined" -> Undefined.INSTANCE;
            case "number" -> unusualNumber(json.text("value"));
            case "bigint" -> new BigInteger(json.text("value"));
            case "date" -> date(json);
            case "regexp" -> new RegExp(json.text("source"), json.text("flags"));
            case "bytes" -> bytes(json);
            case "object" -> object(json);
            case "map" -> map(json);
            case "set" -> addAll(begin(new LinkedHashSet<>()), json.list("values"));
            case "error" -> error(json);
            case "same" -> containers.get(json.whole("index"));
            case "unsendable" ->
                throw new MarshalException("The result of executeJavaScript cannot be copied: " + json.text("message"));
            default -> throw new MarshalException("A page sent what is no value: " + tag);
        };
    }

    private static Instant date(Fields json) {
        if (json.value("value") instanceof Number milliseconds) {
            return Instant.ofEpochMilli(milliseconds.longValue());
        }
        throw new MarshalException("The result of executeJavaScript holds an invalid Date");
    }

    private static Object bytes(Fields json) {
        byte[] bytes = Base64.getDecoder().decode(json.text("data"));
        return json.text("type").equals("Uint8Array")
                ? bytes
                : new TypedArray(json.text("type"), ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN));
    }

    private PageObject object(Fields json) {
        PageObject object = begin(new PageObject(json.text("name")));
        object.putAll(members(json));
        return object;
    }

    private Map<@Nullable Object, @Nullable Object> map(Fields json) {
        Map<@Nullable Object, @Nullable Object> map = begin(new LinkedHashMap<>());
        for (Object each : json.list("entries")) {
            if (each instanceof List<?> entry && entry.size() == 2) {
                Object key = value(entry.get(0));
                map.put(key, value(entry.get(1)));
            }
        }
        return map;
    }

    private JavaScriptException error(Fields json) {
        Object cause = json.has("cause") ? value(json.value("cause")) : null;
        return new JavaScriptException(
                json.text("name"),
                json.text("message"),
                json.has("stack") ? json.text("stack") : null,
                cause instanceof Throwable throwable ? throwable : null,
                members(json));
    }

    private Map<String, @Nullable Object> members(Fields json) {
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        json.fields("members").members().forEach((name, member) -> members.put(String.valueOf(name), value(member)));
        return members;
    }

    private <C extends Collection<@Nullable Object>> C addAll(C target, List<?> values) {
        for (Object each : values) {
            target.add(value(each));
        }
        return target;
    }

    private <C> C begin(C container) {
        containers.add(container);
        return container;
    }
}
