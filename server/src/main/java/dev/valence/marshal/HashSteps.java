package dev.valence.marshal;

import dev.valence.api.MarshalException;
import dev.valence.invoke.DataClass;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the elements of Java's sets, and the keys of its maps, cost when they are put in. Their hash codes go through all that is in them,
 * and again wherever the same thing stands: a page could write down in a few bytes what no hash code ever comes to the end of. One
 * serves one value of the wire.
 */
final class HashSteps {
    /** Of one value of the wire: some tens of milliseconds, and more than a message of {@code Limits.messageBytes} has plain parts. */
    private static final int MOST = 1 << 22;

    /** As deep as values nest in Java; a hash code that goes deeper comes to the end of the stack. */
    private static final int DEPTH = 500;

    private int left = MOST;

    /**
     * Takes the steps of one hash code.
     *
     * @throws MarshalException there are too many, or no end of them
     */
    void take(@Nullable Object element, ValuePath path) {
        take(element, path, 0);
    }

    private void take(@Nullable Object value, ValuePath path, int depth) {
        left--;
        if (left < 0 || depth >= DEPTH) {
            throw new MarshalException(
                    path + ": what is in a Set, or is a key of a Map, contains itself here or the same things"
                            + " over and over, so that Java cannot tell it from the others. Give an Array");
        }
        if (value instanceof Collection<?> elements) {
            elements.forEach(each -> take(each, path, depth + 1));
        } else if (value instanceof Map<?, ?> map) {
            map.forEach((key, each) -> {
                take(key, path, depth + 1);
                take(each, path, depth + 1);
            });
        } else if (value instanceof Optional<?> optional) {
            optional.ifPresent(each -> take(each, path, depth + 1));
        } else if (value instanceof Record) {
            DataClass.of(value.getClass())
                    .ifPresent(data -> data.values(value).forEach(each -> take(each, path, depth + 1)));
        }
    }
}
