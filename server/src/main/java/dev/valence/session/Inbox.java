package dev.valence.session;

import dev.valence.api.LimitException;
import dev.valence.protocol.Work;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * Runs what one page asked for, one after another in the order it came, each on the thread that its work asks for. Nothing of a
 * page runs beside anything else of the same page.
 */
final class Inbox {
    /** One message. */
    interface Turn {
        /** Finds out what is to be done, and where. */
        Work.Place prepare();

        /** Does it. */
        void run();

        /** It cannot be done: the executor that it needs takes no more. */
        void refuse(RuntimeException reason);
    }

    private final Executor mainThread;
    private final Executor pool;
    private final Deque<Turn> turns = new ArrayDeque<>();
    private boolean running;

    Inbox(Executor mainThread, Executor pool) {
        this.mainThread = mainThread;
        this.pool = pool;
    }

    /** Adds a turn; runs it now if nothing of this page is running and its work may run here. */
    void add(Turn turn) {
        synchronized (turns) {
            turns.add(turn);
            if (running) {
                return;
            }
            running = true;
        }
        runOn();
    }

    /** Forgets what has not begun. */
    void clear() {
        synchronized (turns) {
            turns.clear();
        }
    }

    /** Runs turns until there are none, or one that has to run on another thread, which then goes on from there. */
    private void runOn() {
        for (Turn turn = next(); turn != null; turn = next()) {
            Work.Place place = turn.prepare();
            if (place != Work.Place.HERE) {
                if (runElsewhere(turn, place == Work.Place.MAIN_THREAD ? mainThread : pool)) {
                    return;
                }
                continue;
            }
            turn.run();
        }
    }

    /** False where the executor takes no more; the turn is refused then. */
    private boolean runElsewhere(Turn turn, Executor executor) {
        try {
            executor.execute(() -> {
                try {
                    turn.run();
                } finally {
                    runOn();
                }
            });
            return true;
        } catch (RejectedExecutionException full) {
            turn.refuse(new LimitException("This call cannot run now: its executor takes no more. Try again later"));
            return false;
        }
    }

    private @Nullable Turn next() {
        synchronized (turns) {
            Turn turn = turns.poll();
            running = turn != null;
            return turn;
        }
    }
}
