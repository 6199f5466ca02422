package dev.valence.policy;

import dev.valence.api.Scope;
import dev.valence.protocol.WireValue;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One argument of a call, and what it has to be. */
final class ArgumentScope {
    /** Longer than any path or address that is meant. */
    private static final int LONGEST = 32_768;

    private final Scope scope;
    private final Glob member;
    private final Globs values;

    ArgumentScope(Scope scope) {
        this.scope = scope;
        this.member = new Glob(scope.member());
        this.values = new Globs(scope instanceof Scope.Values among ? among.values() : List.of());
    }

    /** Whether it bounds that member. */
    boolean concerns(String subject) {
        return member.matches(subject);
    }

    /**
     * What is wrong with what a page gave; null where nothing is.
     *
     * @param given all arguments, or the value of a property
     */
    @Nullable
    String refusal(WireValue given) {
        WireValue argument = argument(given);
        if (argument == null) {
            return "argument " + scope.argument() + " is missing";
        }
        String wrong = wrong(argument);
        return wrong == null ? null : "argument " + scope.argument() + " " + wrong;
    }

    private @Nullable WireValue argument(WireValue given) {
        if (!(given instanceof WireValue.ListOf list)) {
            return scope.argument() == 0 ? given : null;
        }
        return scope.argument() < list.values().size() ? list.values().get(scope.argument()) : null;
    }

    private @Nullable String wrong(WireValue argument) {
        if (argument instanceof WireValue.Kept kept) {
            return wrong(kept.value());
        }
        if (argument instanceof WireValue.ListOf list) {
            return list.holes() != null
                    ? "has holes"
                    : list.values().stream()
                            .map(this::wrong)
                            .filter(each -> each != null)
                            .findFirst()
                            .orElse(null);
        }
        if (!(argument instanceof WireValue.Plain plain) || !(plain.value() instanceof String text)) {
            return "is no string";
        }
        return text.length() <= LONGEST && isInside(text) ? null : outside();
    }

    private boolean isInside(String text) {
        if (scope instanceof Scope.Folder folder) {
            return Folders.leadsInto(folder.folder(), text);
        }
        return scope instanceof Scope.Schemes schemes ? hasScheme(text, schemes.schemes()) : values.match(text);
    }

    /** Browsers leave out some characters before they look for the scheme: none of these is in a URL that is meant. */
    private static boolean hasScheme(String url, List<String> schemes) {
        int colon = url.indexOf(':');
        return url.chars().noneMatch(each -> each <= ' ' || each == 0x7f)
                && colon > 0
                && schemes.stream().anyMatch(each -> each.equalsIgnoreCase(url.substring(0, colon)));
    }

    private String outside() {
        if (scope instanceof Scope.Folder folder) {
            return "leads out of " + folder.folder();
        }
        return scope instanceof Scope.Schemes schemes
                ? "is no URL of " + schemes.schemes()
                : "is none of " + ((Scope.Values) scope).values();
    }
}
