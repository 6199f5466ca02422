package dev.valence.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.valence.protocol.Work.Place;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Several threads wait for one page at the same time, and the page asks for much. */
class InboxRaceTest {
    private static final int ROUNDS = 5_000;
    private static final int TURNS_OF_A_ROUND = 4;

    private final ExecutorService mainThread = Executors.newSingleThreadExecutor();
    private final Inbox inbox = new Inbox(mainThread, mainThread, () -> false);
    private final CompletableFuture<Void> answer = new CompletableFuture<>();
    private final List<Integer> ran = Collections.synchronizedList(new ArrayList<>());
    private final AtomicInteger atOnce = new AtomicInteger();
    private final AtomicInteger beside = new AtomicInteger();

    @AfterEach
    void stop() {
        mainThread.shutdownNow();
    }

    private Thread startWaiter(CountDownLatch begun) {
        Thread waiter = new Thread(() -> {
            begun.countDown();
            try {
                inbox.await(answer, Duration.ofMinutes(5));
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        });
        waiter.start();
        return waiter;
    }

    private final class Numbered implements Inbox.Turn {
        private final int number;
        private final CountDownLatch round;

        Numbered(int number, CountDownLatch round) {
            this.number = number;
            this.round = round;
        }

        private void alone(Runnable body) {
            if (atOnce.incrementAndGet() > 1) {
                beside.incrementAndGet();
            }
            body.run();
            atOnce.decrementAndGet();
        }

        @Override
        public Place prepare() {
            alone(() -> {});
            return number % 2 == 0 ? Place.MAIN_THREAD : Place.HERE;
        }

        @Override
        public void run() {
            alone(() -> ran.add(number));
            round.countDown();
        }

        @Override
        public void refuse(RuntimeException reason) {
            throw new AssertionError(reason);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 6})
    void eachTurnRunsOnceAndInOrderHoweverManyWait(int waiters) throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(waiters);
        List<Thread> threads =
                IntStream.range(0, waiters).mapToObj(each -> startWaiter(begun)).toList();
        begun.await();

        int added = 0;
        boolean isLost = false;
        for (int i = 0; i < ROUNDS && !isLost; i++) {
            CountDownLatch round = new CountDownLatch(TURNS_OF_A_ROUND);
            for (int turn = 0; turn < TURNS_OF_A_ROUND; turn++) {
                inbox.add(new Numbered(added++, round));
            }
            isLost = !round.await(20, TimeUnit.SECONDS);
        }
        answer.complete(null);
        for (Thread thread : threads) {
            thread.join();
        }

        assertThat(beside).as("turns that ran beside another").hasValue(0);
        assertThat(ran).isEqualTo(IntStream.range(0, added).boxed().toList());
    }
}
