package dev.valence.e2e.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.valence.api.Limits;
import dev.valence.e2e.Page;
import dev.valence.e2e.PageExtension;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Java is killed under a page and never comes back: nobody is left to say that the session is lost, and the page says so itself. */
class AbsentJavaIT {
    private static final Duration RETENTION = Duration.ofSeconds(1);
    private static final Duration SILENCE = Duration.ofSeconds(2);

    @RegisterExtension
    static final PageExtension extension = PageExtension.with(main -> {});

    @TempDir
    private Path folder;

    private MortalJava java;

    @BeforeEach
    void open(Page page) throws Exception {
        java = new MortalJava(
                folder.resolve("book"),
                Limits.defaults().withRetention(RETENTION).withSilence(SILENCE));
        page.open(java.address().resolve("plain.html").toString());
        page.run("""
                globalThis.book = remote.require('./book')
                globalThis.later = remote.async(book)
                globalThis.events = []
                globalThis.reasons = []
                globalThis.outcomes = {}
                for (const event of ['disconnected', 'resumed', 'session-lost']) remote.on(event, () => events.push(event))
                remote.on('session-lost', reason => reasons.push(reason.message))
                globalThis.record = (id, promise) => {
                  promise.then(() => { outcomes[id] = 'answered' }, error => {
                    outcomes[id] = `${error.name} ${error.executed}`
                  })
                }""");
        page.awaitSocket();
    }

    @AfterEach
    void close(Page page) {
        page.open("about:blank");
        java.close();
    }

    @Test
    void whatDoesNotBlockEndsTooWhenJavaHasForgottenThePage(Page page) throws Exception {
        page.run("""
                record(1, later.append(1))
                record(2, book.appendAndPromise(2))
                record(3, later.appendAndStay(3))""");
        await("what Java has written")
                .untilAsserted(() -> assertThat(java.executions()).containsExactly(1L, 2L, 3L));
        page.eventually("return outcomes[1]", "answered");
        java.kill();
        page.eventually("return events.join()", "disconnected");
        page.run("globalThis.begin = performance.now(); record(4, later.append(4))");
        page.eventually("return events.join()", "disconnected,session-lost");

        assertThat((Number) page.run("return performance.now() - begin"))
                .extracting(Number::longValue)
                .satisfies(took -> assertThat(took).isGreaterThan(RETENTION.toMillis()));
        page.eventually("return Object.keys(outcomes).length", 4L);
        assertThat(page.run("return [2, 3, 4].map(id => outcomes[id])"))
                .isEqualTo(List.of("SessionLostError yes", "SessionLostError unknown", "SessionLostError no"));
        assertThat((String) page.run("return reasons.join()"))
                .startsWith("Java gave no sign of life for ")
                .contains("the link to Java is down")
                .contains("Limits.retention")
                .contains("reload the page");
        assertThat(page.fails("book.append(5)").name()).isEqualTo("SessionLostError");
        assertThat(page.run("return later.append(6).then(() => '', error => error.executed)"))
                .isEqualTo("no");
        assertThat(java.executions()).containsExactly(1L, 2L, 3L);
    }

    @Test
    void aPageWhoseJavaOnlySaysNothingNewKeepsItsSession(Page page) {
        page.run("globalThis.begin = performance.now()");
        page.eventually(
                "return performance.now() - begin > "
                        + RETENTION.plus(SILENCE).plus(SILENCE).plus(SILENCE).toMillis(),
                true);
        assertThat(page.run("return events.includes('session-lost')")).isEqualTo(false);
        assertThat(page.run("return book.append(1)")).isEqualTo(1L);
    }
}
