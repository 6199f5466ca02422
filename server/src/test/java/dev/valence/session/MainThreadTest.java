package dev.valence.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** One thread at a time has the turn, and tasks run in the order they came. */
@Timeout(30)
class MainThreadTest {
    private final MainThread main = new MainThread("the-main-thread");
    private final List<String> ran = Collections.synchronizedList(new ArrayList<>());

    @AfterEach
    void close() {
        main.close();
    }

    /** Says where it ran. */
    private Runnable task(String name) {
        return () -> ran.add(name + " " + main.isCurrent() + " "
                + (Thread.currentThread().getName().equals("the-main-thread") ? "own" : "guest"));
    }

    /** Waits until all that came before has run. */
    private void settle() throws InterruptedException {
        CountDownLatch done = new CountDownLatch(1);
        main.execute(done::countDown);
        done.await();
    }

    @Test
    void whoeverIsNoGuestGetsTheThreadOfItsOwn() throws InterruptedException {
        main.execute(task("a"));
        settle();

        assertThat(ran).containsExactly("a true own");
        assertThat(main.isCurrent()).isFalse();
    }

    @Test
    void aGuestRunsWhatItHasReadWhenItHasRead() {
        main.host(() -> {
            main.execute(task("a"));
            assertThat(ran).isEmpty();
        });

        assertThat(ran).containsExactly("a true guest");
        assertThat(main.isCurrent()).isFalse();
    }

    @Test
    void aGuestThatReadsMoreLeavesItToTheOtherThreadInOrder() throws InterruptedException {
        main.host(() -> {
            main.execute(task("a"));
            main.execute(task("b"));
            main.execute(task("c"));
        });
        settle();

        assertThat(ran).containsExactly("a true own", "b true own", "c true own");
    }

    @Test
    void aGuestDoesNotOvertakeWhatRunsOrWaits() throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch gate = new CountDownLatch(1);
        main.execute(() -> {
            begun.countDown();
            awaitQuietly(gate);
        });
        begun.await();
        main.execute(task("a"));
        main.host(() -> main.execute(task("b")));
        assertThat(ran).isEmpty();
        gate.countDown();
        settle();

        assertThat(ran).containsExactly("a true own", "b true own");
    }

    @Test
    void whatComesWhileAGuestHasTheTurnWaitsForItsEnd() throws InterruptedException {
        main.host(() -> main.execute(() -> {
            main.execute(task("b"));
            task("a").run();
        }));
        settle();

        assertThat(ran).containsExactly("a true guest", "b true own");
    }

    /** Without a lock in sight: what one task wrote, the next one sees. */
    @Test
    void neverDoTwoRunAtATime() throws InterruptedException {
        int threads = 4;
        int rounds = 5_000;
        int[] counter = new int[1];
        AtomicInteger inside = new AtomicInteger();
        List<Thread> readers = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            Thread reader = new Thread(() -> {
                for (int round = 0; round < rounds; round++) {
                    main.host(() -> main.execute(() -> {
                        assertThat(inside.incrementAndGet()).isEqualTo(1);
                        counter[0]++;
                        inside.decrementAndGet();
                    }));
                }
            });
            readers.add(reader);
            reader.start();
        }
        for (Thread reader : readers) {
            reader.join();
        }
        settle();

        main.execute(() -> ran.add(String.valueOf(counter[0])));
        settle();
        assertThat(ran).containsExactly(String.valueOf(threads * rounds));
    }

    @Test
    void aDefectOfOneTaskIsNotTheEndOfTheNext() throws InterruptedException {
        List<Throwable> uncaught = Collections.synchronizedList(new ArrayList<>());
        Thread.UncaughtExceptionHandler before = Thread.getDefaultUncaughtExceptionHandler();
        Thread.setDefaultUncaughtExceptionHandler((thread, defect) -> uncaught.add(defect));
        try {
            main.execute(() -> {
                throw new IllegalStateException("a defect");
            });
            main.execute(task("b"));
            settle();
        } finally {
            Thread.setDefaultUncaughtExceptionHandler(before);
        }

        assertThat(uncaught).hasSize(1);
        assertThat(ran).containsExactly("b true own");
    }

    @Test
    void theEndInterruptsWhatRunsAndDropsWhatWaits() throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch interrupted = new CountDownLatch(1);
        Thread guest = new Thread(() -> main.host(() -> main.execute(() -> {
            begun.countDown();
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException ended) {
                interrupted.countDown();
            }
        })));
        guest.start();
        begun.await();
        main.execute(task("never"));
        main.close();
        interrupted.await();
        guest.join();
        main.execute(task("too late"));

        assertThat(ran).isEmpty();
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void whatAThreadHasReadDoesNotWaitUntilItStopsReading() throws Exception {
        try (MainThread main = new MainThread("test-main")) {
            CountDownLatch ran = new CountDownLatch(1);
            AtomicBoolean isInTime = new AtomicBoolean();
            main.host(() -> {
                main.execute(ran::countDown);
                for (int i = 0; i < MainThread.MOST_FURTHER; i++) {
                    main.readsOn();
                }
                assertThat(ran.getCount())
                        .as("a short burst stays on its thread")
                        .isOne();
                main.readsOn();
                try {
                    isInTime.set(ran.await(20, TimeUnit.SECONDS));
                } catch (InterruptedException e) {
                    throw new AssertionError(e);
                }
            });

            assertThat(isInTime).isTrue();
        }
    }
}
