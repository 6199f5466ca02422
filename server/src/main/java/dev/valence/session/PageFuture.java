package dev.valence.session;

import dev.valence.api.DeadlockException;
import dev.valence.api.Renderer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;

/**
 * A future that a page completes. To wait for it inside a call of that same page would be to wait for ever, since the page waits
 * for the call; and on the main thread any page may be waiting. Either is a {@link DeadlockException} at once. What is derived from it, by {@code thenApply} and its kin, is one too.
 */
final class PageFuture<T> extends CompletableFuture<T> {
    private static final String CALLABLE =
            " have the page mark its function by remote.callable(fn), which Java may wait for";

    private final Renderer page;
    private final BooleanSupplier isMainThread;

    /** @param isMainThread whether the asking thread is the one on which the calls of all pages run */
    PageFuture(Renderer page, BooleanSupplier isMainThread) {
        this.page = page;
        this.isMainThread = isMainThread;
    }

    @Override
    public <U> CompletableFuture<U> newIncompleteFuture() {
        return new PageFuture<>(page, isMainThread);
    }

    @Override
    public T get() throws InterruptedException, ExecutionException {
        refuseDeadlock();
        return super.get();
    }

    @Override
    public T get(long timeout, TimeUnit unit) throws InterruptedException, ExecutionException, TimeoutException {
        refuseDeadlock();
        return super.get(timeout, unit);
    }

    @Override
    public T join() {
        refuseDeadlock();
        return super.join();
    }

    private void refuseDeadlock() {
        if (isDone()) {
            return;
        }
        if (Renderer.current().filter(caller -> caller == page).isPresent()) {
            throw new DeadlockException(
                    "Java, in a call of page " + page.id() + ", would wait for that page, which waits for"
                            + " the call to return. Return the future instead: the page gets a Promise. Or" + CALLABLE);
        }
        if (isMainThread.getAsBoolean()) {
            throw new DeadlockException(
                    "The main thread would wait for page " + page.id() + ", whose next call waits for the"
                            + " main thread. Return the future, wait on a thread of your own, or" + CALLABLE);
        }
    }
}
