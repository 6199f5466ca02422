package dev.valence.invoke;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * A class whose objects are made of named values: a record, or a bean with a public constructor without parameters and public
 * setters. Parameters of such a type take plain objects.
 */
public final class DataClass {
    private static final Map<Class<?>, Optional<DataClass>> KNOWN = new ConcurrentHashMap<>();

    private final Class<?> type;
    private final Map<String, Component> components;
    private final Constructor<?> constructor;
    private final Map<String, Method> setters;

    private DataClass(
            Class<?> type, Map<String, Component> components, Constructor<?> constructor, Map<String, Method> setters) {
        this.type = type;
        this.components = components;
        this.constructor = constructor;
        this.setters = setters;
    }

    /** @param required whether it cannot be left out: a record's component that is neither {@code @Nullable} nor Optional */
    public record Component(Type type, boolean required) {}

    /** The data class of {@code type}; empty where it is none. */
    public static Optional<DataClass> of(Class<?> type) {
        return KNOWN.computeIfAbsent(type, key -> key.isRecord() ? Optional.of(ofRecord(key)) : ofBean(key));
    }

    private static DataClass ofRecord(Class<?> type) {
        Map<String, Component> components = new LinkedHashMap<>();
        for (RecordComponent each : type.getRecordComponents()) {
            boolean optional = each.getType() == Optional.class
                    || Nullability.isNullable(each)
                    || Nullability.isNullable(each.getAnnotatedType());
            components.put(each.getName(), new Component(each.getGenericType(), !optional));
        }
        Class<?>[] parameters = Arrays.stream(type.getRecordComponents())
                .map(RecordComponent::getType)
                .toArray(Class<?>[]::new);
        try {
            return new DataClass(type, components, type.getDeclaredConstructor(parameters), Map.of());
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException("A record without its canonical constructor: " + type, e);
        }
    }

    private static Optional<DataClass> ofBean(Class<?> type) {
        boolean isPlainClass = !type.isInterface() && !type.isArray() && !type.isPrimitive() && !type.isEnum();
        if (!isPlainClass
                || Modifier.isAbstract(type.getModifiers())
                || type.getName().startsWith("java.")) {
            return Optional.empty();
        }
        Map<String, Component> components = new LinkedHashMap<>();
        Map<String, Method> setters = new LinkedHashMap<>();
        for (Method method : type.getMethods()) {
            if (method.getName().matches("set\\p{Lu}.*") && method.getParameterCount() == 1) {
                String name = method.getName().substring(3, 4).toLowerCase(Locale.ROOT)
                        + method.getName().substring(4);
                components.put(name, new Component(method.getGenericParameterTypes()[0], false));
                setters.put(name, method);
            }
        }
        try {
            return components.isEmpty()
                    ? Optional.empty()
                    : Optional.of(new DataClass(type, components, type.getConstructor(), setters));
        } catch (NoSuchMethodException e) {
            return Optional.empty();
        }
    }

    /** The class's simple name. */
    public String name() {
        return type.getSimpleName();
    }

    /** What its objects are made of, in the order of declaration. */
    public Map<String, Component> components() {
        return components;
    }

    /** Whether its objects are whole from the beginning: a record's components never change. */
    public boolean isRecord() {
        return type.isRecord();
    }

    /**
     * Makes a record.
     *
     * @param values by name; null stands for what is missing
     * @throws CalleeException its constructor threw
     */
    public Object record(Map<String, @Nullable Object> values) {
        return run(() -> constructor.newInstance(
                components.keySet().stream().map(values::get).toArray()));
    }

    /**
     * What {@code record}, an object of this class, is made of, in the order of {@link #components()}.
     *
     * @throws CalleeException one of its methods threw
     */
    public List<@Nullable Object> values(Object record) {
        List<@Nullable Object> values = new ArrayList<>();
        for (RecordComponent each : type.getRecordComponents()) {
            each.getAccessor().setAccessible(true);
            values.add(run(() -> each.getAccessor().invoke(record)));
        }
        return values;
    }

    /**
     * Makes a bean of which nothing is set.
     *
     * @throws CalleeException its constructor threw
     */
    public Object bean() {
        return run(constructor::newInstance);
    }

    /**
     * Sets a component of a bean.
     *
     * @throws CalleeException the setter threw
     */
    public void set(Object bean, String name, @Nullable Object value) {
        Method setter = Objects.requireNonNull(setters.get(name));
        run(() -> setter.invoke(bean, value));
    }

    private interface Reflection {
        Object run() throws ReflectiveOperationException;
    }

    private Object run(Reflection reflection) {
        try {
            constructor.setAccessible(true);
            return reflection.run();
        } catch (InvocationTargetException e) {
            throw new CalleeException(e.getTargetException());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("Cannot make a " + name(), e);
        }
    }
}
