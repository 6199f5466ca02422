package dev.valence.invoke;

import java.lang.reflect.Array;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.lang.reflect.WildcardType;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What can be told of generic types. */
public final class Generics {
    private Generics() {}

    /** The class of {@code type}; of a variable or wildcard, that of its bound. */
    public static Class<?> rawType(Type type) {
        if (type instanceof Class<?> raw) {
            return raw;
        }
        if (type instanceof ParameterizedType parameterized) {
            return (Class<?>) parameterized.getRawType();
        }
        if (type instanceof GenericArrayType array) {
            return rawType(array.getGenericComponentType()).arrayType();
        }
        if (type instanceof WildcardType wildcard) {
            return rawType(wildcard.getUpperBounds()[0]);
        }
        return rawType(((TypeVariable<?>) type).getBounds()[0]);
    }

    /** The {@code index}-th type argument; Object where {@code type} says nothing of it. */
    public static Type argument(Type type, int index) {
        if (type instanceof ParameterizedType parameterized && index < parameterized.getActualTypeArguments().length) {
            Type argument = parameterized.getActualTypeArguments()[index];
            return argument instanceof WildcardType wildcard ? boundOf(wildcard) : argument;
        }
        return Object.class;
    }

    /** What the elements of an array type are. */
    public static Type component(Type type) {
        return type instanceof GenericArrayType array
                ? array.getGenericComponentType()
                : rawType(type).getComponentType();
    }

    /** What a field of {@code type} holds before it is set: 0, false or null. */
    public static @Nullable Object zero(Class<?> type) {
        return Array.get(Array.newInstance(type, 1), 0);
    }

    /** What {@code type} says of the type variables of its class. */
    static Map<TypeVariable<?>, Type> bindings(Type type) {
        Map<TypeVariable<?>, Type> bindings = new HashMap<>();
        if (type instanceof ParameterizedType) {
            TypeVariable<?>[] variables = rawType(type).getTypeParameters();
            for (int i = 0; i < variables.length; i++) {
                bindings.put(variables[i], argument(type, i));
            }
        }
        return bindings;
    }

    /** {@code type}, or what {@code bindings} says of it where it is a variable. */
    static Type resolve(Type type, Map<TypeVariable<?>, Type> bindings) {
        return type instanceof TypeVariable<?> variable ? bindings.getOrDefault(variable, rawType(type)) : type;
    }

    /** {@code ? super T} takes a T, {@code ? extends T} gives one: both are served by T. */
    private static Type boundOf(WildcardType wildcard) {
        return wildcard.getLowerBounds().length > 0 ? wildcard.getLowerBounds()[0] : wildcard.getUpperBounds()[0];
    }
}
