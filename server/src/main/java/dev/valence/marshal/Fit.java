package dev.valence.marshal;

import dev.valence.api.RemoteFunction;
import dev.valence.api.Undefined;
import dev.valence.invoke.FunctionalInterfaces;
import dev.valence.protocol.WireValue;
import java.io.InputStream;
import java.math.BigInteger;
import java.nio.channels.ReadableByteChannel;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;

/**
 * How well an argument goes with a parameter type, at a first glance: 0 not at all, 1 as anything goes with Object, 10 as if made
 * for it. {@code docs/values.md} shows the table to people.
 */
final class Fit {
    private static final int NOT = 0;
    private static final int ANYTHING = 1;
    private static final int EXACT = 10;

    private Fit() {}

    static int of(WireValue value, Class<?> type, Page page, ValuePath path) {
        if (value instanceof WireValue.Nothing && type == Undefined.class) {
            return EXACT;
        }
        if (value instanceof WireValue.Nothing || value.equals(WireValue.NULL)) {
            return type.isPrimitive() ? NOT : type == Optional.class ? 6 : 5;
        }
        if (type == Object.class || type == Optional.class) {
            return ANYTHING;
        }
        if (value instanceof WireValue.Plain plain) {
            return plain(plain, type);
        }
        if (value instanceof WireValue.Remote remote) {
            return original(page.held(remote.id(), path.toString()).object(), type);
        }
        return value instanceof WireValue.Original original ? original(original.object(), type) : compound(value, type);
    }

    private static int original(Object object, Class<?> type) {
        return object.getClass() == type ? EXACT : type.isInstance(object) ? 9 : NOT;
    }

    private static int plain(WireValue.Plain plain, Class<?> type) {
        if (plain.value() instanceof Number number) {
            return Numbers.fit(number, type);
        }
        if (plain.value() instanceof Boolean) {
            return type == boolean.class || type == Boolean.class ? EXACT : NOT;
        }
        String text = String.valueOf(plain.value());
        if (type == String.class) {
            return EXACT;
        }
        if (type.isEnum()) {
            return Arrays.stream(type.getEnumConstants())
                            .anyMatch(each -> ((Enum<?>) each).name().equals(text))
                    ? 9
                    : NOT;
        }
        if (type == char.class || type == Character.class) {
            return text.length() == 1 ? 8 : NOT;
        }
        return type == CharSequence.class ? 9 : type.isInstance(text) ? ANYTHING : NOT;
    }

    private static int compound(WireValue value, Class<?> type) {
        if (value instanceof WireValue.ListOf || value instanceof WireValue.SetOf) {
            return collection(type);
        }
        if (value instanceof WireValue.ObjectOf) {
            return type.isRecord()
                    ? EXACT
                    : type.isAssignableFrom(dev.valence.api.PageObject.class) ? 9 : Beans.isBean(type) ? 7 : NOT;
        }
        if (value instanceof WireValue.MapOf) {
            return type.isAssignableFrom(LinkedHashMap.class) && Map.class.isAssignableFrom(type) ? EXACT : NOT;
        }
        if (value instanceof WireValue.Bytes bytes) {
            return Binary.fit(bytes, type);
        }
        if (value instanceof WireValue.Callback || value instanceof WireValue.Constant) {
            return type == RemoteFunction.class || FunctionalInterfaces.isFunctional(type) ? EXACT : NOT;
        }
        if (value instanceof WireValue.Stream) {
            return stream(type);
        }
        if (value instanceof WireValue.Promise) {
            return type.isAssignableFrom(CompletableFuture.class) ? EXACT : NOT;
        }
        if (value instanceof WireValue.BigInt big) {
            return type == BigInteger.class
                    ? EXACT
                    : fitsLong(big.value()) && Numbers.boxed(type) == Long.class ? 9 : NOT;
        }
        if (value instanceof WireValue.Moment) {
            return type == Instant.class ? EXACT : type == Date.class ? 9 : NOT;
        }
        if (value instanceof WireValue.Pattern) {
            return type == dev.valence.api.RegExp.class || type == Pattern.class ? EXACT : NOT;
        }
        return Throwable.class.isAssignableFrom(type) ? EXACT : NOT;
    }

    private static int stream(Class<?> type) {
        if (type == InputStream.class) {
            return EXACT;
        }
        return type == ReadableByteChannel.class ? 9 : type.isAssignableFrom(InputStream.class) ? 5 : NOT;
    }

    private static int collection(Class<?> type) {
        if (type == List.class || type == Collection.class || type == Iterable.class) {
            return EXACT;
        }
        if (type.isArray()) {
            return 9;
        }
        return type.isAssignableFrom(LinkedHashSet.class) || type.isAssignableFrom(ArrayList.class) ? 5 : NOT;
    }

    private static boolean fitsLong(BigInteger value) {
        return value.bitLength() < Long.SIZE;
    }
}
