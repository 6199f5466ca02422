package dev.valence.marshal;

import dev.valence.api.RegExp;
import dev.valence.api.Undefined;
import dev.valence.protocol.WireValue;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Values without parts, Java → wire. */
final class Scalars {
    /** JavaScript's {@code Number.MAX_SAFE_INTEGER}: beyond it neighbouring integers are one double. */
    static final long MAX_SAFE_INTEGER = (1L << 53) - 1;

    /** The last moment of JavaScript's Date; the first is as far from 1970. */
    private static final Instant LAST = Instant.ofEpochMilli(8_640_000_000_000_000L);

    private static final Instant FIRST = Instant.ofEpochMilli(-8_640_000_000_000_000L);

    /** What JavaScript's expressions have, too. */
    private static final int FLAGS =
            Pattern.CASE_INSENSITIVE | Pattern.MULTILINE | Pattern.DOTALL | Pattern.UNICODE_CASE;

    private Scalars() {}

    /** Why {@code value}, though it has no parts, is none that crosses; null where it has parts. */
    static @Nullable String refusal(Object value) {
        if (value instanceof BigDecimal) {
            return "no JavaScript number is exactly " + value + "; give a String";
        }
        if (value instanceof Instant || value instanceof Date) {
            return "no JavaScript Date is as far from 1970 as this "
                    + value.getClass().getSimpleName();
        }
        return value instanceof Pattern pattern ? "JavaScript has no " + foreignFlags(pattern) : null;
    }

    private static String foreignFlags(Pattern pattern) {
        Map<String, Integer> foreign = new LinkedHashMap<>();
        foreign.put("UNIX_LINES", Pattern.UNIX_LINES);
        foreign.put("COMMENTS", Pattern.COMMENTS);
        foreign.put("LITERAL", Pattern.LITERAL);
        foreign.put("CANON_EQ", Pattern.CANON_EQ);
        foreign.put("UNICODE_CHARACTER_CLASS", Pattern.UNICODE_CHARACTER_CLASS);
        foreign.values().removeIf(flag -> (pattern.flags() & flag) == 0);
        return String.join(", ", foreign.keySet()) + ", which Pattern " + pattern + " is compiled with";
    }

    private static boolean isOfDate(Instant instant) {
        return !instant.isBefore(FIRST) && !instant.isAfter(LAST);
    }

    /** Whether a value is what a {@link WireValue.Plain} has in it, as it is. */
    static boolean isPlain(@Nullable Object value) {
        return value == null
                || value instanceof String
                || value instanceof Integer
                || value instanceof Double
                || value instanceof Boolean
                || (value instanceof Long integer && isSafe(integer));
    }

    private static boolean isSafe(long integer) {
        return integer >= -MAX_SAFE_INTEGER && integer <= MAX_SAFE_INTEGER;
    }

    /** The wire value; null where {@code value} is no scalar. */
    static @Nullable WireValue marshal(@Nullable Object value) {
        if (value == null) {
            return WireValue.NULL;
        }
        if (isPlain(value)) {
            return new WireValue.Plain(value);
        }
        if (value instanceof Number number) {
            return number(number);
        }
        if (value instanceof CharSequence || value instanceof Character) {
            return new WireValue.Plain(value.toString());
        }
        if (value instanceof Enum<?> constant) {
            return constant == Undefined.INSTANCE ? WireValue.UNDEFINED : new WireValue.Plain(constant.name());
        }
        return rarer(value);
    }

    private static @Nullable WireValue rarer(Object value) {
        if (value instanceof Instant instant) {
            return isOfDate(instant) ? new WireValue.Moment(instant.toEpochMilli()) : null;
        }
        if (value instanceof Date date) {
            return isOfDate(Instant.ofEpochMilli(date.getTime())) ? new WireValue.Moment(date.getTime()) : null;
        }
        if (value instanceof RegExp expression) {
            return new WireValue.Pattern(expression.source(), expression.flags());
        }
        if (value instanceof Pattern pattern) {
            return (pattern.flags() & ~FLAGS) == 0 ? marshal(RegExp.of(pattern)) : null;
        }
        return Binary.marshal(value);
    }

    private static @Nullable WireValue number(Number number) {
        if (number instanceof Long integer) {
            return new WireValue.BigInt(BigInteger.valueOf(integer));
        }
        if (number instanceof BigInteger integer) {
            return new WireValue.BigInt(integer);
        }
        if (number instanceof Float single) {
            return new WireValue.Plain((double) single);
        }
        if (number instanceof Short || number instanceof Byte) {
            return new WireValue.Plain(number.intValue());
        }
        return number instanceof BigDecimal decimal ? decimal(decimal) : null;
    }

    /** A decimal that no JavaScript number shows exactly does not cross: it would be another value there. */
    private static @Nullable WireValue decimal(BigDecimal decimal) {
        double nearest = decimal.doubleValue();
        boolean exact = Double.isFinite(nearest) && BigDecimal.valueOf(nearest).compareTo(decimal) == 0;
        return exact ? new WireValue.Plain(nearest) : null;
    }
}
