package dev.valence.marshal;

import dev.valence.api.JavaScriptException;
import dev.valence.api.MarshalException;
import dev.valence.api.PageObject;
import dev.valence.api.RegExp;
import dev.valence.api.RemoteFunction;
import dev.valence.api.Undefined;
import dev.valence.invoke.DataClass;
import dev.valence.invoke.FunctionalInterfaces;
import dev.valence.invoke.Generics;
import dev.valence.protocol.WireValue;
import dev.valence.registry.ObjectRegistry.Held;
import java.io.InputStream;
import java.lang.reflect.Type;
import java.nio.channels.ReadableByteChannel;
import java.time.Instant;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/** One wire value as one Java type. */
final class Conversion {
    private Conversion() {}

    static @Nullable Object convert(WireValue value, Type type, ValuePath path, Unmarshaller.Pass pass) {
        Class<?> raw = Generics.rawType(type);
        if (value instanceof WireValue.Nothing || value.equals(WireValue.NULL)) {
            return nothing(value, raw, path);
        }
        if (raw == Optional.class) {
            return Optional.ofNullable(pass.convert(value, Generics.argument(type, 0), path));
        }
        Object converted = of(value, type, raw, path, pass);
        if (converted == null) {
            throw new MarshalException(path + ": expected " + raw.getSimpleName() + ", got " + describe(value));
        }
        return converted;
    }

    private static @Nullable Object nothing(WireValue value, Class<?> raw, ValuePath path) {
        if (raw == Undefined.class && value instanceof WireValue.Nothing) {
            return Undefined.INSTANCE;
        }
        if (raw.isPrimitive()) {
            throw new MarshalException(path + ": expected " + raw.getSimpleName() + ", got " + describe(value));
        }
        return raw == Optional.class ? Optional.empty() : null;
    }

    /** Null where the value does not fit. */
    private static @Nullable Object of(
            WireValue value, Type type, Class<?> raw, ValuePath path, Unmarshaller.Pass pass) {
        if (value instanceof WireValue.Plain plain) {
            return plain(plain.value(), raw, path);
        }
        if (value instanceof WireValue.Remote remote) {
            Held held = pass.page().held(remote.id(), path.toString());
            return raw.isInstance(held.object()) ? held.object() : null;
        }
        if (value instanceof WireValue.Original original) {
            return raw.isInstance(original.object()) ? original.object() : null;
        }
        if (value instanceof WireValue.ListOf || value instanceof WireValue.SetOf) {
            return Containers.collection(value, type, raw, path, pass);
        }
        if (value instanceof WireValue.ObjectOf object) {
            return object(object, type, raw, path, pass);
        }
        if (value instanceof WireValue.MapOf map) {
            return Containers.map(map, type, raw, path, pass);
        }
        if (value instanceof WireValue.Callback callback) {
            return callback(callback, type, raw, pass);
        }
        if (value instanceof WireValue.Promise promise) {
            Object future = pass.page().future(promise.id(), Generics.argument(type, 0));
            return raw.isInstance(future) ? future : null;
        }
        if (value instanceof WireValue.Stream stream) {
            boolean isOne = raw.isAssignableFrom(InputStream.class) || raw.isAssignableFrom(ReadableByteChannel.class);
            return isOne ? pass.page().stream(stream, raw) : null;
        }
        return rarer(value, raw, path, pass);
    }

    private static @Nullable Object plain(@Nullable Object value, Class<?> raw, ValuePath path) {
        if (raw.isInstance(value)) {
            return value;
        }
        if (value instanceof Number number) {
            return Numbers.convert(number, raw, path);
        }
        if (value instanceof Boolean) {
            return raw == boolean.class ? value : null;
        }
        String text = String.valueOf(value);
        if (raw.isEnum()) {
            return constant(raw, text, path);
        }
        boolean isChar = raw == char.class || raw == Character.class;
        return isChar && text.length() == 1 ? text.charAt(0) : null;
    }

    private static Object constant(Class<?> type, String name, ValuePath path) {
        StringBuilder names = new StringBuilder();
        for (Object constant : type.getEnumConstants()) {
            if (((Enum<?>) constant).name().equals(name)) {
                return constant;
            }
            names.append(names.isEmpty() ? "" : ", ").append(((Enum<?>) constant).name());
        }
        throw new MarshalException(path + ": '" + name + "' is none of " + names);
    }

    private static @Nullable Object object(
            WireValue.ObjectOf object, Type type, Class<?> raw, ValuePath path, Unmarshaller.Pass pass) {
        if (raw.isAssignableFrom(PageObject.class)) {
            Type valueType = Map.class.isAssignableFrom(raw) ? Generics.argument(type, 1) : Object.class;
            return pass.make(
                    object,
                    type,
                    key -> new PageObject(object.name()),
                    made -> object.members()
                            .forEach((name, member) ->
                                    made.put(name, pass.convert(member, valueType, path.member(name)))));
        }
        Optional<DataClass> data = DataClass.of(raw);
        return data.isEmpty() ? null : Beans.make(data.get(), object, type, path, pass);
    }

