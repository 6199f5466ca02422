package dev.valence.e2e.bridge;

import dev.valence.api.EventEmitter;
import dev.valence.api.Exposed;
import dev.valence.api.RemoteFunction;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** The Java end of the line that the tests of this package talk through. */
@Exposed
public final class Line extends EventEmitter {
    final List<String> notes = new CopyOnWriteArrayList<>();
    final AtomicInteger number = new AtomicInteger();
    volatile CountDownLatch gate = new CountDownLatch(0);
    volatile CountDownLatch waiting = new CountDownLatch(1);

    volatile @Nullable RemoteFunction begin;

    /** Takes a function that blocks the page: the test calls it when Selenium is done with the page. */
    public void toBegin(RemoteFunction function) {
        begin = function;
    }

    public int next() {
        return number.incrementAndGet();
    }

    public Object echo(Object value) {
        return value;
    }

    public byte[] bytes(byte[] value) {
        return value;
    }

    public void note(String text) {
        notes.add(text);
    }

    public void callTwice(RemoteFunction function) {
        function.call(1);
        function.call(2);
    }

    /** Answers after {@code ms} milliseconds. */
    public int slow(int ms) {
        CompletableFuture<Integer> late = new CompletableFuture<>();
        return late.completeOnTimeout(ms, ms, TimeUnit.MILLISECONDS).join();
    }

    /** Answers after {@code ms} milliseconds, in the middle of which it calls back. */
    public int slowWithCallbacks(int ms, RemoteFunction function) {
        for (int i = 1; i <= 3; i++) {
            function.call(i);
            slow(ms / 3);
        }
        return ms;
    }

    /** Answers when the test lets it. */
    public String hold() throws InterruptedException {
        waiting.countDown();
        gate.await();
        return "held";
    }

    public CompletionStage<Integer> later(int value) {
        Executor soon = CompletableFuture.delayedExecutor(20, TimeUnit.MILLISECONDS);
        return CompletableFuture.supplyAsync(() -> value, soon);
    }

    public CompletionStage<Integer> doubled(CompletionStage<Integer> promise) {
        return promise.thenApply(value -> 2 * value);
    }

    /** Waits for the page, which waits for this to return. */
    public Object deadlock(RemoteFunction function) {
        return function.request().toCompletableFuture().join();
    }

    /** Asks the page and does not wait. */
    public CompletionStage<Object> ask(RemoteFunction function) {
        return function.request();
    }

    public Map<String, Object> manyThings() {
        return Map.of("text", "x", "numbers", List.of(1, 2, 3));
    }

    /** Lets the page run what it gave to {@link #toBegin}, and returns when it waits in {@link #hold}. */
    void beginAndAwait() throws InterruptedException {
        Objects.requireNonNull(begin).call();
        waiting.await();
    }

    void renew() {
        begin = null;
        notes.clear();
        number.set(0);
        gate = new CountDownLatch(1);
        waiting = new CountDownLatch(1);
    }
}
