package dev.valence.session;

import dev.valence.api.LimitException;
import dev.valence.protocol.Work.Place;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Runs what one page asked for, one after another in the order it came, each on the thread that its work asks for. Nothing of a
 * page runs beside anything else of the same page, but inside of what waits for a page: a thread that waits for this page runs its turns
 * meanwhile, since the page may be asking for something before it answers.
 */
final class Inbox {
    /** One message. */
    interface Turn {
        /** Finds out what is to be done, and where. */
        Place prepare();

        /** Does it. */
        void run();

        /** It cannot be done: the executor that it needs takes no more. */
        void refuse(RuntimeException reason);

        /** It came when no calls are taken any more. Told before anything else, under the lock. */
        default void comeLate() {}

        /** Whether it did. Nobody waits for such a one. */
        default boolean isLate() {
            return false;
        }
    }

    /** A turn that left the queue and has not begun. Told apart by identity. */
    private static final class Claim {
        final Turn turn;

        /** Null where it was not prepared yet. */
        final @Nullable Place place;

        Claim(Turn turn, @Nullable Place place) {
            this.turn = turn;
            this.place = place;
        }
    }

    private final Executor mainThread;
    private final Executor pool;
    private final BooleanSupplier isMainThread;

    /** Guards all else. Held for no call of anything but collections. */
    private final Deque<Turn> turns = new ArrayDeque<>();

    /** Threads in turns of this page: one, or more where all but one of them wait for a page. */
    private final List<Runner> running = new ArrayList<>(1);

    /** What each of them runs. */
    private final List<Turn> begun = new ArrayList<>(1);

    /** What an executor was given and has not begun. */
    private @Nullable Claim handed;

    /** Threads that wait for this page. */
    private int waiting;

    /** Of what Java asked the page, how much a thread waits for, or is about to. */
    private int asked;

    private boolean isEnding;

    /** @param isMainThread whether work for {@code mainThread} may run on the calling thread at once */
    Inbox(Executor mainThread, Executor pool, BooleanSupplier isMainThread) {
        this.mainThread = mainThread;
        this.pool = pool;
        this.isMainThread = isMainThread;
    }

    /** Adds a turn; runs it now if nothing of this page is running and its work may run here. */
    void add(Turn turn) {
        synchronized (turns) {
            // A page that is asked may be asking for what it needs to answer.
            if (isEnding && asked == 0) {
                turn.comeLate();
            }
            turns.add(turn);
        }
        goOn();
    }

    /** Adds a turn again that was added before, and gave its time to others. */
    void addAgain(Turn turn) {
        synchronized (turns) {
            turns.add(turn);
        }
        goOn();
    }

    /** Java is about to ask the page something, and to wait for it. Until {@link #endAsking} nothing comes late. */
    void beginAsking() {
        synchronized (turns) {
            asked++;
        }
    }

    void endAsking() {
        synchronized (turns) {
            asked--;
        }
    }

    /** From now on what is added comes late. */
    void beginEnding() {
        synchronized (turns) {
            isEnding = true;
        }
    }

    /** What has come and is not over. */
    List<Turn> inProgress() {
        synchronized (turns) {
            Claim claim = handed;
            return Stream.of(begun.stream(), Stream.ofNullable(claim == null ? null : claim.turn), turns.stream())
                    .flatMap(each -> each)
                    .toList();
        }
    }

    /** Whether turns wait for the one that is running. */
    boolean hasMore() {
        synchronized (turns) {
            return !turns.isEmpty();
        }
    }

    /** Forgets what has not begun. */
    void clear() {
        synchronized (turns) {
            turns.clear();
        }
    }

    /**
     * Waits for the page to complete {@code answer}, and runs its turns meanwhile: here where this thread is the one that they ask for, else
     * where they ask for. Time spent in turns is not time waited.
     *
     * @return whether it is complete; false where {@code patience} ended first
     */
    boolean await(CompletableFuture<?> answer, Duration patience) throws InterruptedException {
        Runner runner = Runner.current();
        CompletableFuture<?> unused = answer.whenComplete((done, failure) -> wake());
        synchronized (turns) {
            waiting++;
        }
        runner.beginWait(answer);
        try {
            long nanos = patience.toNanos();
            while (true) {
                Claim claim = null;
                synchronized (turns) {
                    while (!answer.isDone() && nanos > 0 && (claim = claim(runner)) == null) {
                        long before = System.nanoTime();
                        TimeUnit.NANOSECONDS.timedWait(turns, nanos);
                        nanos -= System.nanoTime() - before;
                    }
                }
                if (claim == null) {
                    return answer.isDone();
                }
                perform(claim, runner);
                runner.rest(answer);
            }
        } finally {
            runner.endWait();
            synchronized (turns) {
                waiting--;
            }
            goOn();
        }
    }

