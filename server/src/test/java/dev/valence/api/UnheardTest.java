package dev.valence.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.valence.LogLines;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is logged of listeners of pages that fail. Time is what the test says it is. */
class UnheardTest {
    private final LogLines log = LogLines.of(EventEmitter.class);
    private final AtomicLong now = new AtomicLong(5);
    private final Unheard unheard = new Unheard(now::get);

    @AfterEach
    void listenNoMore() {
        log.close();
    }

    private void fail(int times) {
        for (int i = 0; i < times; i++) {
            unheard.tell("event", new LimitException("full"));
        }
    }

    @Test
    void soManyAreLoggedInATimeAndTheNextSaysHowManyWereLeftOut() {
        fail(Unheard.MOST + 7);
        now.addAndGet(Unheard.TIME - 1);
        fail(1);
        assertThat(log.messages()).hasSize(Unheard.MOST).containsOnly("A listener of a page to 'event' failed");
        assertThat(log.stacks()).isEqualTo(Unheard.MOST);

        now.addAndGet(1);
        fail(2);
        assertThat(log.messages().subList(Unheard.MOST, log.messages().size()))
                .containsExactly(
                        "A listener of a page to 'event' failed; 8 more were not told before it",
                        "A listener of a page to 'event' failed");
    }

    @Test
    void theNameOfAnEventIsPartOfOneLine() {
        unheard.tell("a\r\nERROR b\u2028\u202e", new LimitException("full"));
        unheard.tell("x".repeat(1_000), new LimitException("full"));

        assertThat(log.messages().get(0)).isEqualTo("A listener of a page to 'a??ERROR b??' failed");
        assertThat(log.messages().get(1)).hasSizeLessThan(300).contains("…");
    }
}
