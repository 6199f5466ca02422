package dev.valence.invoke;

import dev.valence.api.Companion;
import dev.valence.api.Exposed;
import dev.valence.api.Hidden;
import java.lang.reflect.AccessibleObject;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Member;
import java.lang.reflect.Modifier;
import java.util.Set;

/**
 * The one rule of what pages may see: public members that an exposed type declares, less the hidden ones. A type is exposed by
 * {@link Exposed} or by being admitted when the main process is built.
 */
public final class ExposurePolicy {
    /** Whoever reaches one of these reaches everything; no annotation and no builder can expose them. */
    private static final Set<String> NEVER_PACKAGES =
            Set.of("java.lang.reflect", "java.lang.invoke", "java.lang.module");

    /** Neither these nor what extends them. By name, since naming a class is to depend on it. */
    private static final Set<String> NEVER_TYPES = Set.of(
            "java.lang.Class",
            "java.lang.ClassLoader",
            "java.lang.Module",
            "java.lang.Process",
            "java.lang.ProcessBuilder",
            "java.lang.Runtime",
            "java.lang.System",
            "java.lang.Thread",
            "java.lang.ThreadGroup");

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
        if (type == Object.class) {
            return true;
        }
        for (Class<?> each = type; each != null; each = each.getSuperclass()) {
            if (NEVER_TYPES.contains(each.getName()) || NEVER_PACKAGES.contains(each.getPackageName())) {
                return true;
            }
        }
        return false;
    }
}
