package dev.valence.invoke;

import java.lang.invoke.MethodHandle;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Objects;
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
            String name,
            Type type,
            MethodHandle getter,
            @Nullable MethodHandle setter,
            boolean isConstant,
            boolean copy)
            implements Member {
        /**
         * Its value.
         *
         * @param receiver null for a static
         * @throws CalleeException the getter threw
         */
        public @Nullable Object read(@Nullable Object receiver) {
            try {
                return getter.invokeExact(receiver);
            } catch (Throwable thrown) {
                throw new CalleeException(thrown);
            }
        }

        /**
         * Sets its value.
         *
         * @throws CalleeException the setter threw
         * @throws NullPointerException it is read-only
         */
        void write(@Nullable Object receiver, @Nullable Object value) {
            MethodHandle handle = Objects.requireNonNull(setter);
            try {
                handle.invokeExact(receiver, value);
            } catch (Throwable thrown) {
                throw new CalleeException(thrown);
            }
        }
    }
}
