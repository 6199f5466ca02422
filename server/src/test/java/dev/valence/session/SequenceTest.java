package dev.valence.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.valence.api.SequenceException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SequenceTest {
    private static final Duration SOON = Duration.ofMillis(30);
    private static final Duration NEVER = Duration.ofHours(1);
    private static final int WEIGHT = 10;
    private static final int LIMIT = 1000 * WEIGHT;

    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private final List<String> fates = new CopyOnWriteArrayList<>();

    @AfterEach
    void stop() {
        timer.shutdownNow();
    }

    private void arrive(Sequence sequence, long seq) {
        sequence.accept(seq, new Sequence.Arrival() {
            @Override
            public void take() {
                fates.add("took " + seq);
            }

            @Override
            public void refuse(SequenceException reason) {
                fates.add("refused " + seq + ": " + reason.getMessage());
            }

            @Override
            public void repeat(SequenceException reason) {
                fates.add("repeated " + seq);
            }

            @Override
            public long weight() {
                return WEIGHT;
            }
        });
    }

    @Test
    void messagesAreTakenInTheOrderOfTheirNumbers() {
        Sequence sequence = new Sequence(NEVER, LIMIT, timer);
        for (long seq : new long[] {3, 1, 5, 2, 4}) {
            arrive(sequence, seq);
        }

        assertThat(fates).containsExactly("took 1", "took 2", "took 3", "took 4", "took 5");
        assertThat(sequence.received()).isEqualTo(5);
    }

    @Test
    void aMessageWithoutANumberIsTakenAtOnce() {
        Sequence sequence = new Sequence(NEVER, LIMIT, timer);
        arrive(sequence, 2);
        arrive(sequence, 0);

        assertThat(fates).containsExactly("took 0");
        assertThat(sequence.received()).isZero();
    }

    @Test
    void whatCameBeforeIsNotTakenAgain() {
        Sequence sequence = new Sequence(NEVER, LIMIT, timer);
        arrive(sequence, 1);
        arrive(sequence, 1);
        arrive(sequence, 3);
        arrive(sequence, 3);
        arrive(sequence, 2);
        arrive(sequence, 2);

        assertThat(fates).containsExactly("took 1", "repeated 1", "repeated 3", "took 2", "took 3", "repeated 2");
    }

    @Test
    void aGapThatDoesNotCloseIsRefusedAndTheNumberIsFreeAgain() {
        Sequence sequence = new Sequence(SOON, LIMIT, timer);
        arrive(sequence, 2);
        await().until(() -> !fates.isEmpty());
        assertThat(fates)
                .containsExactly("refused 2: Message 2 came, but message 1 did not within 30 ms (Limits.sequenceGap)."
                        + " Send it, then this one again");
        assertThat(sequence.received()).isZero();

        fates.clear();
        arrive(sequence, 1);
        arrive(sequence, 2);
        assertThat(fates).containsExactly("took 1", "took 2");
    }

    @Test
    void aGapThatClosesInTimeIsForgotten() {
        Sequence sequence = new Sequence(SOON, LIMIT, timer);
        arrive(sequence, 2);
        arrive(sequence, 1);
        arrive(sequence, 4);
        await().until(() -> fates.size() == 3);

        assertThat(fates).startsWith("took 1", "took 2");
        assertThat(fates.get(2)).startsWith("refused 4");
    }

    @Test
    void nobodyMayBeFurtherAheadThanTheWindow() {
        Sequence sequence = new Sequence(NEVER, LIMIT, timer);
        arrive(sequence, 1000);
        assertThat(fates).isEmpty();

        arrive(sequence, 1001);
        assertThat(fates).singleElement().asString().startsWith("refused 1001");
    }

    @Test
    void whatIsEarlyTakesNoMoreThanItMay() {
        Sequence sequence = new Sequence(NEVER, 2 * WEIGHT, timer);
        arrive(sequence, 3);
        arrive(sequence, 4);
        assertThat(fates).isEmpty();

        arrive(sequence, 5);
        assertThat(fates).singleElement().asString().startsWith("refused 5").contains("Limits.requestBytes");
        fates.clear();
        arrive(sequence, 1);
        arrive(sequence, 2);
        arrive(sequence, 5);
        assertThat(fates).containsExactly("took 1", "took 2", "took 3", "took 4", "took 5");
    }

    @Test
    void whatWasEarlyMakesRoomAgain() {
        Sequence sequence = new Sequence(SOON, WEIGHT, timer);
        arrive(sequence, 2);
        arrive(sequence, 1);
        arrive(sequence, 4);
        await().until(() -> fates.size() == 3);
        arrive(sequence, 5);
        await().until(() -> fates.size() == 4);

        assertThat(fates.get(3)).startsWith("refused 5").contains("Limits.sequenceGap");
    }

    @Test
    void theEndForgetsWhatIsEarly() {
        Sequence sequence = new Sequence(SOON, LIMIT, timer);
        arrive(sequence, 2);
        sequence.close();
        arrive(sequence, 3);
        await().until(() -> !fates.isEmpty());

        assertThat(fates).singleElement().asString().startsWith("refused 3");
    }
}
