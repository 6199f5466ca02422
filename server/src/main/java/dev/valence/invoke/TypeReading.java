package dev.valence.invoke;

import dev.valence.api.Companion;
import dev.valence.api.Concurrent;
import dev.valence.api.Copy;
import dev.valence.api.Exposed;
import dev.valence.api.Property;
import dev.valence.invoke.Member.MethodMember;
import dev.valence.invoke.Member.PropertyMember;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Reads what one class exposes, by the rules of {@link ExposurePolicy}. */
final class TypeReading {
    private final Class<?> type;
    private final ExposurePolicy policy;
    private final Map<TypeVariable<?>, Type> bindings;
    private final Map<String, Member> members = new TreeMap<>();
    private final Map<String, Member> own = new LinkedHashMap<>();
    private final Map<String, Member> statics = new TreeMap<>();

    TypeReading(Class<?> type, ExposurePolicy policy) {
        this.type = type;
        this.policy = policy;
        this.bindings = Generics.bindings(type);
        List<Method> methods = visibleMethods();
        readComponents(methods);
        readFields();
        readProperties(methods);
        readMethods(methods);
        readNestedClasses();
    }

    Class<?> type() {
        return type;
    }

    String name() {
        Exposed exposed = type.getAnnotation(Exposed.class);
        return exposed == null || exposed.value().isEmpty() ? type.getSimpleName() : exposed.value();
    }

    Map<String, Member> members() {
        return Collections.unmodifiableMap(members);
    }

    Map<String, Member> own() {
        return Collections.unmodifiableMap(own);
    }

    Map<String, Member> statics() {
        return Collections.unmodifiableMap(statics);
    }

    List<Callee> constructors() {
        if (Modifier.isAbstract(type.getModifiers())) {
            return List.of();
        }
        List<Callee> constructors = new ArrayList<>();
        for (Constructor<?> constructor : type.getDeclaredConstructors()) {
            if (policy.isVisible(constructor)) {
                constructors.add(Callee.of(constructor));
            }
        }
        return constructors;
    }

    boolean isConcurrent() {
        return type.isAnnotationPresent(Concurrent.class);
    }

    boolean isCopied() {
        return type.isAnnotationPresent(Copy.class);
    }

    /** Own methods, and those of exposed interfaces: of a class, default ones only come from there. */
    private List<Method> visibleMethods() {
        List<Method> declared = new ArrayList<>();
        collect(type, declared);
        exposedInterfaces(type).forEach(each -> collect(each, declared));
        List<Method> methods = new ArrayList<>(declared);
        methods.removeIf(method -> !policy.isVisible(method));
        methods.sort(Comparator.comparing(Method::getName));
        return methods;
    }

    /** The first declaration of a method decides, also where it hides it. */
    private static void collect(Class<?> source, List<Method> methods) {
        for (Method method : source.getDeclaredMethods()) {
            boolean known = methods.stream().anyMatch(each -> overrides(each, method));
            if (!method.isSynthetic() && !isOfObject(method) && !known) {
                methods.add(method);
            }
        }
    }

    private List<Class<?>> exposedInterfaces(Class<?> source) {
        List<Class<?>> interfaces = new ArrayList<>();
        for (Class<?> each : source.getInterfaces()) {
            if (policy.isExposed(each)) {
                interfaces.add(each);
            }
            interfaces.addAll(exposedInterfaces(each));
        }
        return interfaces;
    }

    private static boolean overrides(Method one, Method other) {
        return one.getName().equals(other.getName())
                && Arrays.equals(one.getParameterTypes(), other.getParameterTypes());
    }

    /** A class may override what every object has and so would declare it; pages reach none of it but {@code toString}. */
    private static boolean isOfObject(Method method) {
        return Arrays.stream(Object.class.getDeclaredMethods()).anyMatch(each -> overrides(each, method))
                && !method.getName().equals("toString");
    }

    private void readComponents(List<Method> methods) {
        RecordComponent[] components = type.isRecord() ? type.getRecordComponents() : new RecordComponent[0];
        for (RecordComponent component : components) {
            Method accessor = component.getAccessor();
            if (policy.isVisible(accessor)) {
                own.put(
                        component.getName(),
                        property(component.getName(), accessor, null, Immutable.is(component.getType())));
            }
            methods.remove(accessor);
        }
    }

    private void readFields() {
        for (Field field : type.getDeclaredFields()) {
            if (policy.isVisible(field)) {
                boolean isStatic = Modifier.isStatic(field.getModifiers());
                (isStatic ? statics : own).put(field.getName(), property(field));
            }
        }
    }

    private void readProperties(List<Method> methods) {
        for (Method getter : List.copyOf(methods)) {
            Property annotation = getter.getAnnotation(Property.class);
            if (annotation != null) {
                String capitalized = getter.getName().replaceFirst("^(get|is)(?=\\p{Lu})", "");
                String name = annotation.value().isEmpty() ? decapitalize(capitalized) : annotation.value();
                Method setter = setter(methods, "set" + capitalize(name), getter.getReturnType());
                Map<String, Member> place = Modifier.isStatic(getter.getModifiers()) ? statics : members;
                place.put(name, property(name, getter, setter, false));
                methods.remove(getter);
                methods.remove(setter);
            }
        }
    }

    private static @Nullable Method setter(List<Method> methods, String name, Class<?> valueType) {
        return methods.stream()
                .filter(each -> each.getName().equals(name)
                        && Arrays.equals(each.getParameterTypes(), new Class<?>[] {valueType}))
                .findAny()
                .orElse(null);
    }

    private void readMethods(List<Method> methods) {
        for (Method method : methods) {
            if (method.isAnnotationPresent(Companion.Constructor.class)) {
                continue;
            }
            Map<String, Member> place = Modifier.isStatic(method.getModifiers()) ? statics : members;
            Member known = place.get(method.getName());
            List<Callee> overloads = new ArrayList<>(known instanceof MethodMember m ? m.overloads() : List.of());
            overloads.add(Callee.of(method, bindings));
            place.put(method.getName(), new MethodMember(method.getName(), List.copyOf(overloads)));
        }
    }

    private void readNestedClasses() {
        for (Class<?> nested : type.getDeclaredClasses()) {
            if (Modifier.isPublic(nested.getModifiers())
                    && Modifier.isStatic(nested.getModifiers())
                    && policy.isExposed(nested)) {
                MethodHandle getter =
                        MethodHandles.dropArguments(MethodHandles.constant(Object.class, nested), 0, Object.class);
                String name = nested.getSimpleName();
                statics.put(name, new PropertyMember(name, Class.class, getter, null, null, null, false, false));
            }
        }
    }

    private PropertyMember property(String name, Method getter, @Nullable Method setter, boolean isConstant) {
        return new PropertyMember(
                name,
                Generics.resolve(getter.getGenericReturnType(), bindings),
                Accessors.getter(getter),
                setter == null ? null : Accessors.setter(setter),
                MethodKey.of(getter),
                setter == null ? null : MethodKey.of(setter),
                isConstant,
                getter.isAnnotationPresent(Copy.class));
    }

    private static PropertyMember property(Field field) {
        boolean isFinal = Modifier.isFinal(field.getModifiers());
        Type fieldType = field.getGenericType();
        return new PropertyMember(
                field.getName(),
                fieldType,
                Accessors.getter(field),
                isFinal ? null : Accessors.setter(field),
                null,
                null,
                isFinal && Immutable.is(field.getType()),
                false);
    }

    private static String decapitalize(String name) {
        return name.substring(0, 1).toLowerCase(Locale.ROOT) + name.substring(1);
    }

    private static String capitalize(String name) {
        return name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
    }
}
