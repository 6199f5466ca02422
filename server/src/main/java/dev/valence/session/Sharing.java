package dev.valence.session;

import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Whether an answer may wait for others of its page, to share a frame with them. Safe for any thread. */
final class Sharing {
    /** How long at most: less than a page waits for anything, more than most calls take. */
    private static final int MILLIS = 1;

    private final Inbox inbox;
    private final ScheduledExecutorService timer;
    private final AtomicInteger batches = new AtomicInteger();

    Sharing(Inbox inbox, ScheduledExecutorService timer) {
        this.inbox = inbox;
        this.timer = timer;
    }

    /** A batch is being taken in: until {@link #end}, further messages of it are to come. */
    void begin() {
        batches.incrementAndGet();
    }

    void end() {
        batches.decrementAndGet();
    }

    /** Whether answers to what has come already are still to be made. */
    boolean isMoreToCome() {
        return batches.get() > 0 || inbox.hasMore();
    }

    /** Does {@code task} when nobody has to wait any longer. */
    void soon(Runnable task) {
        try {
            timer.schedule(task, MILLIS, TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException ending) {
            task.run();
        }
    }
}
