package dev.valence.sample.files;

import dev.valence.api.Exposed;
import dev.valence.api.RendererGoneException;
import java.io.IOException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * Something that takes long and runs beside the main thread. It ends with the page that started it.
 *
 * @param <T> what comes of it
 */
@Exposed
public final class Job<T> {
    /** Nanoseconds; faster than this a progress bar only costs. */
    private static final long REPORT_INTERVAL = 80_000_000;

    /** What a job does. It asks {@link Job#requireWanted} often. */
    @FunctionalInterface
    interface Work<T> {
        T run(Job<T> job) throws IOException;
    }

    private final String deed;
    private final String name;
    private final Consumer<Progress> listener;
    private final CompletableFuture<T> result = new CompletableFuture<>();
    private volatile boolean wanted = true;
    private long lastReport = System.nanoTime() - REPORT_INTERVAL;

    /** @param deed and {@code name} say in an error what could not be done to what */
    Job(String deed, String name, Consumer<Progress> listener) {
        this.deed = deed;
        this.name = name;
        this.listener = listener;
    }

    /** A promise of what comes of it. */
    public CompletableFuture<T> done() {
        return result;
    }

    /** Stops it as soon as may be. Of what it was making nothing remains; what it has deleted stays deleted. */
    public void cancel() {
        wanted = false;
    }

    /** To be run once, on a thread of {@link Jobs}. */
    void run(Work<T> work) {
        try {
            result.complete(work.run(this));
        } catch (IOException problem) {
            result.completeExceptionally(FileException.of(deed, name, problem));
        } catch (RuntimeException problem) {
            result.completeExceptionally(problem);
        }
    }

    /** @throws CancellationException nobody wants the result any more */
    void requireWanted() {
        if (!wanted || Thread.currentThread().isInterrupted()) {
            throw new CancellationException("Cancelled.");
        }
    }

    /** Tells the page how far the job is, unless it was told a moment ago. */
    void report(Progress progress) {
        long now = System.nanoTime();
        boolean last = progress.done() == progress.total();
        if (!last && now - lastReport < REPORT_INTERVAL) {
            return;
        }
        lastReport = now;
        try {
            listener.accept(progress);
        } catch (RendererGoneException gone) {
            cancel();
        }
    }
}
