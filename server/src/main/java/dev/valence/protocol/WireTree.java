package dev.valence.protocol;

import dev.valence.protocol.WireValue.MapOf;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Wire values as trees: values that hold others, and leaves that do not. */
public final class WireTree {
    private WireTree() {}

    /** {@code value} with each leaf replaced by what {@code change} makes of it; itself where that changes nothing. */
    public static WireValue map(WireValue value, UnaryOperator<WireValue> change) {
        if (value instanceof WireValue.ListOf list) {
            List<WireValue> values = map(list.values(), change);
            return values == list.values() ? list : new WireValue.ListOf(values, list.holes());
        }
        if (value instanceof WireValue.SetOf set) {
            List<WireValue> values = map(set.values(), change);
            return values == set.values() ? set : new WireValue.SetOf(values);
        }
        if (value instanceof WireValue.ObjectOf object) {
            Map<String, WireValue> members = map(object.members(), change);
            return members == object.members() ? object : new WireValue.ObjectOf(object.name(), members);
        }
        if (value instanceof MapOf map) {
            return new MapOf(map.entries().stream()
                    .map(entry -> new MapOf.Entry(map(entry.key(), change), map(entry.value(), change)))
                    .toList());
        }
        if (value instanceof WireValue.ErrorOf error) {
            return new WireValue.ErrorOf(
                    error.name(),
                    error.message(),
                    error.stack(),
                    mapIfAny(error.code(), change),
                    mapIfAny(error.cause(), change),
                    map(error.members(), change));
        }
        return value instanceof WireValue.Constant constant
                ? new WireValue.Constant(map(constant.value(), change))
                : change.apply(value);
    }

    private static @Nullable WireValue mapIfAny(@Nullable WireValue value, UnaryOperator<WireValue> change) {
        return value == null ? null : map(value, change);
    }

    private static List<WireValue> map(List<WireValue> values, UnaryOperator<WireValue> change) {
        List<WireValue> changed = null;
        for (int i = 0; i < values.size(); i++) {
            WireValue each = map(values.get(i), change);
            if (each != values.get(i)) {
                changed = changed == null ? new ArrayList<>(values) : changed;
                changed.set(i, each);
            }
        }
        return changed == null ? values : changed;
    }

    private static Map<String, WireValue> map(Map<String, WireValue> members, UnaryOperator<WireValue> change) {
        Map<String, WireValue> changed = new LinkedHashMap<>();
        boolean isSame = true;
        for (Map.Entry<String, WireValue> member : members.entrySet()) {
            WireValue each = map(member.getValue(), change);
            isSame &= each == member.getValue();
            changed.put(member.getKey(), each);
        }
        return isSame ? members : changed;
    }
}
