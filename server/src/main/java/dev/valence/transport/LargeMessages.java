package dev.valence.transport;

import dev.valence.api.Limits;
import dev.valence.protocol.Budget;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;

/**
 * Where large messages are read: few at a time, however many come, for what is made of one takes many times its length in the heap. Short ones
 * are read where they come, so that nobody waits for the large ones of others.
 */
final class LargeMessages implements AutoCloseable {
    /** What is read here, in bytes. */
    static final int LARGE_BYTES = 256 * 1024;

    /** What the longest message may take in the heap while it is read, by its length: its text and its values. */
    private static final int TIMES_THE_LENGTH = 16;

    private final Budget budget;
    private final ExecutorService readers;

    LargeMessages(Limits limits) {
        this.budget = new Budget(limits.incomingBytes());
        long fit = Runtime.getRuntime().maxMemory() / TIMES_THE_LENGTH / limits.messageBytes();
        int atOnce = (int) Math.max(1, Math.min(fit, Runtime.getRuntime().availableProcessors()));
        this.readers = Executors.newFixedThreadPool(atOnce, body -> {
            Thread thread = new Thread(body, "valence-reader");
            thread.setDaemon(true);
            return thread;
        });
    }

    /** What may have come of messages that are not read yet, of all clients together. */
    Budget budget() {
        return budget;
    }

    /** Runs {@code reading} of a message of {@code length} bytes: now where that is short, else when it is its turn. */
    void read(int length, Runnable reading) {
        if (length < LARGE_BYTES) {
            reading.run();
            return;
        }
        try {
            readers.execute(reading);
        } catch (RejectedExecutionException ending) {
            // The server ends, and nobody is answered any more.
        }
    }

    @Override
    public void close() {
        readers.shutdownNow();
    }
}
