package dev.valence.invoke;

import java.lang.reflect.Array;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.lang.reflect.WildcardType;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
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

    /** What {@code type} says of a type argument of its supertype {@code of}; Object where it says nothing. */
    public static Type argumentOf(Type type, Class<?> of, int index) {
        return bindings(type).getOrDefault(of.getTypeParameters()[index], Object.class);
    }

    /** What {@code type} says of the type variables of its class and of all above it. */
    static Map<TypeVariable<?>, Type> bindings(Type type) {
        Map<TypeVariable<?>, Type> bindings = new HashMap<>();
        bind(type, bindings);
        return bindings;
    }

    private static void bind(Type type, Map<TypeVariable<?>, Type> bindings) {
        Class<?> raw = rawType(type);
        if (type instanceof ParameterizedType) {
            TypeVariable<?>[] variables = raw.getTypeParameters();
            for (int i = 0; i < variables.length; i++) {
                bindings.putIfAbsent(variables[i], resolve(argument(type, i), bindings));
            }
        }
        Type superclass = raw.getGenericSuperclass();
        if (superclass != null) {
            bind(superclass, bindings);
        }
        for (Type each : raw.getGenericInterfaces()) {
            bind(each, bindings);
        }
    }

    /** {@code type} with what {@code bindings} says of the variables in it; of others their bounds. */
    static Type resolve(Type type, Map<TypeVariable<?>, Type> bindings) {
        if (type instanceof TypeVariable<?> variable) {
            return bindings.getOrDefault(variable, rawType(type));
        }
        if (type instanceof WildcardType wildcard) {
            return resolve(boundOf(wildcard), bindings);
        }
        if (type instanceof GenericArrayType array) {
            Type component = resolve(array.getGenericComponentType(), bindings);
            return component instanceof Class<?> raw ? raw.arrayType() : new ArrayOf(component);
        }
        if (type instanceof ParameterizedType parameterized) {
            List<Type> arguments = Arrays.stream(parameterized.getActualTypeArguments())
                    .map(each -> resolve(each, bindings))
                    .toList();
            boolean isResolved = arguments.equals(List.of(parameterized.getActualTypeArguments()));
            return isResolved ? type : new Resolved(rawType(type), arguments);
        }
        return type;
    }

    private record ArrayOf(Type component) implements GenericArrayType {
        @Override
        public Type getGenericComponentType() {
            return component;
        }
    }

    private record Resolved(Class<?> raw, List<Type> arguments) implements ParameterizedType {
        @Override
        public Type[] getActualTypeArguments() {
            return arguments.toArray(Type[]::new);
        }

        @Override
        public Type getRawType() {
            return raw;
        }

        @Override
        public @Nullable Type getOwnerType() {
            return raw.getDeclaringClass();
        }

        /** As the types that the JDK reads, of which it may be one. */
        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof ParameterizedType type
                    && type.getRawType().equals(raw)
                    && Objects.equals(type.getOwnerType(), getOwnerType())
                    && arguments.equals(List.of(type.getActualTypeArguments()));
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(getActualTypeArguments()) ^ Objects.hashCode(getOwnerType()) ^ raw.hashCode();
        }

        @Override
        public String toString() {
            return raw.getTypeName()
                    + arguments.stream().map(Type::getTypeName).collect(Collectors.joining(", ", "<", ">"));
        }
    }

    /** {@code ? super T} takes a T, {@code ? extends T} gives one: both are served by T. */
    private static Type boundOf(WildcardType wildcard) {
        return wildcard.getLowerBounds().length > 0 ? wildcard.getLowerBounds()[0] : wildcard.getUpperBounds()[0];
    }
}
