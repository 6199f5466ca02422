package dev.valence.sample.files;

import dev.valence.api.Renderer;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Runs jobs on threads of its own, so that no page waits for another page's files. */
final class Jobs implements AutoCloseable {
    /** Disks gain nothing from more; counting for a question still gets its turn beside two copies. */
    private static final int THREADS = 4;

    /** Jobs waiting for a thread, of all pages; a page that asks for more is told so. */
    private static final int WAITING = 64;

    private final ThreadPoolExecutor executor = new ThreadPoolExecutor(
            THREADS, THREADS, 10, TimeUnit.SECONDS, new ArrayBlockingQueue<>(WAITING), Jobs::thread);

    Jobs() {
        executor.allowCoreThreadTimeOut(true);
    }

    /** @param deed and {@code name} say in an error what could not be done to what */
    <T> Job<T> start(String deed, String name, Job.Work<T> work, Consumer<Progress> listener) {
        Job<T> job = new Job<>(deed, name, listener);
        Renderer.Registration ending =
                Renderer.current().map(page -> page.onEnded(job::cancel)).orElse(() -> {});
        try {
            executor.execute(() -> {
                try {
                    job.run(work);
                } finally {
                    ending.close();
                }
            });
        } catch (RejectedExecutionException full) {
            ending.close();
            throw new FileException("“" + name + "” could not be " + deed + ": too much is going on at once.");
        }
        return job;
    }

    @Override
    public void close() {
        executor.shutdownNow();
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "commander-job");
        thread.setDaemon(true);
        return thread;
    }
}
