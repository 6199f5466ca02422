package dev.valence.policy;

import java.util.List;

/** Several patterns, of which one suffices. */
final class Globs {
    private final List<Glob> globs;

    Globs(List<String> patterns) {
        globs = patterns.stream().map(Glob::new).toList();
    }

    boolean match(String text) {
        return globs.stream().anyMatch(each -> each.matches(text));
    }

    /** Whether {@code text} is among them in full. */
    boolean name(String text) {
        return globs.stream().anyMatch(each -> each.isLiteral() && each.matches(text));
    }

    boolean isEmpty() {
        return globs.isEmpty();
    }
}
