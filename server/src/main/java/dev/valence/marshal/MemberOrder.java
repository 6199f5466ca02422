package dev.valence.marshal;

import dev.valence.api.MarshalException;
import java.util.ConcurrentModificationException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The entries of a map in the order that the members of a JavaScript object have: names that are array indices first, ascending.
 * A page numbers containers as it meets them, so the wire has to be in that order too.
 */
final class MemberOrder {
    /** An array index is less than 2^32 - 1. */
    private static final long INDEX_BOUND = (1L << 32) - 1;

    private MemberOrder() {}

    /** @throws MarshalException two keys have one name */
    static Map<String, @Nullable Object> of(Map<?, ?> map, ValuePath path) {
        Map<Long, @Nullable Object> indices = new TreeMap<>();
        Map<String, @Nullable Object> names = new LinkedHashMap<>();
        forEach(map, path, (key, value) -> {
            String name = String.valueOf(key);
            if (isIndex(name)) {
                indices.put(Long.valueOf(name), value);
            } else {
                names.put(name, value);
            }
        });
        if (indices.size() + names.size() < map.size()) {
            throw new MarshalException(path + ": two keys of the map are one name in JavaScript: " + map.keySet());
        }
        Map<String, @Nullable Object> ordered = new LinkedHashMap<>();
        indices.forEach((index, value) -> ordered.put(index.toString(), value));
        ordered.putAll(names);
        return ordered;
    }

    /** Its own iteration may fail, such as when another thread changes it. */
    static void forEach(
            Map<?, ?> map, ValuePath path, BiConsumer<? super @Nullable Object, ? super @Nullable Object> deed) {
        try {
            map.forEach(deed);
        } catch (ConcurrentModificationException changed) {
            throw Refusals.of(path, changed);
        }
    }

    private static boolean isIndex(String name) {
        return name.matches("0|[1-9][0-9]{0,9}") && Long.parseLong(name) < INDEX_BOUND;
    }
}
