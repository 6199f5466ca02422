package dev.valence.invoke;

import java.lang.invoke.MethodHandle;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a page can name of an object or class. */
public sealed interface Member {
    String name();

    /** What is left of it where the methods {@code hidden} are hidden; null where nothing is. */
    @Nullable
    Member without(Set<MethodKey> hidden);

    /** A method with all its overloads; never empty. */
    record MethodMember(String name, List<Callee> overloads) implements Member {
        @Override
        public @Nullable Member without(Set<MethodKey> hidden) {
            List<Callee> left = overloads.stream()
                    .filter(each -> !hidden.contains(each.key()))
                    .toList();
            return left.isEmpty() ? null : left.size() == overloads.size() ? this : new MethodMember(name, left);
        }
    }

    /**
     * A property.
     *
     * @param getter {@code (Object receiver) → Object}
     * @param setter {@code (Object receiver, Object value) → void}; null where it is read-only
     * @param getterKey the method behind {@code getter}; null where there is none
     * @param setterKey the method behind {@code setter}; null where there is none
     * @param isConstant whether its value never changes and travels with the reference
     */
    record PropertyMember(
            String name,
            Type type,
            MethodHandle getter,
            @Nullable MethodHandle setter,
            @Nullable MethodKey getterKey,
            @Nullable MethodKey setterKey,
            boolean isConstant,
            boolean copy)
            implements Member {
        @Override
        public @Nullable Member without(Set<MethodKey> hidden) {
            if (getterKey != null && hidden.contains(getterKey)) {
                return null;
            }
            return setterKey != null && hidden.contains(setterKey)
                    ? new PropertyMember(name, type, getter, null, getterKey, null, isConstant, copy)
                    : this;
        }

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
