package dev.valence.invoke;

import dev.valence.api.Copy;
import dev.valence.api.Undefined;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Array;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Parameter;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One method or constructor that can be called: its parameters as selection needs them and a handle to it. */
public final class Callee {
    private static final MethodType SPREAD = MethodType.methodType(Object.class, Object.class, Object[].class);

    private final MethodKey key;
    private final String signature;
    private final String origin;
    private final List<Type> parameters;
    private final int required;
    private final boolean varArgs;
    private final Type result;
    private final boolean copy;
    private final MethodHandle handle;

    private Callee(Executable executable, Type result, Map<TypeVariable<?>, Type> bindings, MethodHandle handle) {
        this.parameters = Arrays.stream(executable.getGenericParameterTypes())
                .map(type -> Generics.resolve(type, bindings))
                .toList();
        this.varArgs = executable.isVarArgs();
        this.required = required(executable.getParameters(), varArgs);
        this.result = Generics.resolve(result, bindings);
        this.copy = executable.isAnnotationPresent(Copy.class);
        this.key = MethodKey.of(executable);
        this.origin = simpleName(executable);
        this.signature = origin + describe(executable.getParameters());
        this.handle = handle;
    }

    static Callee of(Method method) {
        return of(method, Map.of());
    }

    /** @param bindings what is known of the type variables of the method's class */
    static Callee of(Method method, Map<TypeVariable<?>, Type> bindings) {
        boolean isStatic = Modifier.isStatic(method.getModifiers());
        MethodHandle direct = open(method, () -> MethodHandles.lookup().unreflect(method));
        MethodHandle withReceiver = isStatic ? MethodHandles.dropArguments(direct, 0, Object.class) : direct;
        return new Callee(method, method.getGenericReturnType(), bindings, spread(withReceiver));
    }

    static Callee of(Constructor<?> constructor) {
        MethodHandle direct = open(constructor, () -> MethodHandles.lookup().unreflectConstructor(constructor));
        MethodHandle withReceiver = MethodHandles.dropArguments(direct, 0, Object.class);
        return new Callee(constructor, constructor.getDeclaringClass(), Map.of(), spread(withReceiver));
    }

    private static MethodHandle spread(MethodHandle handle) {
        return handle.asFixedArity()
                .asSpreader(Object[].class, handle.type().parameterCount() - 1)
                .asType(SPREAD);
    }

    private interface Unreflection {
        MethodHandle run() throws IllegalAccessException;
    }

    /** An exposed class need not be public: its author exposed it by name, to pages and so to us. */
    private static MethodHandle open(Executable executable, Unreflection unreflection) {
        try {
            executable.setAccessible(true);
            return unreflection.run();
        } catch (IllegalAccessException e) {
            throw new IllegalStateException("Cannot reach " + executable, e);
        }
    }

    /** Trailing parameters may be left out where they are {@code @Nullable}, {@code Optional} or the varargs. */
    private static int required(Parameter[] parameters, boolean varArgs) {
        int required = varArgs ? parameters.length - 1 : parameters.length;
        while (required > 0 && isOptional(parameters[required - 1])) {
            required--;
        }
        return required;
    }

    private static boolean isOptional(Parameter parameter) {
        return parameter.getType() == Optional.class
                || Nullability.isNullable(parameter)
                || Nullability.isNullable(parameter.getAnnotatedType());
    }

    private static String simpleName(Executable executable) {
        String owner = executable.getDeclaringClass().getSimpleName();
        return executable instanceof Constructor<?> ? "new " + owner : owner + "." + executable.getName();
    }

    private static String describe(Parameter[] parameters) {
        List<String> texts = new ArrayList<>();
        for (Parameter parameter : parameters) {
            String type = parameter.getType().getSimpleName();
            texts.add(parameter.isVarArgs() ? type.replace("[]", "...") : type);
        }
        return "(" + String.join(", ", texts) + ")";
    }

    /** How many of the arguments it takes: all, or all but some that are trailing {@code undefined}; -1 where they are too many or few. */
    int takes(Arguments arguments) {
        int count = varArgs ? arguments.count() : Math.min(arguments.count(), parameters.size());
        return count >= Math.max(required, arguments.needed()) ? count : -1;
    }

    /** Whether it takes any number of its last parameter. */
    boolean isVarArgs() {
        return varArgs;
    }

    /** The index of the first argument that goes into its varargs, as all after it do; one that no argument has where there are none. */
    public int varArgsFrom() {
        return varArgs ? parameters.size() - 1 : Integer.MAX_VALUE;
    }

    /** How many parameters must be given. */
    public int required() {
        return required;
    }

    /** The type of argument {@code index}, for {@code count} arguments in all. */
    Type parameter(int index) {
        int last = parameters.size() - 1;
        return varArgs && index >= last ? Generics.component(parameters.get(last)) : parameters.get(index);
    }

    /** The Java arguments for what a page gave; what is missing is null, an empty Optional or an empty array. */
    @Nullable
    Object[] bind(Arguments arguments) {
        @Nullable Object[] bound = new @Nullable Object[parameters.size()];
        int taken = takes(arguments);
        int fixed = varArgs ? parameters.size() - 1 : parameters.size();
        for (int i = 0; i < fixed; i++) {
            bound[i] = i < taken ? arguments.convert(i, parameters.get(i)) : missing(parameters.get(i));
        }
        if (varArgs) {
            bound[fixed] = rest(arguments, fixed, taken);
        }
        return bound;
    }

    private Object rest(Arguments arguments, int from, int to) {
        Type component = Generics.component(parameters.get(from));
        int length = Math.max(0, to - from);
        Object array = Array.newInstance(Generics.rawType(component), length);
        for (int i = 0; i < length; i++) {
            Array.set(array, i, arguments.convert(from + i, component));
        }
        return array;
    }

    private static @Nullable Object missing(Type type) {
        return Generics.rawType(type) == Optional.class ? Optional.empty() : null;
    }

    /**
     * Calls it.
     *
     * @param receiver ignored by what is static
     * @throws CalleeException the callee threw; its exception is the cause
     */
    Typed call(@Nullable Object receiver, @Nullable Object[] arguments) {
        Object value;
        try {
            value = handle.invokeExact(receiver, arguments);
        } catch (Throwable thrown) {
            throw new CalleeException(thrown);
        }
        Object shown = result == void.class ? Undefined.INSTANCE : value;
        return new Typed(shown, result == void.class ? Object.class : result, copy, origin);
    }

    /** {@code Class.method(Type, Type)}. */
    public String signature() {
        return signature;
    }

    /** {@code Class.method}. */
    String origin() {
        return origin;
    }

    /** What it has in common with its overrides. */
    MethodKey key() {
        return key;
    }

    List<Type> parameters() {
        return parameters;
    }
}
