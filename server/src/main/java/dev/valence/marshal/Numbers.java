package dev.valence.marshal;

import dev.valence.api.MarshalException;
import java.math.BigDecimal;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/** JavaScript numbers as Java numbers. A value changes its type on the way, never itself. */
final class Numbers {
    private Numbers() {}

    /** How well {@code number} goes with {@code type}; see {@link Fit}. */
    static int fit(Number number, Class<?> type) {
        boolean isWhole = !(number instanceof Double);
        Class<?> boxed = boxed(type);
        if (boxed == Integer.class) {
            return isWhole && inRange(number, Integer.MIN_VALUE, Integer.MAX_VALUE) ? 10 : 0;
        }
        if (boxed == Long.class) {
            return isWhole ? 9 : 0;
        }
        if (boxed == Double.class) {
            return isWhole ? 8 : 10;
        }
        if (boxed == Float.class) {
            return !isFinite(number) || Float.isFinite(number.floatValue()) ? (isWhole ? 5 : 9) : 0;
        }
        if (boxed == Short.class) {
            return isWhole && inRange(number, Short.MIN_VALUE, Short.MAX_VALUE) ? 7 : 0;
        }
        if (boxed == Byte.class) {
            return isWhole && inRange(number, Byte.MIN_VALUE, Byte.MAX_VALUE) ? 6 : 0;
        }
        if (boxed == BigInteger.class) {
            return isWhole ? 4 : 0;
        }
        if (boxed == BigDecimal.class) {
            return isFinite(number) ? 4 : 0;
        }
        return boxed == Number.class ? 3 : boxed.isInstance(number) ? 1 : 0;
    }

    /** {@code number} as {@code type}; null where the type is not numeric. */
    static @Nullable Object convert(Number number, Class<?> type, ValuePath path) {
        Class<?> boxed = boxed(type);
        if (boxed.isInstance(number)) {
            return number;
        }
        if (boxed == Double.class) {
            return number.doubleValue();
        }
        if (boxed == Float.class) {
            return single(number, path);
        }
        if (boxed == BigDecimal.class && isFinite(number)) {
            return number instanceof Double
                    ? BigDecimal.valueOf(number.doubleValue())
                    : BigDecimal.valueOf(number.longValue());
        }
        if (!isIntegerType(boxed)) {
            return null;
        }
        if (number instanceof Double fraction) {
            return wholeOf(fraction, boxed, path);
        }
        return whole(number.longValue(), boxed, path);
    }

    /** Digits may be lost, as they are in Java; beyond its range a number would be another value. */
    private static Float single(Number number, ValuePath path) {
        float single = number.floatValue();
        if (isFinite(number) && !Float.isFinite(single)) {
            throw new MarshalException(path + ": " + number + " does not fit a Java Float");
        }
        return single;
    }

    /** A whole number beyond those that JavaScript counts by arrives as a Double. */
    private static Object wholeOf(Double number, Class<?> boxed, ValuePath path) {
        boolean isWhole = number == Math.rint(number) && Double.isFinite(number);
        if (isWhole && boxed == BigInteger.class) {
            return new BigDecimal(number).toBigInteger();
        }
        throw new MarshalException(
                path + ": " + number + (isWhole ? " does not fit a Java " : " is not a whole number, as is a Java ")
                        + boxed.getSimpleName());
    }

    private static Object whole(long number, Class<?> boxed, ValuePath path) {
        if (boxed == Long.class) {
            return number;
        }
        if (boxed == BigInteger.class) {
            return BigInteger.valueOf(number);
        }
        try {
            return narrow(number, boxed);
        } catch (ArithmeticException e) {
            throw new MarshalException(path + ": " + number + " does not fit a Java " + boxed.getSimpleName());
        }
    }

    private static Object narrow(long number, Class<?> boxed) {
        int narrow = Math.toIntExact(number);
        if (boxed == Short.class && narrow == (short) narrow) {
            return (short) narrow;
        }
        if (boxed == Byte.class && narrow == (byte) narrow) {
            return (byte) narrow;
        }
        if (boxed == Integer.class) {
            return narrow;
        }
        throw new ArithmeticException();
    }

    private static boolean isIntegerType(Class<?> boxed) {
        return boxed == Integer.class
                || boxed == Long.class
                || boxed == Short.class
                || boxed == Byte.class
                || boxed == BigInteger.class;
    }

    private static boolean inRange(Number number, long least, long most) {
        return number.longValue() >= least && number.longValue() <= most;
    }

    private static boolean isFinite(Number number) {
        return Double.isFinite(number.doubleValue());
    }

    static Class<?> boxed(Class<?> type) {
        return java.lang.invoke.MethodType.methodType(type).wrap().returnType();
    }
}
