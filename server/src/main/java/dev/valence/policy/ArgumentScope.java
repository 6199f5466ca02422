package dev.valence.policy;

import dev.valence.api.Scope;
import dev.valence.protocol.WireValue;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One argument of a call, and what it has to be; where it goes into varargs, all after it have to be that, too. */
final class ArgumentScope {
    /** Longer than any path or address that is meant. */
    private static final int LONGEST = 32_768;

    private final Scope scope;
    private final Glob member;
    private final Globs values;
    private final boolean andAllAfterIt;

    ArgumentScope(Scope scope) {
        this(
                scope,
                new Glob(scope.member()),
                new Globs(scope instanceof Scope.Values among ? among.values() : List.of()),
                false);
    }

    private ArgumentScope(Scope scope, Glob member, Globs values, boolean andAllAfterIt) {
        this.scope = scope;
        this.member = member;
        this.values = values;
        this.andAllAfterIt = andAllAfterIt;
    }

    /**
     * This, for one member.
     *
     * @param varArgs the first argument that goes into varargs
     */
    ArgumentScope of(int varArgs) {
        return scope.argument() < varArgs ? this : new ArgumentScope(scope, member, values, true);
    }

    /** Whether it bounds that member. */
    boolean concerns(String subject) {
        return member.matches(subject);
    }

    /**
     * What is wrong with what a page gave; null where nothing is.
     *
     * @param arguments all of them; of a property that is written, its value
     */
    @Nullable
    String refusal(List<WireValue> arguments) {
        int first = scope.argument();
        if (first >= arguments.size()) {
            return "argument " + first + " is missing";
        }
        int last = andAllAfterIt ? arguments.size() - 1 : first;
        for (int i = first; i <= last; i++) {
            String wrong = wrong(arguments.get(i));
            if (wrong != null) {
                return "argument " + i + " " + wrong;
            }
        }
        return null;
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
