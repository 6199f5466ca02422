package dev.valence.invoke;

import dev.valence.api.Companion;
import dev.valence.api.Copy;
import dev.valence.api.NotExposedException;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** How each object is shown: exposed types and companions of one main process. Safe for any thread. */
public final class TypeCatalog {
    private final ExposurePolicy policy;
    private final Map<Class<?>, ExposedType> types = new ConcurrentHashMap<>();
    private final Map<Class<?>, ClassView> classes = new ConcurrentHashMap<>();
    private final Map<Type, FunctionView> functions = new ConcurrentHashMap<>();

    public TypeCatalog(ExposurePolicy policy) {
        this.policy = policy;
    }

    /** Whether {@code object} stands behind a class. */
    public static boolean isCompanion(Object object) {
        return object.getClass().isAnnotationPresent(Companion.class);
    }

    /** Makes {@code companion} the constructor of the class that its {@link Companion} names. */
    public void addCompanion(Object companion) {
        Class<?> instances = companion.getClass().getAnnotation(Companion.class).value();
        List<Callee> constructors = Arrays.stream(companion.getClass().getDeclaredMethods())
                .filter(method -> method.isAnnotationPresent(Companion.Constructor.class))
                .map(method -> Callee.of(method))
                .toList();
        classes.put(instances, new ClassView(typeOf(instances), companion, typeOf(companion.getClass()), constructors));
    }

    /**
     * How {@code object} is shown.
     *
     * @param declared what was declared of it
     * @param origin the member that gave it, for the message
     * @throws NotExposedException nothing says that pages may see it
     */
    public View viewOf(Object object, Type declared, String origin) {
        Class<?> declaredClass = Generics.rawType(declared);
        if (object instanceof Class<?> type && policy.isExposed(type)) {
            return classOf(type);
        }
        if (ExposurePolicy.reachesTheProcess(object.getClass())) {
            throw notExposed(object, origin);
        }
        if (isCompanion(object)) {
            return classOf(object.getClass().getAnnotation(Companion.class).value());
        }
        Optional<Class<?>> exposed = exposedTypeOf(object.getClass(), declaredClass);
        if (exposed.isPresent()) {
            return typeOf(exposed.get());
        }
        if (StreamView.isStream(object)) {
            return StreamView.INSTANCE;
        }
        if (FunctionalInterfaces.isFunctional(declaredClass)) {
            return functions.computeIfAbsent(declared, FunctionView::of);
        }
        Optional<Class<?>> lambda = FunctionalInterfaces.ofLambda(object);
        if (lambda.isPresent()) {
            return functions.computeIfAbsent(lambda.get(), FunctionView::of);
        }
        if (object instanceof Map) {
            return MapView.of(declared);
        }
        throw notExposed(object, origin);
    }

    private static NotExposedException notExposed(Object object, String origin) {
        String gave = "'" + origin + "' gave a " + object.getClass().getName() + ", which pages may not see. ";
        return new NotExposedException(gave
                + (ExposurePolicy.reachesTheProcess(object.getClass())
                        ? "No mark and no builder can change that: it reaches the whole process"
                        : "Mark the class @Exposed (or @Copy with it for a plain copy), or admit it with"
                                + " MainProcess.builder().expose("
                                + object.getClass().getSimpleName() + ".class)"));
    }

    /**
     * What of {@code object} is copied when it crosses; empty where it crosses by reference.
     *
     * @param declared what was declared of it: an exposed interface narrows the copy to its members
     * @param asked whether the member that gave it is marked {@code @Copy}; then any record may be copied
     */
    public Optional<ExposedType> copied(Object object, Type declared, boolean asked) {
        Class<?> type = object.getClass();
        boolean isRecord = type.isRecord() && (asked || type.isAnnotationPresent(Copy.class));
        Optional<Class<?>> shown = isRecord ? Optional.of(type) : exposedSuperclass(type);
        Optional<Class<?>> narrow = Optional.<Class<?>>of(Generics.rawType(declared))
                .filter(each -> each.isInterface() && policy.isExposed(each));
        boolean isCopied =
                asked || shown.map(this::typeOf).filter(ExposedType::isCopied).isPresent();
        return narrow.isPresent()
                ? narrow.map(this::typeOf).filter(read -> isCopied || read.isCopied())
                : shown.map(this::typeOf).filter(read -> isCopied);
    }

    /** What pages see of objects of {@code type}; empty where nothing. */
    public Optional<ExposedType> exposed(Class<?> type) {
        return exposedSuperclass(type).map(this::typeOf);
    }

    /** The view of a class itself. */
    public ClassView classOf(Class<?> type) {
        return classes.computeIfAbsent(type, key -> {
            ExposedType instances = typeOf(key);
            return new ClassView(instances, null, null, instances.constructors());
        });
    }

    /** What pages see of objects of {@code type}, which is exposed. */
    ExposedType typeOf(Class<?> type) {
        ExposedType known = types.get(type);
        if (known != null) {
            return known;
        }
        ExposedType parent =
                exposedSuperclass(type.getSuperclass()).map(this::typeOf).orElse(null);
        ExposedType read = new ExposedType(new TypeReading(type, policy), parent);
        ExposedType raced = types.putIfAbsent(type, read);
        return raced == null ? read : raced;
    }

    private Optional<Class<?>> exposedTypeOf(Class<?> type, Class<?> declared) {
        if (declared.isInterface() && policy.isExposed(declared)) {
            return Optional.of(declared);
        }
        Optional<Class<?>> superclass = exposedSuperclass(type);
        return superclass.isPresent() ? superclass : exposedInterface(type);
    }

    private Optional<Class<?>> exposedSuperclass(@Nullable Class<?> type) {
        for (Class<?> each = type; each != null; each = each.getSuperclass()) {
            if (policy.isExposed(each)) {
                return Optional.of(each);
            }
        }
        return Optional.empty();
    }

    /** The first exposed interface, breadth first from the class upwards: the nearest in the order of declaration. */
    private Optional<Class<?>> exposedInterface(@Nullable Class<?> type) {
        if (type == null) {
            return Optional.empty();
        }
        for (Class<?> each : type.getInterfaces()) {
            if (policy.isExposed(each)) {
                return Optional.of(each);
            }
        }
        for (Class<?> each : type.getInterfaces()) {
            Optional<Class<?>> found = exposedInterface(each);
            if (found.isPresent()) {
                return found;
            }
        }
        return exposedInterface(type.getSuperclass());
    }
}
