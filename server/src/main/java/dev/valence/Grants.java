package dev.valence;

import dev.valence.api.Capabilities;
import dev.valence.policy.BuiltIns;
import dev.valence.policy.Policies;
import dev.valence.protocol.CapabilitiesFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What the builder was told of who may use what: one of three ways to say it. For one thread. */
final class Grants {
    private @Nullable Capabilities declared;
    private final Set<String> builtins = new TreeSet<>();
    private boolean isEverything;

    void declare(Capabilities more) {
        declared = declared == null ? more : declared.and(more);
    }

    void declare(Path file) {
        declare(CapabilitiesFile.read(file));
    }

    void declare(String resource) {
        declare(CapabilitiesFile.readResource(resource));
    }

    void addBuiltins(String... names) {
        for (String name : names) {
            if (!BuiltIns.names().contains(name)) {
                throw new IllegalArgumentException(
                        "There is no built-in '" + name + "'. There are " + BuiltIns.names());
            }
            builtins.add(name);
        }
    }

    void allowEverything() {
        isEverything = true;
    }

    @Nullable
    Capabilities declared() {
        return declared;
    }

    List<String> builtins() {
        return List.copyOf(builtins);
    }

    boolean isEverything() {
        return isEverything;
    }

    /**
     * @param isOwnOrigin whether pages of that origin are the application's own
     * @throws IllegalStateException it was told in two ways, of which one would be the weaker
     */
    Policies policies(Predicate<String> isOwnOrigin) {
        List<String> ways = new ArrayList<>();
        if (declared != null) {
            ways.add("capabilities(…)");
        }
        if (!builtins.isEmpty()) {
            ways.add("builtins(…)");
        }
        if (isEverything) {
            ways.add("allowEverything()");
        }
        if (ways.size() > 1) {
            throw new IllegalStateException("What pages may use is said by " + String.join(" and ", ways)
                    + ": only one of them can hold. Name built-ins in a capability, by withBuiltins or \"builtins\"");
        }
        if (isEverything) {
            return Policies.everything(isOwnOrigin);
        }
        return declared != null ? Policies.of(declared, isOwnOrigin) : Policies.ofOwnPages(builtins(), isOwnOrigin);
    }
}
