package dev.valence.e2e;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.Callable;

/** Java's garbage collector, on demand. */
public final class Garbage {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private Garbage() {}

    /** Collects until {@code isDone}. */
    @SuppressWarnings("System.gc")
    public static void collectUntil(String what, Callable<Boolean> isDone) {
        await(what).atMost(PATIENCE).until(() -> {
            System.gc();
            return isDone.call();
        });
    }
}
