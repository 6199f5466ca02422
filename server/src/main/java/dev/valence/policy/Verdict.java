package dev.valence.policy;

import dev.valence.protocol.WireValue;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is decided of a member, once for all of its uses. Immutable. */
public final class Verdict {
    static final Verdict DENIED = new Verdict(List.of());
    static final Verdict PERMITTED = new Verdict(List.of(List.of()));

    /** Of several capabilities that permit a member, one whose scopes all hold is enough. */
    private final List<List<ArgumentScope>> alternatives;

    private final boolean isFree;

    private Verdict(List<List<ArgumentScope>> alternatives) {
        this.alternatives = alternatives;
        this.isFree = alternatives.stream().anyMatch(List::isEmpty);
    }

    static Verdict of(List<List<ArgumentScope>> alternatives) {
        return alternatives.isEmpty()
                ? DENIED
                : alternatives.stream().anyMatch(List::isEmpty) ? PERMITTED : new Verdict(List.copyOf(alternatives));
    }

    /** Whether it is permitted whatever is given. */
    public boolean isFree() {
        return isFree;
    }

    /** Whether no argument would make it permitted. */
    public boolean isDenied() {
        return alternatives.isEmpty();
    }

    /** What is wrong with the arguments; null where nothing is. Of a member that is denied, nothing is. */
    public @Nullable String refusal(List<WireValue> given) {
        List<String> reasons = new ArrayList<>();
        for (List<ArgumentScope> alternative : alternatives) {
            String reason = null;
            for (ArgumentScope scope : alternative) {
                reason = reason == null ? scope.refusal(given) : reason;
            }
            if (reason == null) {
                return null;
            }
            reasons.add(reason);
        }
        return reasons.isEmpty() ? null : String.join(", and ", reasons);
    }
}
