package dev.valence.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import dev.valence.LogLines;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How much of what somebody else provokes is logged. Time is what the test says it is. */
class LogBudgetTest {
    private static final int BOTH = LogBudget.STACKS + LogBudget.LINES;

    private final Logger logger = LoggerFactory.getLogger("test.budget");
    private final LogLines log = LogLines.of("test.budget", Level.TRACE);
    private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 1_000);
    private final LogBudget ofAll = new LogBudget(now::get);
    private final LogBudget page = ofAll.ofPage();

    @AfterEach
    void listenNoMore() {
        log.close();
    }

    private boolean tell(LogBudget budget, Throwable thrown) {
        return budget.tell(logger, org.slf4j.event.Level.WARN, "It failed", thrown);
    }

    /** @return how many of them were logged */
    private int provoke(LogBudget budget, int times) {
        return (int) IntStream.range(0, times)
                .filter(each -> tell(budget, new IllegalStateException("secret")))
                .count();
    }

    private void seconds(long passed) {
        now.addAndGet(passed * 1_000_000_000);
    }

    @Test
    void aBurstHasItsStacks() {
        assertThat(provoke(page, LogBudget.STACKS)).isEqualTo(LogBudget.STACKS);

        assertThat(log.stacks()).isEqualTo(LogBudget.STACKS);
        assertThat(log.messages()).containsOnly("It failed");
        assertThat(log.withLevels().get(0)).startsWith("WARN ");
    }

    @Test
    void beyondItEachIsOneLineWithItsClassAndPlace() {
        provoke(page, LogBudget.STACKS);

        assertThat(tell(page, ofTheJdk())).isTrue();
        assertThat(log.stacks()).isEqualTo(LogBudget.STACKS);
        assertThat(log.messages().get(LogBudget.STACKS))
                .contains(
                        "It failed: java.nio.file.NoSuchFileException at dev.valence.protocol.LogBudgetTest.ofTheJdk(")
                .doesNotContain("no-such-file", "\n");
    }

    private static Throwable ofTheJdk() {
        try {
            return new AssertionError(Files.readString(Path.of("/no-such-file")));
        } catch (NoSuchFileException expected) {
            return expected;
        } catch (IOException other) {
            return new AssertionError(other);
        }
    }

    @Test
    void aFloodHasSoManyLinesAndMoreAsTimeGoesBy() {
        assertThat(provoke(page, 3_000)).isEqualTo(BOTH);
        assertThat(log.messages()).hasSize(BOTH);

        seconds(2);
        assertThat(provoke(page, 3_000)).isEqualTo(2 * (LogBudget.STACKS_PER_SECOND + LogBudget.LINES_PER_SECOND));
        assertThat(log.stacks()).isEqualTo(LogBudget.STACKS + 2 * LogBudget.STACKS_PER_SECOND);
    }

    @Test
    void theNextSaysHowManyWereLeftOut() {
        provoke(page, BOTH + 70);
        seconds(1);
        provoke(page, 2);

        assertThat(log.messages().subList(0, BOTH)).noneMatch(line -> line.contains("more"));
        assertThat(log.messages().get(BOTH)).isEqualTo("It failed; 70 more were not told before it");
        assertThat(log.messages().get(BOTH + 1)).doesNotContain("more were not told");
    }

    @Test
    void anotherPageIsToldOfBesideAFlood() {
        provoke(page, BOTH + 70);

        assertThat(tell(ofAll.ofPage(), new IllegalStateException("another"))).isTrue();
        assertThat(log.stacks()).isEqualTo(LogBudget.STACKS + 1);
        assertThat(log.messages()).last().asString().endsWith("; 70 more were not told before it");
    }

    @Test
    void allPagesTogetherHaveAsMuchAsAFew() {
        int logged = 0;
        for (int load = 0; load < 3 * LogBudget.PAGES; load++) {
            logged += provoke(ofAll.ofPage(), BOTH);
        }

        assertThat(logged).isEqualTo(LogBudget.PAGES * BOTH);
        assertThat(log.stacks()).isEqualTo(LogBudget.PAGES * LogBudget.STACKS);
    }

    @Test
    void whatQuotesALongMessageHasNoStack() {
        String longest = "x".repeat(LogBudget.LONGEST);
        tell(page, new IllegalStateException(longest));
        assertThat(log.stacks()).isEqualTo(1);

        Throwable suppressed = new IllegalStateException(new IllegalStateException((String) null));
        suppressed.addSuppressed(new IllegalStateException(longest));
        for (Throwable each : List.of(
                new IllegalStateException(longest + "x"),
                new IllegalStateException("x", new Error(longest)),
                suppressed)) {
            assertThat(tell(page, each)).isTrue();
            assertThat(log.messages()).last().asString().hasSizeLessThan(500);
        }
        assertThat(log.stacks()).isEqualTo(1);
    }

    @Test
    void causesThatAreACycleEnd() {
        Exception cycle = new IllegalStateException("x");
        cycle.addSuppressed(new IllegalStateException("y", cycle));

        assertThat(tell(page, cycle)).isTrue();
        assertThat(log.stacks()).isZero();
    }
}
