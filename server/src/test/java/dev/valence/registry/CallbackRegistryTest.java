package dev.valence.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.valence.api.LimitException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** With the real collector. */
class CallbackRegistryTest {
    private static final int LIMIT = 2;

    private final List<String> released = new CopyOnWriteArrayList<>();
    private final CallbackRegistry registry =
            new CallbackRegistry("functions", LIMIT, (id, seen) -> released.add(id + " seen " + seen));
    private Object kept;
    private Object keptToo;

    private Object hold(long id, int count, Object type) {
        return registry.hold(id, count, type, Object::new);
    }

    private void collectUntilReleased(String... expected) {
        await().untilAsserted(() -> {
            System.gc();
            assertThat(released).containsExactly(expected);
        });
    }

    @Test
    void aFunctionIsOneObjectForEachTypeWhileThatLives() {
        kept = hold(1, 1, Runnable.class);
        keptToo = hold(1, 2, String.class);

        assertThat(hold(1, 3, Runnable.class)).isSameAs(kept);
        assertThat(hold(1, 3, String.class)).isSameAs(keptToo).isNotSameAs(kept);
        assertThat(registry.count()).isEqualTo(1);
    }

    @Test
    void thePageIsToldHowOftenJavaHasSeenAFunctionThatWasCollected() {
        kept = hold(1, 1, Runnable.class);
        hold(1, 5, Runnable.class);
        hold(1, 4, Runnable.class);
        kept = null;

        collectUntilReleased("1 seen 5");
        assertThat(registry.count()).isZero();
    }

    @Test
    void aFunctionIsReleasedWhenTheLastOfItsObjectsIsCollected() {
        kept = hold(1, 1, Runnable.class);
        keptToo = hold(1, 1, String.class);
        hold(2, 1, Runnable.class);
        kept = null;
        collectUntilReleased("2 seen 1");
        assertThat(registry.count()).isEqualTo(1);

        keptToo = null;
        collectUntilReleased("2 seen 1", "1 seen 1");
    }

    @Test
    void aFunctionThatComesAgainAfterItsReleaseIsHeldAgain() {
        hold(1, 1, Runnable.class);
        collectUntilReleased("1 seen 1");
        kept = hold(1, 2, Runnable.class);
        assertThat(registry.count()).isEqualTo(1);

        kept = null;
        collectUntilReleased("1 seen 1", "1 seen 2");
    }

    @Test
    void theLimitRefusesWhatIsNew() {
        kept = List.of(hold(1, 1, Runnable.class), hold(2, 1, Runnable.class));

        assertThatThrownBy(() -> hold(3, 1, Runnable.class))
                .isInstanceOf(LimitException.class)
                .hasMessageContainingAll("Java holds 2 functions", "Limits.callbacks");
        assertThat(hold(2, 2, Runnable.class)).isIn((List<?>) kept);
    }

    @Test
    void aFunctionThatCannotBeMadeIsNotHeld() {
        assertThatThrownBy(() -> registry.hold(1, 1, Runnable.class, () -> {
                    throw new IllegalArgumentException("sealed");
                }))
                .hasMessage("sealed");

        assertThat(registry.count()).isZero();
    }

    @Test
    void afterTheEndNobodyIsTold() {
        hold(1, 1, Runnable.class);
        registry.wipe();
        assertThat(registry.count()).isZero();

        hold(2, 1, Runnable.class);
        collectUntilReleased("2 seen 1");
    }
}
