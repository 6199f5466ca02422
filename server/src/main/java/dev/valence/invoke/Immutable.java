package dev.valence.invoke;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.Set;

/** Types whose values never change, so that a page may keep what it once got. */
final class Immutable {
    private static final Set<Class<?>> TYPES = Set.of(
            String.class,
            Boolean.class,
            Character.class,
            Byte.class,
            Short.class,
            Integer.class,
            Long.class,
            Float.class,
            Double.class,
            BigInteger.class,
            BigDecimal.class,
            Instant.class);

    private Immutable() {}

    static boolean is(Class<?> type) {
        return type.isPrimitive() || type.isEnum() || TYPES.contains(type);
    }
}
