package dev.valence.marshal;

import dev.valence.invoke.Generics;
import dev.valence.protocol.WireValue;
import java.lang.reflect.Array;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Arrays, sets and maps of a page as Java collections and arrays. A collection may contain itself. */
final class Containers {
    private Containers() {}

    /** Null where the type is no collection. */
    static @Nullable Object collection(
            WireValue value, Type type, Class<?> raw, ValuePath path, Unmarshaller.Pass pass) {
        List<WireValue> values =
                value instanceof WireValue.ListOf list ? list.values() : ((WireValue.SetOf) value).values();
        if (raw.isArray()) {
            return array(value, values, type, raw, path, pass);
        }
        boolean asSet = value instanceof WireValue.SetOf || !raw.isAssignableFrom(ArrayList.class);
        if (asSet && raw.isAssignableFrom(LinkedHashSet.class)) {
            return filled(value, values, type, new LinkedHashSet<>(), path, pass);
        }
        return raw.isAssignableFrom(ArrayList.class)
                ? filled(value, values, type, new ArrayList<>(values.size()), path, pass)
                : null;
    }

    /** Null where the type is no map. */
    static @Nullable Object map(WireValue.MapOf map, Type type, Class<?> raw, ValuePath path, Unmarshaller.Pass pass) {
        if (!raw.isAssignableFrom(LinkedHashMap.class)) {
            return null;
        }
        Type keyType = Generics.argument(type, 0);
        Type valueType = Generics.argument(type, 1);
        return pass.make(
                map,
                type,
                key -> new LinkedHashMap<@Nullable Object, @Nullable Object>(),
                made -> map.entries().forEach(entry -> {
                    ValuePath place = path.member(Conversion.describe(entry.key()));
                    Object converted = pass.convert(entry.key(), keyType, place);
                    pass.hashSteps().take(converted, place);
                    made.put(converted, pass.convert(entry.value(), valueType, place));
                }));
    }

    private static Object filled(
            WireValue value,
            List<WireValue> values,
            Type type,
            Collection<@Nullable Object> empty,
            ValuePath path,
            Unmarshaller.Pass pass) {
        Type element = Generics.argument(type, 0);
        return pass.make(value, type, key -> empty, made -> {
            for (int i = 0; i < values.size(); i++) {
                ValuePath place = path.element(i);
                Object converted = pass.convert(values.get(i), element, place);
                if (made instanceof Set) {
                    pass.hashSteps().take(converted, place);
                }
                made.add(converted);
            }
        });
    }

    private static Object array(
            WireValue value, List<WireValue> values, Type type, Class<?> raw, ValuePath path, Unmarshaller.Pass pass) {
        Type component = Generics.component(type);
        return pass.make(value, type, key -> Array.newInstance(raw.getComponentType(), values.size()), made -> {
            for (int i = 0; i < values.size(); i++) {
                Array.set(made, i, pass.convert(values.get(i), component, path.element(i)));
            }
        });
    }
}
