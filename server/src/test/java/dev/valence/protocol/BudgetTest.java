package dev.valence.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class BudgetTest {
    private static final long LIMIT = 1_000;
    private static final int TRIES = 1_000_000;

    private final Budget budget = new Budget(LIMIT);

    @Test
    void asMuchAsThereIsIsTakenAndNoMore() {
        assertThat(budget.take(LIMIT - 1)).isTrue();
        assertThat(budget.take(2)).isFalse();
        assertThat(budget.take(1)).isTrue();
        assertThat(budget.take(1)).isFalse();
        assertThat(budget.used()).isEqualTo(LIMIT);
        budget.give(LIMIT);
        assertThat(budget.used()).isZero();
    }

    /** A page that keeps below what it has for itself takes nothing, and is not refused for what others have taken. */
    @Test
    void nothingIsThereAlsoWhereMoreIsTakenThanMayBe() {
        budget.takeAnyhow(LIMIT + 1);
        assertThat(budget.take(0)).isTrue();
        assertThat(budget.take(1)).isFalse();
    }

    @Test
    void whoAsksForTooMuchTakesItFromNobody() throws InterruptedException {
        CountDownLatch isAsking = new CountDownLatch(1);
        AtomicBoolean isOver = new AtomicBoolean();
        CompletableFuture<Void> greedy = CompletableFuture.runAsync(() -> {
            while (!isOver.get()) {
                assertThat(budget.take(LIMIT + 1)).isFalse();
                isAsking.countDown();
            }
        });
        isAsking.await();
        int refused = 0;
        for (int i = 0; i < TRIES; i++) {
            if (budget.take(1)) {
                budget.give(1);
            } else {
                refused++;
            }
        }
        isOver.set(true);
        greedy.join();
        assertThat(refused).isZero();
    }
}
