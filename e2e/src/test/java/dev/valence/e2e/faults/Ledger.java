package dev.valence.e2e.faults;

import dev.valence.api.EventEmitter;
import dev.valence.api.Exposed;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.IntUnaryOperator;

/**
 * Java's end of a {@link History}: writes down each call that it executes, whatever kind of call it is, and tells the place at which it stands. What
 * has been written before stays.
 */
@Exposed
public final class Ledger extends EventEmitter {
    private static final int LATER_MILLIS = 3;

    private final List<Long> executions = new ArrayList<>();
    private final List<Long> said = new ArrayList<>();

    /** A remote object for each call that asks for one. */
    @Exposed
    public static final class Entry {
        private final int position;

        Entry(int position) {
            this.position = position;
        }

        public int position() {
            return position;
        }
    }

    public synchronized int append(int id) {
        executions.add((long) id);
        return executions.size();
    }

    /** Takes {@code millis}, so that the page is parked. */
    public int appendSlowly(int id, int millis) {
        int position = append(id);
        return new CompletableFuture<Integer>()
                .completeOnTimeout(position, millis, TimeUnit.MILLISECONDS)
                .join();
    }

    /** Promises the place. */
    public CompletionStage<Integer> appendLater(int id) {
        int position = append(id);
        Executor later = CompletableFuture.delayedExecutor(LATER_MILLIS, TimeUnit.MILLISECONDS);
        return CompletableFuture.supplyAsync(() -> position, later);
    }

    /** Gives the bytes back, the place in the first four of them. */
    public byte[] appendBytes(int id, byte[] bytes) {
        ByteBuffer.wrap(bytes).putInt(0, append(id));
        return bytes;
    }

    /** Calls {@code listener} with the id before it returns. */
    public int appendAndSay(int id, Consumer<Integer> listener) {
        int position = append(id);
        say(id, listener);
        return position;
    }

    private synchronized void say(long id, Consumer<Integer> listener) {
        said.add(id);
        listener.accept(Math.toIntExact(id));
    }

    /** Gives what the page makes of the place, which a callable function says inside of this call. */
    public int appendAsked(int id, IntUnaryOperator callable) {
        return callable.applyAsInt(append(id));
    }

    public Entry appendEntry(int id) {
        return new Entry(append(id));
    }

    /** This ledger, for asynchronous steps that go on from an answer to come. */
    public Ledger self() {
        return this;
    }

    /** Emits 'count' with 1, 2, 3 … {@code times}, a few milliseconds apart, whatever the page does meanwhile. */
    public void count(int times) {
        count(1, times);
    }

    private void count(int next, int times) {
        if (next <= times) {
            emit("count", next);
            CompletableFuture.delayedExecutor(LATER_MILLIS, TimeUnit.MILLISECONDS)
                    .execute(() -> count(next + 1, times));
        }
    }

    /** Writes down in {@code history} what Java has done since {@link #renew}. */
    synchronized void tell(History history) {
        executions.forEach(history::executed);
        said.forEach(history::said);
    }

    synchronized void renew() {
        executions.clear();
        said.clear();
    }
}
