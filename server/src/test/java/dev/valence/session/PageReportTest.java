package dev.valence.session;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.valence.LogLines;
import dev.valence.protocol.LogBudget;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is logged of pages that do not do with their windows what they are asked for. */
class PageReportTest {
    private final LogLines log = LogLines.of(PageReport.class);
    private final TestApplication application = TestApplication.with(new Object());
    private final ScriptedPage page = application.open();

    @AfterEach
    void listenNoMore() {
        log.close();
        application.close();
    }

    private void refuse(String message) {
        CompletableFuture<?> done = page.session.report().window("focus").toCompletableFuture();
        JsonNode asked = page.next();
        page.tell("""
                {"jsonrpc":"2.0","id":%s,"error":{"code":-32000,"message":"no","data":
                 {"$":"error","name":"Error","message":"%s"}}}""".formatted(asked.get("id"), message));
        assertThat(done).failsWithin(Duration.ofSeconds(10));
    }

    @Test
    void theReasonThatAPageGivesIsOneLineOfPrintableText() {
        refuse("a\\r\\nERROR b\\u202e");
        refuse("x".repeat(100_000));

        assertThat(log.messages().get(0)).endsWith(" did not focus: a\\u000d\\u000aERROR b\\u202e");
        assertThat(log.messages().get(1)).hasSizeLessThan(1_000).endsWith("…");
    }

    @Test
    void aPageThatRefusesAgainAndAgainCannotFloodTheLog() {
        long begin = System.nanoTime();
        int refusals = 2 * LogBudget.LINES;
        for (int i = 0; i < refusals; i++) {
            refuse("no");
        }
        int seconds = (int) ((System.nanoTime() - begin) / 1_000_000_000) + 1;

        assertThat(log.messages())
                .hasSizeBetween(
                        LogBudget.LINES,
                        Math.min(LogBudget.LINES + seconds * LogBudget.LINES_PER_SECOND, refusals - 1));
    }
}
