package dev.valence.chromium;

import java.util.ArrayDeque;
import java.util.Queue;

/**
 * Holds steps back until they may be taken, and lets them pass in the order in which they came, which the dependents of a
 * {@link java.util.concurrent.CompletableFuture} do not. Steps run one after another with the gate's lock held: they send
 * something and do no more. May be used from any thread.
 */
final class Gate {
    private final Queue<Runnable> waiting = new ArrayDeque<>();
    private boolean isOpen;

    Gate(boolean isOpen) {
        this.isOpen = isOpen;
    }

    /** Takes {@code step} now or when the gate opens. */
    synchronized void pass(Runnable step) {
        if (isOpen) {
            step.run();
        } else {
            waiting.add(step);
        }
    }

    /** Lets everybody pass who waits, and who comes. */
    synchronized void open() {
        isOpen = true;
        for (Runnable step = waiting.poll(); step != null; step = waiting.poll()) {
            step.run();
        }
    }

    /** Holds back whoever comes from now on. */
    synchronized void shut() {
        isOpen = false;
    }
}
