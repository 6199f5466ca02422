package dev.valence.invoke;

import java.lang.invoke.MethodHandle;
import java.lang.reflect.Type;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a page can name of an object or class. */
public sealed interface Member {
    String name();

    /** A method with all its overloads; never empty. */
    record MethodMember(String name, List<Callee> overloads) implements Member {}

    /**
     * A property.
     *
     * @param getter {@code (Object receiver) → Object}
     * @param setter {@code (Object receiver, Object value) → void}; null where it is read-only
     * @param isConstant whether its value never changes and travels with the reference
     */
    record PropertyMember(
            String name, Type type, MethodHandle getter, @Nullable MethodHandle setter, boolean isConstant, boolean copy)
            implements Member {
        /**
         * Its value.
         *
         * @param receiver null for a static
         * @throws IllegalStateException the getter threw; its exception is the cause
         */
        public @Nullable Object read(@Nullable Object receiver) {
            try {
                return getter.invokeExact(receiver);
            } catch (RuntimeException | Error e) {
                throw e;
            } catch (Throwable e) {
                throw new IllegalStateException("Reading '" + name + "' failed", e);
            }
        }
    }
}
