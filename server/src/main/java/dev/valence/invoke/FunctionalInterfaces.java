package dev.valence.invoke;

import dev.valence.api.MarshalException;
import java.lang.invoke.MethodHandles;
import java.lang.ref.Reference;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Functional interfaces: which they are, and how a page function implements one. */
public final class FunctionalInterfaces {
    private FunctionalInterfaces() {}

    /** What an implementation does when its one method is called. */
    @FunctionalInterface
    public interface Body {
        /** @param result the declared result type of the method, with what is known of its type variables */
        @Nullable
        Object call(@Nullable Object[] arguments, Type result) throws Throwable;
    }

    /** Whether {@code type} is an interface with one abstract method. */
    public static boolean isFunctional(Class<?> type) {
        return methodOf(type).isPresent();
    }

    /** Whether {@code object} is a lambda or method reference. */
    public static boolean isLambda(Object object) {
        return ofLambda(object).isPresent();
    }

    /** The functional interface that a lambda or method reference was written for; empty for any other object. */
    static Optional<Class<?>> ofLambda(Object object) {
        Class<?> type = object.getClass();
        boolean isLambda = type.isHidden() || type.isSynthetic();
        return isLambda
                ? Arrays.stream(type.getInterfaces())
                        .filter(FunctionalInterfaces::isFunctional)
                        .findFirst()
                        .map(found -> (Class<?>) found)
                : Optional.empty();
    }

    /** The one abstract method of {@code type}; those that every object has do not count. */
    static Optional<Method> methodOf(Class<?> type) {
        if (!type.isInterface()) {
            return Optional.empty();
        }
        List<Method> methods = Arrays.stream(type.getMethods())
                .filter(method -> Modifier.isAbstract(method.getModifiers()) && !isOfEveryObject(method))
                .toList();
        boolean one = methods.stream().map(Method::getName).distinct().count() == 1;
        return one ? Optional.of(methods.get(0)) : Optional.empty();
    }

    /**
     * An object of {@code type} whose one method is {@code body}. Every method of {@code shared} that it has beside that goes to
     * {@code delegate}, and so do those of every object.
     *
     * @param shared an interface that the object implements too
     */
    public static <S> Object implement(Type type, Class<S> shared, S delegate, Body body) {
        return proxy(Generics.rawType(type), Generics.bindings(type), shared, delegate, body);
    }

    private static <S> Object proxy(
            Class<?> type, Map<TypeVariable<?>, Type> bindings, Class<S> shared, S delegate, Body body) {
        Class<?>[] interfaces = type == shared ? new Class<?>[] {type} : new Class<?>[] {type, shared};
        InvocationHandler handler = (proxy, method, arguments) -> {
            @Nullable Object[] given = arguments == null ? new Object[0] : arguments;
            if (isOfEveryObject(method)) {
                return ofEveryObject(proxy, method, given, delegate);
            }
            if (method.getDeclaringClass().isAssignableFrom(shared)) {
                return onDelegate(delegate, method, given);
            }
            if (method.isDefault()) {
                return MethodHandles.lookup()
                        .unreflectSpecial(method, proxy.getClass())
                        .bindTo(proxy)
                        .invokeWithArguments(given);
            }
            try {
                return body.call(spread(method, given), Generics.resolve(method.getGenericReturnType(), bindings));
            } finally {
                Reference.reachabilityFence(proxy); // its function must not be released during its own last call
            }
        };
        return Proxy.newProxyInstance(loader(type, shared), interfaces, handler);
    }

    /** A class loader that sees both. */
    private static ClassLoader loader(Class<?> type, Class<?> shared) {
        ClassLoader own = type.getClassLoader();
        if (own == null || own == ClassLoader.getPlatformClassLoader()) {
            return shared.getClassLoader();
        }
        if (sees(own, shared)) {
            return own;
        }
        if (sees(shared.getClassLoader(), type)) {
            return shared.getClassLoader();
        }
        throw new MarshalException("No function of a page can be a " + type.getName() + ": its class loader, " + own
                + ", does not see " + shared.getName());
    }

    private static boolean sees(ClassLoader loader, Class<?> type) {
        try {
            return Class.forName(type.getName(), false, loader) == type;
        } catch (ClassNotFoundException unseen) {
            return false;
        }
    }

    /** An object of {@code type} whose one method is {@code body}. */
    public static Object implement(Type type, Body body) {
        return implement(type, Nothing.class, new Nothing() {}, body);
    }

    /** Shares nothing. Public, since a proxy of another class loader has to implement it. */
    public interface Nothing {}

    private static Object onDelegate(Object delegate, Method method, @Nullable Object[] arguments) throws Throwable {
        try {
            return method.invoke(delegate, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    /** Varargs of a functional method are arguments of the page function, one by one. */
    private static @Nullable Object[] spread(Method method, @Nullable Object[] arguments) {
        if (!method.isVarArgs() || !(arguments[arguments.length - 1] instanceof Object[] rest)) {
            return arguments;
        }
        @Nullable Object[] all = Arrays.copyOf(arguments, arguments.length - 1 + rest.length);
        System.arraycopy(rest, 0, all, arguments.length - 1, rest.length);
        return all;
    }

    private static boolean isOfEveryObject(Method method) {
        return switch (method.getName()) {
            case "equals" -> Arrays.equals(method.getParameterTypes(), new Class<?>[] {Object.class});
            case "hashCode", "toString" -> method.getParameterCount() == 0;
            default -> false;
        };
    }

    private static Object ofEveryObject(Object proxy, Method method, @Nullable Object[] arguments, Object delegate) {
        return switch (method.getName()) {
            case "equals" -> proxy == arguments[0];
            case "hashCode" -> System.identityHashCode(proxy);
            default -> delegate.toString();
        };
    }
}
