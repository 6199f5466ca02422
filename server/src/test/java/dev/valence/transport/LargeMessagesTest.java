package dev.valence.transport;

import static org.assertj.core.api.Assertions.assertThat;

import dev.valence.api.Limits;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Which messages are read on threads of their own, and how many at a time. */
class LargeMessagesTest {
    @Test
    void aMessageIsLargeFromAQuarterOfAMebibyteOn() {
        try (LargeMessages large = new LargeMessages(Limits.defaults())) {
            assertThat(threadOf(large, LargeMessages.LARGE_BYTES - 1)).isSameAs(Thread.currentThread());
            assertThat(threadOf(large, LargeMessages.LARGE_BYTES).getName()).isEqualTo("valence-reader");
        }
    }

    private static Thread threadOf(LargeMessages large, int length) {
        CompletableFuture<Thread> reader = new CompletableFuture<>();
        large.read(length, () -> reader.complete(Thread.currentThread()));
        return reader.orTimeout(20, TimeUnit.SECONDS).join();
    }

    @Test
    void asManyAreReadAtATimeAsThereAreProcessors() {
        assertThat(mostAtATime(1, Runtime.getRuntime().availableProcessors()))
                .isEqualTo(Runtime.getRuntime().availableProcessors());
    }

    @Test
    void whereTheHeapHasRoomForOneOneIsRead() {
        assertThat(mostAtATime(Integer.MAX_VALUE, 1)).isEqualTo(1);
    }

    /** How many are read at once at most, where {@code expected} of them wait for each other. */
    private static int mostAtATime(int messageBytes, int expected) {
        AtomicInteger now = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        CyclicBarrier together = new CyclicBarrier(expected);
        List<CompletableFuture<Void>> read = new ArrayList<>();
        try (LargeMessages large = new LargeMessages(Limits.defaults().withMessageBytes(messageBytes))) {
            for (int i = 0; i < 50 * expected; i++) {
                CompletableFuture<Void> done = new CompletableFuture<>();
                read.add(done);
                large.read(LargeMessages.LARGE_BYTES, () -> {
                    most.accumulateAndGet(now.incrementAndGet(), Math::max);
                    Thread.yield();
                    meet(together, done);
                    now.decrementAndGet();
                });
            }
            CompletableFuture.allOf(read.toArray(CompletableFuture[]::new)).join();
        }
        return most.get();
    }

    private static void meet(CyclicBarrier barrier, CompletableFuture<Void> done) {
        try {
            barrier.await(20, TimeUnit.SECONDS);
            done.complete(null);
        } catch (InterruptedException | BrokenBarrierException | TimeoutException alone) {
            done.completeExceptionally(alone);
        }
    }
}