    private static @Nullable Object callback(
            WireValue.Callback callback, Type type, Class<?> raw, Unmarshaller.Pass pass) {
        if (raw.isAssignableFrom(RemoteFunction.class)) {
            return pass.page().function(callback, RemoteFunction.class);
        }
        return FunctionalInterfaces.isFunctional(raw) ? pass.page().function(callback, type) : null;
    }

    private static @Nullable Object rarer(WireValue value, Class<?> raw, ValuePath path, Unmarshaller.Pass pass) {
        if (value instanceof WireValue.Bytes bytes) {
            return raw == Object.class ? Binary.natural(bytes) : Binary.as(bytes, raw);
        }
        if (value instanceof WireValue.BigInt big) {
            boolean asLong = Numbers.boxed(raw) == Long.class && big.value().bitLength() < Long.SIZE;
            return asLong ? (Object) big.value().longValueExact() : raw.isInstance(big.value()) ? big.value() : null;
        }
        if (value instanceof WireValue.Moment moment) {
            return moment(moment, raw, path);
        }
        if (value instanceof WireValue.Pattern pattern) {
            RegExp expression = new RegExp(pattern.source(), pattern.flags());
            return raw == Pattern.class ? pattern(expression, path) : raw.isInstance(expression) ? expression : null;
        }
        if (value instanceof WireValue.ErrorOf error) {
            Throwable thrown = error(error, path, pass);
            return raw.isInstance(thrown) ? thrown : null;
        }
        return value instanceof WireValue.Constant constant ? constant(constant, raw, path, pass) : null;
    }

    private static Pattern pattern(RegExp expression, ValuePath path) {
        try {
            return expression.toPattern();
        } catch (PatternSyntaxException unknown) {
            throw Refusals.of(path, unknown);
        }
    }

    private static @Nullable Object moment(WireValue.Moment moment, Class<?> raw, ValuePath path) {
        Long millis = moment.epochMillis();
        if (millis == null) {
            throw new MarshalException(path + ": an invalid Date has no counterpart in Java");
        }
        return raw == Date.class
                ? new Date(millis)
                : raw.isAssignableFrom(Instant.class) ? Instant.ofEpochMilli(millis) : null;
    }

    static JavaScriptException error(WireValue.ErrorOf error, ValuePath path, Unmarshaller.Pass pass) {
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        error.members()
                .forEach((name, value) -> members.put(name, pass.convert(value, Object.class, path.member(name))));
        if (error.code() != null) {
            members.put("code", pass.convert(error.code(), Object.class, path.member("code")));
        }
        Object cause = error.cause() == null ? null : pass.convert(error.cause(), Object.class, path.member("cause"));
        return new JavaScriptException(
                error.name(),
                error.message(),
                error.stack(),
                cause == null || cause instanceof Throwable ? (Throwable) cause : JavaScriptException.ofReason(cause),
                members);
    }

    /** The value was fixed when the page made the function; each call gives it as the type it is asked for (F-09). */
    private static @Nullable Object constant(
            WireValue.Constant constant, Class<?> raw, ValuePath path, Unmarshaller.Pass pass) {
        Class<?> type = raw == Object.class ? Supplier.class : raw;
        return FunctionalInterfaces.isFunctional(type)
                ? FunctionalInterfaces.implement(
                        type, (arguments, result) -> pass.convert(constant.value(), result, path))
                : null;
    }

    /** What a value is, in the words of JavaScript. */
    static String describe(WireValue value) {
        if (value instanceof WireValue.Plain plain) {
            Object content = plain.value();
            return content instanceof String text
                    ? "string '" + abbreviate(text) + "'"
                    : content == null ? "null" : (content instanceof Number ? "number " : "") + content;
        }
        String name = value.getClass().getSimpleName();
        return switch (name) {
            case "Nothing" -> "undefined";
            case "BigInt" -> "bigint";
            case "Moment" -> "Date";
            case "Pattern" -> "RegExp";
            case "ListOf" -> "Array";
            case "MapOf" -> "Map";
            case "SetOf" -> "Set";
            case "ErrorOf" -> "Error";
            case "Promise", "Later" -> "Promise";
            case "Stream" -> "ReadableStream";
            case "Callback", "Constant" -> "function";
            case "Remote", "Original" -> "a remote object";
            case "Bytes" -> ((WireValue.Bytes) value).type();
            case "ObjectOf" -> ((WireValue.ObjectOf) value).name();
            default -> name;
        };
    }

    private static String abbreviate(String text) {
        return text.length() <= 40 ? text : text.substring(0, 40) + "…";
    }
}
