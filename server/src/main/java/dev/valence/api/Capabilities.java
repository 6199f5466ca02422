package dev.valence.api;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** All capabilities of an application: what they do not permit, nobody may use. Immutable. */
public final class Capabilities {
    private static final Capabilities NONE = new Capabilities(List.of());

    private final List<Capability> all;

    private Capabilities(List<Capability> all) {
        this.all = List.copyOf(all);
    }

    /** None: nothing is permitted to anyone. */
    public static Capabilities none() {
        return NONE;
    }

    /** @throws IllegalArgumentException two of them have one identifier */
    public static Capabilities of(Capability... capabilities) {
        return of(List.of(capabilities));
    }

    /** @throws IllegalArgumentException two of them have one identifier */
    public static Capabilities of(List<Capability> capabilities) {
        Set<String> identifiers = new HashSet<>();
        capabilities.forEach(each -> {
            if (!identifiers.add(each.identifier())) {
                throw new IllegalArgumentException("Two capabilities are called '" + each.identifier() + "'");
            }
        });
        return new Capabilities(capabilities);
    }

    /** These and those. */
    public Capabilities and(Capabilities others) {
        List<Capability> both = new ArrayList<>(all);
        both.addAll(others.all);
        return of(both);
    }

    /** In the order of their declaration. */
    public List<Capability> all() {
        return all;
    }
}
