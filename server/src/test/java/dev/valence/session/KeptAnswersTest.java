package dev.valence.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.valence.api.LimitException;
import dev.valence.protocol.Message;
import dev.valence.protocol.RawJson;
import dev.valence.protocol.WireValue;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** How much is kept for a page that refers to answers, and how many of its requests wait for them. */
class KeptAnswersTest {
    private static final int MANY = 3;
    private static final long BYTES = 100;
    private static final Message ANSWER = new Message.Response(RawJson.NULL, WireValue.NULL);

    private final KeptAnswers kept = new KeptAnswers(MANY, BYTES);

    @Test
    void soManyAnswersAreKept() {
        for (long id = 1; id <= MANY; id++) {
            kept.keep(id);
        }
        assertThatThrownBy(() -> kept.keep(MANY + 1))
                .isInstanceOf(LimitException.class)
                .hasMessageContaining("(Limits.objects)");
        assertThat(kept.count()).isEqualTo(MANY);
    }

    @Test
    void answersAreKeptUntilTheyHaveSoManyBytes() {
        kept.keep(1);
        kept.sent(1, ANSWER, 1, BYTES);
        kept.keep(2);
        kept.sent(2, ANSWER, 2, 1);
        assertThatThrownBy(() -> kept.keep(3))
                .isInstanceOf(LimitException.class)
                .hasMessageContainingAll("101 bytes", "(Limits.outboxBytes)");
        kept.acknowledged(1);
        kept.keep(3);
    }

    @Test
    void soManyRequestsWaitForAnswers() {
        List<CompletableFuture<Void>> missing = new ArrayList<>();
        List<Integer> done = new ArrayList<>();
        for (int i = 0; i < MANY; i++) {
            int number = i;
            missing.add(new CompletableFuture<>());
            kept.whenThere(missing.get(i), () -> done.add(number));
        }
        CompletableFuture<Void> next = new CompletableFuture<>();
        assertThatThrownBy(() -> kept.whenThere(next, () -> done.add(MANY)))
                .isInstanceOf(LimitException.class)
                .hasMessageContaining("3 requests of this page wait")
                .hasMessageContaining("(Limits.objects)");

        missing.get(0).complete(null);
        kept.whenThere(next, () -> done.add(MANY));
        next.complete(null);
        assertThat(done).containsExactly(0, MANY);
        assertThat(kept.waiting()).isEqualTo(MANY - 1);
    }
}
