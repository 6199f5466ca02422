package dev.valence.api;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** What is logged of listeners of pages that fail. Time is what the test says it is. */
class UnheardTest {
    private final Logger logger = (Logger) LoggerFactory.getLogger(EventEmitter.class);
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private final AtomicLong now = new AtomicLong(5);
    private final Unheard unheard = new Unheard(now::get);

    @BeforeEach
    void listen() {
        log.start();
        logger.addAppender(log);
    }

    @AfterEach
    void listenNoMore() {
        logger.detachAppender(log);
    }

    private void fail(int times) {
        for (int i = 0; i < times; i++) {
            unheard.tell("event", new LimitException("full"));
        }
    }

    private List<String> lines() {
        return log.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
    }

    @Test
    void soManyAreLoggedInATimeAndTheNextSaysHowManyWereLeftOut() {
        fail(Unheard.MOST + 7);
        now.addAndGet(Unheard.TIME - 1);
        fail(1);
        assertThat(lines()).hasSize(Unheard.MOST).containsOnly("A listener of a page to 'event' failed");
        assertThat(log.list).allMatch(each -> each.getThrowableProxy() != null);

        now.addAndGet(1);
        fail(2);
        assertThat(lines().subList(Unheard.MOST, lines().size()))
                .containsExactly(
                        "A listener of a page to 'event' failed; 8 more were not told before it",
                        "A listener of a page to 'event' failed");
    }

    @Test
    void theNameOfAnEventIsPartOfOneLine() {
        unheard.tell("a\r\nERROR b\u2028\u202e", new LimitException("full"));
        unheard.tell("x".repeat(1_000), new LimitException("full"));

        assertThat(lines().get(0)).isEqualTo("A listener of a page to 'a??ERROR b??' failed");
        assertThat(lines().get(1)).hasSizeLessThan(300).contains("…");
    }
}
