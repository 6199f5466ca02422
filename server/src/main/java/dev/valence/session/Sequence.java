package dev.valence.session;

import dev.valence.api.SequenceException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Brings the messages of one page into the order of their numbers, whichever door they came by: what is early waits for a while,
 * what comes again is dropped. Safe for any thread; messages are passed on one at a time.
 */
final class Sequence {
    /** A page that is further ahead than this has lost count, or wants Java to hold much. */
    private static final int WINDOW = 1000;

    private record Early(Runnable take, Consumer<SequenceException> refuse, Future<?> giveUp) {}

    private final Duration gap;
    private final ScheduledExecutorService timer;
    private final Map<Long, Early> early = new TreeMap<>();
    private volatile long received;

    /** @param gap how long an early message waits for those before it */
    Sequence(Duration gap, ScheduledExecutorService timer) {
        this.gap = gap;
        this.timer = timer;
    }

    /** The highest number up to which nothing is missing. */
    long received() {
        return received;
    }

    /**
     * Passes a message on when its turn comes.
     *
     * @param seq its number; 0 where it has none, and its turn is now
     * @param take takes it
     * @param refuse is told that those before it did not come; the number is free again then
     */
    void accept(long seq, Runnable take, Consumer<SequenceException> refuse) {
        synchronized (this) {
            if (seq == 0) {
                take.run();
            } else if (seq == received + 1) {
                received = seq;
                take.run();
                takeEarly();
            } else if (seq > received + WINDOW) {
                refuse.accept(missing(seq));
            } else if (seq > received && !early.containsKey(seq)) {
                Future<?> giveUp = timer.schedule(() -> giveUp(seq), gap.toMillis(), TimeUnit.MILLISECONDS);
                early.put(seq, new Early(take, refuse, giveUp));
            }
        }
    }

    /** Forgets what is early: the session has ended. */
    void close() {
        List<Early> all;
        synchronized (this) {
            all = new ArrayList<>(early.values());
            early.clear();
        }
        all.forEach(each -> each.giveUp.cancel(false));
    }

    private void takeEarly() {
        long next = received + 1;
        for (Early each = early.remove(next); each != null; each = early.remove(next)) {
            each.giveUp.cancel(false);
            received = next++;
            each.take.run();
        }
    }

    private void giveUp(long seq) {
        @Nullable Early refused;
        synchronized (this) {
            refused = early.remove(seq);
        }
        if (refused != null) {
            refused.refuse.accept(missing(seq));
        }
    }

    private SequenceException missing(long seq) {
        return new SequenceException("Message " + seq + " came, but message " + (received + 1) + " did not within "
                + gap.toMillis() + " ms (Limits.sequenceGap). Send it, then this one again");
    }
}
