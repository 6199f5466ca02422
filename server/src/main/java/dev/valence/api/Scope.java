package dev.valence.api;

import java.nio.file.Path;
import java.util.List;

/**
 * What an argument of permitted members has to be. Such an argument is a string, or a list of strings that all have to fit; anything else,
 * and nothing at all, is refused. Where some overload takes any number of arguments there ({@code String...}), all that follow it have to
 * fit, too. Immutable.
 */
public sealed interface Scope {
    /** Whose argument it is: a pattern as in {@link Capability#withMembers}. Writing a property has its whole value as argument 0. */
    String member();

    /** Which argument, from 0. */
    int argument();

    /**
     * A path that leads into {@code folder} in the end, links followed, or would if it were made. Relative paths are those of the Java
     * process, as {@code Path.of} has them; one with {@code ..} in it is refused, wherever it leads. It is judged before the call: who can
     * move links meanwhile is not held by it.
     */
    record Folder(String member, int argument, Path folder) implements Scope {
        public Folder {
            requireArgument(argument);
            folder = folder.toAbsolutePath().normalize();
        }
    }

    /** A whole URL of one of these schemes, such as {@code https}, without a colon. */
    record Schemes(String member, int argument, List<String> schemes) implements Scope {
        public Schemes {
            requireArgument(argument);
            schemes = List.copyOf(schemes);
            schemes.stream()
                    .filter(scheme -> !scheme.matches("[A-Za-z][A-Za-z0-9+.-]*"))
                    .findAny()
                    .ifPresent(wrong -> {
                        throw new IllegalArgumentException("'" + wrong + "' is no scheme of URLs; 'https' is one");
                    });
        }
    }

    /** One of these strings, in which {@code *} stands for any characters. */
    record Values(String member, int argument, List<String> values) implements Scope {
        public Values {
            requireArgument(argument);
            values = List.copyOf(values);
        }
    }

    private static void requireArgument(int argument) {
        if (argument < 0) {
            throw new IllegalArgumentException("Arguments count from 0; there is none of number " + argument);
        }
    }
}
