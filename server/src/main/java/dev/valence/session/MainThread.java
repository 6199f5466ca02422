package dev.valence.session;

import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The one thread on which the calls of all pages run, one after another, as in Electron's main process. Tasks run in the order in
 * which they came.
 */
public final class MainThread implements Executor, AutoCloseable {
    private volatile @Nullable Thread thread;
    private final ExecutorService executor;

    /** @param name of the thread */
    public MainThread(String name) {
        this.executor = new ThreadPoolExecutor(1, 1, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), body -> {
            Thread started = new Thread(body, name);
            started.setDaemon(true);
            thread = started;
            return started;
        });
    }

    /** Whether the calling thread is the main thread. */
    public boolean isCurrent() {
        return Thread.currentThread() == thread;
    }

    /** Runs {@code task} in its turn. A task that comes after the end is dropped: nobody is left to see what it does. */
    @Override
    public void execute(Runnable task) {
        try {
            executor.execute(task);
        } catch (RejectedExecutionException ended) {
            if (!executor.isShutdown()) {
                throw ended;
            }
        }
    }

    /** Ends the thread; what it is doing is interrupted, what waits is dropped. */
    @Override
    public void close() {
        executor.shutdownNow();
    }
}
