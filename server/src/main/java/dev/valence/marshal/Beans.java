package dev.valence.marshal;

import dev.valence.api.MarshalException;
import dev.valence.invoke.CalleeException;
import dev.valence.invoke.DataClass;
import dev.valence.invoke.Generics;
import dev.valence.protocol.WireValue;
import java.lang.reflect.Type;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Plain objects of a page as records and beans that a parameter declares. Members that Java does not declare are left out. */
final class Beans {
    private Beans() {}

    static boolean isBean(Class<?> type) {
        return DataClass.of(type).isPresent();
    }

    /** @throws MarshalException a member is missing or does not fit, or the class refuses it; the message has its path */
    static Object make(DataClass data, WireValue.ObjectOf object, Type type, ValuePath path, Unmarshaller.Pass pass) {
        return data.isRecord()
                ? pass.makeWhole(object, type, path, () -> record(data, object, path, pass))
                : pass.make(
                        object, type, key -> allowed(path, data::bean), bean -> fill(bean, data, object, path, pass));
    }

    private static Object record(DataClass data, WireValue.ObjectOf object, ValuePath path, Unmarshaller.Pass pass) {
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        data.components().forEach((name, component) -> {
            WireValue given = object.members().get(name);
            if (given != null) {
                values.put(name, pass.convert(given, component.type(), path.member(name)));
            } else if (component.required()) {
                throw new MarshalException(path + ": '" + name + "' is missing. " + data.name() + " has "
                        + String.join(", ", data.components().keySet()));
            } else if (Generics.rawType(component.type()) == Optional.class) {
                values.put(name, Optional.empty());
            }
        });
        return allowed(path, () -> data.record(values));
    }

    private static void fill(
            Object bean, DataClass data, WireValue.ObjectOf object, ValuePath path, Unmarshaller.Pass pass) {
        data.components().forEach((name, component) -> {
            WireValue given = object.members().get(name);
            if (given != null) {
                ValuePath place = path.member(name);
                Object value = pass.convert(given, component.type(), place);
                allowed(place, () -> {
                    data.set(bean, name, value);
                    return bean;
                });
            }
        });
    }

    /** What a constructor or setter refuses, the page gave wrongly. */
    private static Object allowed(ValuePath path, Supplier<Object> deed) {
        try {
            return deed.get();
        } catch (CalleeException refusal) {
            throw Refusals.of(path, refusal.thrown());
        }
    }
}
