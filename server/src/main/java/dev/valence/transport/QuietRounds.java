package dev.valence.transport;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Counts rounds in a row that bring nothing by one connection. Rounds are counted and not time: a process that was stopped has heard nothing
 * meanwhile, and that says nothing of its pages. Safe for any thread.
 */
final class QuietRounds {
    /** So many are too many. */
    static final int TOO_MANY = 10;

    private final AtomicInteger passed = new AtomicInteger();

    /** How long one takes, so that too many of them take {@code silence}. */
    static Duration length(Duration silence) {
        return Duration.ofMillis(Math.max(1, silence.toMillis() / TOO_MANY));
    }

    /** Something came. */
    void end() {
        passed.set(0);
    }

    /** A round is over in which nothing came. */
    boolean areTooManyWithThis() {
        return passed.incrementAndGet() >= TOO_MANY;
    }
}
