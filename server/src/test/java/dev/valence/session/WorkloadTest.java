package dev.valence.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.valence.api.LimitException;
import dev.valence.protocol.Budget;
import org.junit.jupiter.api.Test;

/** What may wait of one page, and of all of them, to the byte. */
class WorkloadTest {
    private static final long LIMIT = 1_000_000;
    private static final long ALL = 1_000;

    private final Budget all = new Budget(ALL);
    private final Workload page = new Workload(LIMIT, new Budget(Long.MAX_VALUE));
    private final Workload greedy = new Workload(LIMIT, all);
    private final Workload modest = new Workload(LIMIT, all);

    @Test
    void soMuchOfAPageWaits() {
        page.add(LIMIT - 1);
        page.add(1);
        assertThatThrownBy(() -> page.add(1))
                .isInstanceOf(LimitException.class)
                .hasMessageContaining("(Limits.requestBytes)");
        page.done(1);
        page.add(1);
    }

    @Test
    void twiceAsMuchWaitsOfWhatMustNotBeLost() {
        page.add(LIMIT);
        assertThat(page.addAnyhow(LIMIT)).isTrue();
        assertThat(page.addAnyhow(1)).isFalse();
    }

    @Test
    void soMuchOfAllPagesWaitsBesideWhatIsFree() {
        greedy.add(Budget.FREE_BYTES + ALL);
        assertThatThrownBy(() -> greedy.add(1))
                .isInstanceOf(LimitException.class)
                .hasMessageContaining("(Limits.incomingBytes)");
        modest.add(Budget.FREE_BYTES);
        assertThatThrownBy(() -> modest.add(1)).isInstanceOf(LimitException.class);

        greedy.done(1);
        modest.add(1);
        assertThat(all.used()).isEqualTo(ALL);
        greedy.close();
        modest.close();
        assertThat(all.used()).isZero();
    }
}
