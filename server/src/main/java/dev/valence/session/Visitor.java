package dev.valence.session;

import java.security.Principal;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Who comes in by a door, as the transport has made sure of it; never what a page says of itself. Each message of a session has to come
 * from the visitor that opened it.
 *
 * @param origin of the page, as its browser tells it; null for a client that is no browser
 * @param principal who it is to the application; null where nobody is asked
 */
public record Visitor(@Nullable String origin, @Nullable Principal principal) {
    /** A client of which nothing is known. */
    public static final Visitor UNKNOWN = new Visitor(null, null);

    /** Principals are made anew for each request, and seldom know that they are equal: who they are is their name. */
    boolean isSameAs(Visitor other) {
        return Objects.equals(origin, other.origin) && Objects.equals(nameOf(principal), nameOf(other.principal));
    }

    private static @Nullable String nameOf(@Nullable Principal principal) {
        return principal == null ? null : principal.getName();
    }
}
