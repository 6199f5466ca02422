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
import org.jspecify.annotations.Nullable;

/**
 * Brings the messages of one page into the order of their numbers, whichever door they came by: what is early waits for a while,
 * what comes again is dropped. Safe for any thread; messages are passed on one at a time.
 */
final class Sequence {
    /** A page that is further ahead than this has lost count, or wants Java to hold much. */
    private static final int WINDOW = 1000;

    /** A message, and what becomes of it. */
    interface Arrival {
        /** Its turn has come. */
        void take();

        /** Those before it did not come; its number is free again. */
        void refuse(SequenceException reason);

        /** It came before. */
        void repeat(SequenceException reason);

        /** What it takes in the heap, in bytes, as estimated. */
        long weight();
    }

    private record Early(Arrival arrival, Future<?> giveUp) {}

    private final Duration gap;
    private final long limit;
    private final ScheduledExecutorService timer;
    private final Map<Long, Early> early = new TreeMap<>();
    private long earlyBytes;
    private volatile long received;

    /**
     * @param gap how long an early message waits for those before it
     * @param limit estimated bytes of the heap that early messages may take together
     */
    Sequence(Duration gap, long limit, ScheduledExecutorService timer) {
        this.gap = gap;
        this.limit = limit;
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
     */
    void accept(long seq, Arrival arrival) {
        synchronized (this) {
            if (seq == 0) {
                arrival.take();
            } else if (seq == received + 1) {
                received = seq;
                arrival.take();
                takeEarly();
            } else if (seq <= received || early.containsKey(seq)) {
                arrival.repeat(new SequenceException("Message " + seq + " came before, and its answer was sent then"));
            } else if (seq > received + WINDOW) {
                arrival.refuse(missing(seq));
            } else if (!early.isEmpty() && earlyBytes + arrival.weight() > limit) {
                arrival.refuse(
                        new SequenceException(
                                "Message " + seq + " came before message " + (received + 1)
                                        + ", for which as much waits as may (Limits.requestBytes). Send that one, then this one again"));
            } else {
                earlyBytes += arrival.weight();
                Future<?> giveUp = timer.schedule(() -> giveUp(seq), gap.toMillis(), TimeUnit.MILLISECONDS);
                early.put(seq, new Early(arrival, giveUp));
            }
        }
    }

    /** Forgets what is early: the session has ended. */
    void close() {
        List<Early> all;
        synchronized (this) {
            all = new ArrayList<>(early.values());
            early.clear();
            earlyBytes = 0;
        }
        all.forEach(each -> each.giveUp.cancel(false));
    }

    private void takeEarly() {
        long next = received + 1;
        for (Early each = early.remove(next); each != null; each = early.remove(next)) {
            each.giveUp.cancel(false);
            earlyBytes -= each.arrival.weight();
            received = next++;
            each.arrival.take();
        }
    }

    private void giveUp(long seq) {
        @Nullable Early refused;
        synchronized (this) {
            refused = early.remove(seq);
            earlyBytes -= refused == null ? 0 : refused.arrival.weight();
        }
        if (refused != null) {
            refused.arrival.refuse(missing(seq));
        }
    }

    private SequenceException missing(long seq) {
        return new SequenceException("Message " + seq + " came, but message " + (received + 1) + " did not within "
                + gap.toMillis() + " ms (Limits.sequenceGap). Send it, then this one again");
    }
}
