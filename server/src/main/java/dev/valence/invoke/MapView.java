package dev.valence.invoke;

import java.lang.reflect.Type;
import java.util.Map;

/**
 * A {@link Map} as an object whose members are its keys.
 *
 * @param value the declared type of its values
 */
public record MapView(Type value) implements View {
    /** What {@code declared} says of the values; of what is declared as no map, nothing. */
    static MapView of(Type declared) {
        return new MapView(valueType(declared));
    }

    /** The declared type of the values of a map that is declared so. */
    public static Type valueType(Type declared) {
        return Generics.argumentOf(declared, Map.class, 1);
    }
}
