package dev.valence.chromium;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The members of a JSON object that Chromium sent. What is missing reads as empty, zero or false: the protocol leaves out
 * what has its usual value, and every version leaves out something else.
 */
record Fields(Map<?, ?> members) {
    static final Fields NONE = new Fields(Map.of());

    static Fields of(@Nullable Object json) {
        return json instanceof Map<?, ?> map ? new Fields(map) : NONE;
    }

    boolean has(String name) {
        return members.get(name) != null;
    }

    @Nullable
    Object value(String name) {
        return members.get(name);
    }

    String text(String name) {
        return members.get(name) instanceof String text ? text : "";
    }

    int whole(String name) {
        return members.get(name) instanceof Number number ? number.intValue() : 0;
    }

    boolean flag(String name) {
        return Boolean.TRUE.equals(members.get(name));
    }

    Fields fields(String name) {
        return of(members.get(name));
    }

    List<?> list(String name) {
        return members.get(name) instanceof List<?> list ? list : List.of();
    }
}