    /** Threads that wait for this page look again. */
    void wake() {
        synchronized (turns) {
            if (waiting > 0) {
                turns.notifyAll();
            }
        }
    }

    /** Runs turns until there are none, or one that has to run on another thread, which then goes on from there. */
    private void goOn() {
        Runner runner = Runner.current();
        for (Turn turn = next(runner); turn != null; turn = next(runner)) {
            Place place = prepare(turn);
            if (place == Place.HERE) {
                run(turn, place, runner);
            } else {
                handOver(new Claim(turn, place));
            }
        }
    }

    private @Nullable Turn next(Runner runner) {
        synchronized (turns) {
            if (waiting > 0) {
                turns.notifyAll();
                return null;
            }
            Turn turn = running.isEmpty() && handed == null ? turns.poll() : null;
            if (turn != null) {
                begin(turn, runner);
            }
            return turn;
        }
    }

    /** What a thread that waits may run now, or have run; null where there is nothing. To be called under the lock. */
    private @Nullable Claim claim(Runner runner) {
        if (!running.stream().allMatch(Runner::isWaiting)) {
            return null;
        }
        Claim claim = handed;
        if (claim == null) {
            Turn turn = turns.poll();
            claim = turn == null ? null : new Claim(turn, null);
        } else if (mayRunHere(claim, runner)) {
            // The executor is busy with what waits here.
            handed = null;
        } else {
            return null;
        }
        if (claim != null) {
            begin(claim.turn, runner);
            // Under the lock: others that wait would take it for one more of them, and claim the next turn beside this
            // one.
            runner.work();
        }
        return claim;
    }

    private void perform(Claim claim, Runner runner) {
        Place place = claim.place == null ? prepare(claim.turn) : claim.place;
        Claim prepared = new Claim(claim.turn, place);
        if (mayRunHere(prepared, runner)) {
            run(claim.turn, place, runner);
        } else {
            handOver(prepared);
        }
    }

    private boolean mayRunHere(Claim claim, Runner runner) {
        Place place = claim.place;
        return place == Place.HERE
                || (place != null && runner.isAt(place))
                || (place == Place.MAIN_THREAD && isMainThread.getAsBoolean());
    }

    private Place prepare(Turn turn) {
        boolean isPrepared = false;
        try {
            Place place = turn.prepare();
            isPrepared = true;
            return place;
        } finally {
            if (!isPrepared) {
                ended(turn);
            }
        }
    }

    private void run(Turn turn, Place place, Runner runner) {
        Place outer = runner.enter(this, place);
        try {
            turn.run();
        } finally {
            runner.leave(outer);
            ended(turn);
        }
    }

    private void begin(Turn turn, Runner runner) {
        running.add(runner);
        begun.add(turn);
    }

    private void ended(Turn turn) {
        synchronized (turns) {
            int at = begun.indexOf(turn);
            running.remove(at);
            begun.remove(at);
            wake();
        }
    }

    /** Has a turn run where it belongs. One that its executor does not take is refused. */
    private void handOver(Claim claim) {
        synchronized (turns) {
            handed = claim;
            ended(claim.turn);
        }
        try {
            (claim.place == Place.MAIN_THREAD ? mainThread : pool).execute(() -> runHanded(claim));
        } catch (RejectedExecutionException full) {
            if (takeHanded(claim, null)) {
                claim.turn.refuse(
                        new LimitException("This call cannot run now: its executor takes no more. Try again later"));
            }
        }
    }

    private void runHanded(Claim claim) {
        Runner runner = Runner.current();
        if (takeHanded(claim, runner)) {
            try {
                run(claim.turn, claim.place == null ? Place.HERE : claim.place, runner);
            } finally {
                goOn();
            }
        }
    }

    /** False where a thread that waits has taken it before. */
    private boolean takeHanded(Claim claim, @Nullable Runner runner) {
        synchronized (turns) {
            if (handed != claim) {
                return false;
            }
            handed = null;
            if (runner != null) {
                begin(claim.turn, runner);
            }
            return true;
        }
    }
}
