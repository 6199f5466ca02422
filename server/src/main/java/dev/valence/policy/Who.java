package dev.valence.policy;

import java.security.Principal;
import org.jspecify.annotations.Nullable;

/**
 * A renderer, as far as its capabilities depend on it. Nothing of it is what the page says of itself: the name of the window is known by
 * the key of the window.
 *
 * @param origin of the page, as its browser tells it; null for a client that is no browser
 * @param principal who uses it; null where nobody is asked
 * @param windowName the name that Java gave to its window; null where it has none
 */
public record Who(
        @Nullable String origin,
        @Nullable Principal principal,
        @Nullable String windowName) {}
