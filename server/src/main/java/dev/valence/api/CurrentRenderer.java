package dev.valence.api;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Which renderer's call the current thread executes. Sessions enter and leave; applications ask {@link Renderer#current()}. */
public final class CurrentRenderer {
    private static final ThreadLocal<@Nullable Renderer> CURRENT = new ThreadLocal<>();

    private CurrentRenderer() {}

    static Optional<Renderer> get() {
        return Optional.ofNullable(CURRENT.get());
    }

    /** Enters a call of {@code renderer}. Closing goes back to what was before, so that calls nest. */
    public static Renderer.Registration enter(Renderer renderer) {
        Renderer outer = CURRENT.get();
        CURRENT.set(renderer);
        return () -> CURRENT.set(outer);
    }
}
