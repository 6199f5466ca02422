package dev.valence.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.valence.api.Exposed;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A page that asks whether Java lives is told at once, whatever Java does for it. */
class SignOfLifeTest {
    /** Takes as long as the test wants. */
    @Exposed
    public static final class Slow {
        private final CountDownLatch begun = new CountDownLatch(1);
        private final CountDownLatch end = new CountDownLatch(1);

        public String hold() throws InterruptedException {
            begun.countDown();
            end.await();
            return "held";
        }
    }

    private static final String QUESTION = """
            {"jsonrpc":"2.0","method":"session.alive"}""";

    private final Slow module = new Slow();
    private final TestApplication application = TestApplication.with(module);
    private final ScriptedPage page = application.open();

    @AfterEach
    void stop() {
        module.end.countDown();
        application.close();
    }

    @Test
    void isGivenWhileACallOfThePageRuns() throws InterruptedException {
        page.ask("call", page.module(), "hold", "[]");
        module.begun.await();
        page.tell(QUESTION);
        assertThat(page.next().path("method").asText()).isEqualTo("session.alive");
        module.end.countDown();
        assertThat(page.next().path("result").asText()).isEqualTo("held");
    }

    @Test
    void isGivenOnceForEachQuestionAndHasNoNumber() {
        page.tell(QUESTION);
        page.tell(QUESTION);
        for (int i = 0; i < 2; i++) {
            assertThat(page.next().has("seq")).isFalse();
        }
        page.count();
        assertThat(page.waiting()).isZero();
    }

    @Test
    void whatAcknowledgesBesidesHasItsTurn() throws InterruptedException {
        page.ask("call", page.module(), "hold", "[]");
        module.begun.await();
        page.tell("""
                {"jsonrpc":"2.0","method":"session.alive","ack":1}""");
        module.end.countDown();
        assertThat(page.next().path("result").asText()).isEqualTo("held");
        assertThat(page.next().path("method").asText()).isEqualTo("session.alive");
    }
}
