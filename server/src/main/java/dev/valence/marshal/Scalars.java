package dev.valence.marshal;

import dev.valence.api.RegExp;
import dev.valence.api.Undefined;
import dev.valence.protocol.WireValue;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.Date;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Values without parts, Java → wire. */
final class Scalars {
    /** JavaScript's {@code Number.MAX_SAFE_INTEGER}: beyond it neighbouring integers are one double. */
    static final long MAX_SAFE_INTEGER = (1L << 53) - 1;

    private Scalars() {}

    /** The wire value; null where {@code value} is no scalar. */
    static @Nullable WireValue marshal(@Nullable Object value) {
        if (value == null) {
            return WireValue.NULL;
        }
        if (value instanceof String
                || value instanceof Boolean
                || value instanceof Integer
                || value instanceof Double) {
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
            return new WireValue.Moment(instant.toEpochMilli());
        }
        if (value instanceof Date date) {
            return new WireValue.Moment(date.getTime());
        }
        if (value instanceof RegExp expression) {
            return new WireValue.Pattern(expression.source(), expression.flags());
        }
        if (value instanceof Pattern pattern) {
            return marshal(RegExp.of(pattern));
        }
        return Binary.marshal(value);
    }

    private static @Nullable WireValue number(Number number) {
        if (number instanceof Long integer) {
            boolean safe = integer >= -MAX_SAFE_INTEGER && integer <= MAX_SAFE_INTEGER;
            return safe ? new WireValue.Plain(integer) : new WireValue.BigInt(BigInteger.valueOf(integer));
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
