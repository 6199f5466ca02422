package dev.valence.invoke;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;

/** Handles to properties, all of the same two shapes: {@code (Object) → Object} and {@code (Object, Object) → void}. */
final class Accessors {
    private static final MethodType GETTER = MethodType.methodType(Object.class, Object.class);
    private static final MethodType SETTER = MethodType.methodType(void.class, Object.class, Object.class);

    private Accessors() {}

    static MethodHandle getter(Method method) {
        return shape(unreflect(method), method.getModifiers(), GETTER);
    }

    static MethodHandle setter(Method method) {
        return shape(unreflect(method), method.getModifiers(), SETTER);
    }

    static MethodHandle getter(Field field) {
        try {
            field.setAccessible(true);
            return shape(MethodHandles.lookup().unreflectGetter(field), field.getModifiers(), GETTER);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException("Cannot reach " + field, e);
        }
    }

    static MethodHandle setter(Field field) {
        try {
            field.setAccessible(true);
            return shape(MethodHandles.lookup().unreflectSetter(field), field.getModifiers(), SETTER);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException("Cannot reach " + field, e);
        }
    }

    private static MethodHandle unreflect(Method method) {
        try {
            method.setAccessible(true);
            return MethodHandles.lookup().unreflect(method);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException("Cannot reach " + method, e);
        }
    }

    private static MethodHandle shape(MethodHandle handle, int modifiers, MethodType shape) {
        MethodHandle withReceiver =
                Modifier.isStatic(modifiers) ? MethodHandles.dropArguments(handle, 0, Object.class) : handle;
        return withReceiver.asType(shape);
    }
}
