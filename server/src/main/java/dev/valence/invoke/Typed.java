package dev.valence.invoke;

import java.lang.reflect.Type;
import org.jspecify.annotations.Nullable;

/**
 * A value on its way to a page, with what was declared of it.
 *
 * @param type declared type; an exposed interface narrows what the page sees, a functional one makes a remote function
 * @param copy whether a deep plain copy was asked for
 * @param origin the member that gave the value, for messages
 */
public record Typed(@Nullable Object value, Type type, boolean copy, String origin) {
    /** A value of which nothing was declared. */
    public static Typed of(@Nullable Object value, String origin) {
        return new Typed(value, Object.class, false, origin);
    }
}
