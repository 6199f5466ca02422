package dev.valence.policy;

import dev.valence.api.Capabilities;
import dev.valence.api.Capability;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Which policy is whose. Renderers to which the same capabilities apply have one in common. Safe for any thread. */
public final class Policies {
    private static final String OTHERS = "pages of other origins have what capabilities permit that name their origin";

    private final @Nullable Policy everything;
    private final List<Rule> rules;
    private final Predicate<String> isOwnOrigin;
    private final String advice;
    private final Map<BitSet, Policy> policies = new ConcurrentHashMap<>();

    private Policies(@Nullable Policy everything, List<Rule> rules, Predicate<String> isOwnOrigin, String advice) {
        this.everything = everything;
        this.rules = rules;
        this.isOwnOrigin = isOwnOrigin;
        this.advice = advice;
    }

    /** Everyone may use everything. */
    public static Policies everything() {
        return everything(origin -> true);
    }

    /**
     * The application's own pages may use everything, and others nothing.
     *
     * @param isOwnOrigin whether pages of that origin are the application's own
     */
    public static Policies everything(Predicate<String> isOwnOrigin) {
        return new Policies(
                Policy.everything(),
                List.of(),
                isOwnOrigin,
                "MainProcess.builder().allowEverything() is for the application's own pages; " + OTHERS);
    }

    /** @param isOwnOrigin whether pages of that origin are the application's own */
    public static Policies of(Capabilities capabilities, Predicate<String> isOwnOrigin) {
        List<Rule> rules =
                capabilities.all().stream().map(each -> new Rule(each, false)).toList();
        return new Policies(
                null,
                rules,
                isOwnOrigin,
                "A capability that applies to it, in capabilities.json or by MainProcess.builder()"
                        + ".capabilities(…), has to name it");
    }

    /**
     * Where nothing is declared: the application's own pages may use what the application gives, and of Valence's own what is named.
     *
     * @param builtins names as pages have them on {@code remote}
     */
    public static Policies ofOwnPages(List<String> builtins, Predicate<String> isOwnOrigin) {
        String[] members = builtins.stream()
                .flatMap(each -> BuiltIns.membersOf(each).stream())
                .toArray(String[]::new);
        Capability own = Capability.named("own-pages")
                .withBuiltins(builtins.toArray(String[]::new))
                .withMembers(members);
        return new Policies(
                null,
                List.of(new Rule(own, true)),
                isOwnOrigin,
                "Pages of the application may use its modules and globals; what is Valence's takes"
                        + " MainProcess.builder().builtins(name…), and what a page could command others by, a capability; "
                        + OTHERS);
    }

    /** What {@code who} may use. */
    public Policy of(Who who) {
        boolean isOwn = who.origin() == null || isOwnOrigin.test(who.origin());
        if (everything != null && isOwn) {
            return everything;
        }
        BitSet applying = new BitSet();
        IntStream.range(0, rules.size())
                .filter(each -> rules.get(each).appliesTo(who, isOwn))
                .forEach(applying::set);
        return policies.computeIfAbsent(
                applying, key -> Policy.of(key.stream().mapToObj(rules::get).toList()));
    }

    /** What would permit something, for messages. */
    public String advice() {
        return advice;
    }
}
