package dev.valence.transport;

import static org.assertj.core.api.Assertions.assertThat;

import dev.valence.api.Limits;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** When a quiet connection is given up, to the round. */
class QuietRoundsTest {
    private final QuietRounds rounds = new QuietRounds();

    private void oneFewerThanTooManyPass() {
        for (int i = 1; i < QuietRounds.TOO_MANY; i++) {
            assertThat(rounds.areTooManyWithThis()).as("round %d", i).isFalse();
        }
    }

    @Test
    void oneFewerThanTooManyAreNotAndThenTheyAre() {
        oneFewerThanTooManyPass();
        assertThat(rounds.areTooManyWithThis()).isTrue();
    }

    @Test
    void theyAreCountedAnewFromWhateverComes() {
        oneFewerThanTooManyPass();
        rounds.end();
        oneFewerThanTooManyPass();
        assertThat(rounds.areTooManyWithThis()).isTrue();
    }

    @Test
    void tooManyOfThemTakeAsLongAsTheSilenceThatIsPromised() {
        Duration promised = Limits.defaults().silence();

        assertThat(QuietRounds.TOO_MANY).isEqualTo(10);
        assertThat(promised).isEqualTo(Duration.ofSeconds(30));
        assertThat(QuietRounds.length(promised)).isEqualTo(Duration.ofSeconds(3));
    }

    @Test
    void eachTakesSomeTimeHoweverShortTheSilenceIs() {
        assertThat(QuietRounds.length(Duration.ofMillis(3))).isEqualTo(Duration.ofMillis(1));
        assertThat(QuietRounds.length(Duration.ZERO)).isEqualTo(Duration.ofMillis(1));
    }
}
