package dev.valence.marshal;

import dev.valence.api.MarshalException;
import dev.valence.invoke.DataClass;
import dev.valence.invoke.Generics;
import dev.valence.protocol.WireValue;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Plain objects of a page as records and beans that a parameter declares. Members that Java does not declare are left out. */
final class Beans {
    private Beans() {}

    static boolean isBean(Class<?> type) {
        return DataClass.of(type).isPresent();
    }

    /** @throws MarshalException a member is missing, or does not fit; the message has its path */
    static Object make(DataClass data, WireValue.ObjectOf object, Unmarshaller.Pass pass, ValuePath path) {
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
        return data.make(values);
    }
}
