package dev.valence.e2e.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.valence.e2e.Page;
import dev.valence.e2e.PageExtension;
import dev.valence.e2e.faults.History.Executed;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Java is killed under a page, and another one started in its place: that one executes nothing that the page had asked of the first. */
class LostSessionIT {
    @RegisterExtension
    static final PageExtension extension = PageExtension.with(main -> {});

    @TempDir
    private Path folder;

    private final History history = new History();
    private MortalJava java;

    @BeforeEach
    void open(Page page) throws Exception {
        java = new MortalJava(folder.resolve("book"));
        page.open(java.address().resolve("plain.html").toString());
        page.run("""
                globalThis.book = remote.require('./book')
                globalThis.later = remote.async(book)
                globalThis.events = []
                globalThis.outcomes = {}
                for (const event of ['disconnected', 'session-lost']) remote.on(event, () => events.push(event))
                globalThis.record = (id, promise) => {
                  promise.then(value => { outcomes[id] = 'answered' }, error => {
                    outcomes[id] = error.name === 'SessionLostError' ? error.executed : String(error)
                  })
                }""");
        page.awaitSocket();
    }

    @AfterEach
    void close(Page page) throws Exception {
        page.open("about:blank");
        java.close();
    }

    private void awaitExecutions(Long... ids) {
        await("what Java has written")
                .untilAsserted(() -> assertThat(java.executions()).containsExactly(ids));
    }

    /** The outcomes of these calls, when all are there, are true of what Java has executed. */
    private void judge(Page page, int calls) throws Exception {
        page.eventually("return Object.keys(outcomes).length", (long) calls);
        Map<?, ?> outcomes = (Map<?, ?>) Objects.requireNonNull(page.run("return outcomes"));
        for (long id = 1; id <= calls; id++) {
            history.invoked(id);
            String outcome = String.valueOf(outcomes.get(String.valueOf(id)));
            if (outcome.equals("answered")) {
                history.returned(id, null);
            } else {
                history.failed(id, Executed.valueOf(outcome.toUpperCase(Locale.ROOT)));
            }
        }
        java.executions().stream().filter(id -> id <= calls).forEach(history::executed);
        assertThat(history.violations()).isEmpty();
    }

    @Test
    void whatWasUnderWayWhenJavaWasKilledIsNotExecutedAgainAndSaysWhatIsKnown(Page page) throws Exception {
        page.run("""
                record(1, later.append(1))
                record(2, book.appendAndPromise(2))
                record(3, later.appendAndStay(3))
                record(4, later.append(4))""");
        awaitExecutions(1L, 2L, 3L);
        page.eventually("return outcomes[1]", "answered");
        java.kill();
        page.eventually("return events.join()", "disconnected");
        page.run("record(5, later.append(5))");
        java.startAgain();
        page.eventually("return events.join()", "disconnected,session-lost");

        judge(page, 5);
        assertThat(page.run("return [1, 2, 3, 4, 5].map(id => outcomes[id])"))
                .isEqualTo(List.of("answered", "yes", "unknown", "unknown", "no"));
        assertThat(page.fails("book.append(6)").text()).contains("Java has not executed this call");
        page.reload();
        assertThat(page.run("return remote.require('./book').append(7)")).isEqualTo(7L);
        assertThat(java.executions()).containsExactly(1L, 2L, 3L, 7L);
    }

    @Test
    void aCallThatBlocksThePageEndsWhenAnotherJavaIsThere(Page page) throws Exception {
        // However long Java takes to start.
        page.run("remote.deadline = 120_000");
        page.run("book.callSoon(() => record(1, (async () => book.appendAndStay(1))()))");
        awaitExecutions(1L);
        java.kill();
        java.startAgain();
        judge(page, 1);
        assertThat(page.run("return outcomes[1]")).isEqualTo("unknown");
        assertThat(java.executions()).containsExactly(1L);
    }
}
