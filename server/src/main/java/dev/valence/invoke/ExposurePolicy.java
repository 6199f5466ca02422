package dev.valence.invoke;

import dev.valence.api.Companion;
import dev.valence.api.Exposed;
import dev.valence.api.Hidden;
import java.lang.reflect.AccessibleObject;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Member;
import java.lang.reflect.Modifier;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The one rule of what pages may see: public members that an exposed type declares, less the hidden ones. A type is exposed by
 * {@link Exposed} or by being admitted when the main process is built.
 */
public final class ExposurePolicy {
    /** Whoever reaches one of these reaches everything; no annotation and no builder can expose them. */
    private static final Set<String> NEVER_PACKAGES = Set.of(
            "java.lang.reflect", "java.lang.invoke", "java.lang.module", "java.lang.instrument", "java.lang.foreign");

    /** Neither these nor what extends or implements them. By name, since naming a class is to depend on it. */
    private static final Set<String> NEVER_TYPES = Set.of(
            "java.lang.Class",
            "java.lang.ClassLoader",
            "java.lang.Module",
            "java.lang.ModuleLayer",
            "java.lang.Process",
            "java.lang.ProcessBuilder",
            "java.lang.ProcessHandle",
            "java.lang.Runtime",
            "java.lang.System",
            "java.lang.Thread",
            "java.lang.ThreadGroup",
            "java.security.ProtectionDomain",
            "sun.misc.Unsafe");

    /** Is in one of the packages, but is only what its interfaces are: any object may be wrapped in one. */
    private static final String WRAPPER = "java.lang.reflect.Proxy";

    private static final ClassValue<Boolean> REACHES_THE_PROCESS = new ClassValue<>() {
        @Override
        protected Boolean computeValue(Class<?> type) {
            return isNever(type);
        }
    };

    private final Set<Class<?>> admitted;

    /** @param admitted types that are exposed without the annotation */
    public ExposurePolicy(Set<Class<?>> admitted) {
        this.admitted = Set.copyOf(admitted);
        this.admitted.stream().filter(ExposurePolicy::isForbidden).findAny().ifPresent(type -> {
            throw new IllegalArgumentException(type.getName() + " cannot be exposed: it reaches the whole process");
        });
    }

    /** Whether pages may see members that {@code type} declares. */
    public boolean isExposed(Class<?> type) {
        boolean declared = type.isAnnotationPresent(Exposed.class)
                || type.isAnnotationPresent(Companion.class)
                || admitted.contains(type);
        return declared && !type.isAnnotationPresent(Hidden.class) && !isForbidden(type);
    }

    /** Whether pages may see {@code member} of an exposed type. */
    <M extends AccessibleObject & Member> boolean isVisible(M member) {
        return Modifier.isPublic(member.getModifiers())
                && !member.isSynthetic()
                && !((AnnotatedElement) member).isAnnotationPresent(Hidden.class);
    }

    private static boolean isForbidden(Class<?> type) {
        return type == Object.class || reachesTheProcess(type);
    }

    /** Whether no page gets an object of {@code type}, however it is declared, and whatever else it is. */
    static boolean reachesTheProcess(Class<?> type) {
        return REACHES_THE_PROCESS.get(type);
    }

    private static boolean isNever(@Nullable Class<?> type) {
        if (type == null || type.getName().equals(WRAPPER)) {
            return false;
        }
        return NEVER_TYPES.contains(type.getName())
                || NEVER_PACKAGES.contains(type.getPackageName())
                || isNever(type.getSuperclass())
                || Stream.of(type.getInterfaces()).anyMatch(each -> NEVER_TYPES.contains(each.getName()));
    }
}
