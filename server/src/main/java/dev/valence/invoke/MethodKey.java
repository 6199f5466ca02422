package dev.valence.invoke;

import dev.valence.api.Hidden;
import java.lang.reflect.Executable;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What an override has in common with what it overrides: name and erased parameter types. */
record MethodKey(String name, List<Class<?>> parameters) {
    static MethodKey of(Executable executable) {
        return new MethodKey(executable.getName(), List.of(executable.getParameterTypes()));
    }

    /**
     * The methods that objects of {@code type} hide: the nearest declaration, which is the one that runs, is {@link Hidden}.
     *
     * @param above where to stop; its own declarations do not count
     */
    static Set<MethodKey> hidden(Class<?> type, @Nullable Class<?> above) {
        Set<MethodKey> declared = new HashSet<>();
        Set<MethodKey> hidden = new HashSet<>();
        for (Class<?> each = type; each != null && each != above; each = each.getSuperclass()) {
            for (Method method : each.getDeclaredMethods()) {
                MethodKey key = of(method);
                boolean isNearest = !Modifier.isStatic(method.getModifiers()) && declared.add(key);
                if (isNearest && method.isAnnotationPresent(Hidden.class)) {
                    hidden.add(key);
                }
            }
        }
        return hidden;
    }
}
