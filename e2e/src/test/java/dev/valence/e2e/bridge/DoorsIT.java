package dev.valence.e2e.bridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.valence.MainProcess;
import dev.valence.api.Limits;
import dev.valence.e2e.Page;
import dev.valence.e2e.PageExtension;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The ways from a page to Java: before the worker is up, without shared memory, from a worker, in the last moment of a page. */
class DoorsIT {
    private static final Line LINE = new Line();

    @RegisterExtension
    static final PageExtension java = PageExtension.with(main -> main.module("./line", LINE));

    @BeforeEach
    void renew() {
        LINE.renew();
    }

    @Test
    void theFirstInlineScriptCallsJavaBeforeTheWorkerIsUp(Page page) {
        page.open("early-calls.html");
        page.eventually("return early.length", 53L);
        assertThat(page.run("return early.slice(0, 51).every((each, i) => each === i + 1)"))
                .isEqualTo(true);
        assertThat(page.run("return early.slice(51).join()")).isEqualTo("callback 1,callback 2");
    }

    @Test
    void callsGoOverToTheSocketWithoutLosingTheirOrder(Page page) {
        page.open("plain.html");
        assertThat(page.run("""
                const line = remote.require('./line')
                const seen = []
                const end = performance.now() + 400
                while (performance.now() < end) {
                  for (let i = 0; i < 20; i++) seen.push(line.next())
                  await new Promise(resolve => setTimeout(resolve))
                }
                return seen.length > 40 && seen.every((each, i) => each === i + 1)""")).isEqualTo(true);
    }

    @Test
    void aPageWithoutIsolationDoesEverything(Page page) {
        page.openUnisolated("early-calls.html");
        assertThat(page.run("return typeof SharedArrayBuffer + crossOriginIsolated"))
                .isEqualTo("undefinedfalse");
        page.eventually("return early.length", 53L);
        assertThat(page.run("return early.slice(51).join()")).isEqualTo("callback 1,callback 2");
        assertThat(page.run("""
                globalThis.seen = []
                line.callTwice(x => seen.push(x))
                return [line.next(), await line.later(7), await line.doubled(Promise.resolve(617)), await line.ask(() => 'answer'),
                  line.slow(60), line.bytes(new Uint8Array(100_000)).length]""")).hasToString("[52, 7, 1234, answer, 60, 100000]");
        page.eventually("return seen.join()", "1,2");
        page.run("remote.deadline = 200");
        assertThat(page.fails("line.hold()").name()).isEqualTo("DeadlineError");
        LINE.gate.countDown();
        page.run("remote.deadline = 20000");
        assertThat(page.run("return line.echo('mine')")).isEqualTo("mine");
    }

    @Test
    void callbacksReachAPageWithoutIsolationThatIsIdle(Page page) {
        page.openUnisolated("plain.html");
        page.run(
                "globalThis.count = 0; globalThis.promise = remote.require('./line').later(5).then(x => { count = x })");
        page.eventually("return count", 5L);
    }

    @Test
    void aWorkerOfThePageCallsJava(Page page) {
        page.open("worker.html");
        assertThat(page.run("return await ask(`return crossOriginIsolated && remote.require('./line').next()`)"))
                .isEqualTo(1L);
        assertThat(page.run("""
                return await ask(`
                  const line = remote.require('./line')
                  const results = []
                  for (let i = 0; i < 100; i++) results.push(line.next())
                  const seen = []
                  line.callTwice(x => seen.push(x))
                  results.push(line.slow(100), await line.later(3))
                  while (seen.length < 2) await new Promise(resolve => setTimeout(resolve))
                  return results.slice(-3).concat(seen).join()`)""")).isEqualTo("101,100,3,1,2");
        assertThat(java.holdings().sessions())
                .as("of the page and of its worker")
                .isEqualTo(2);
    }

    @Test
    void aWorkerHasNoWindowToFocusAndItsSessionGoesOn(Page page) {
        page.open("worker.html");
        assertThat(page.run("""
                return await ask(`
                  const line = remote.require('./line')
                  remote.getCurrentWindow().focus()
                  await new Promise(resolve => setTimeout(resolve, 50))
                  return [remote.getCurrentWindow().isFocused(), line.echo('mine')].join()`)""")).isEqualTo("false,mine");
    }

    @Test
    void aDeadlineEndsACallOfAWorkerAndItsSessionGoesOn(Page page) {
        page.open("worker.html");
        page.run("await ask(`remote.deadline = 150`)");
        assertThat((String) page.run("return await ask(`remote.require('./line').hold()`)"))
                .startsWith("DeadlineError");
        LINE.gate.countDown();
        assertThat(page.run(
                        "return await ask(`remote.deadline = 20000; return remote.require('./line').echo('mine')`)"))
                .isEqualTo("mine");
    }

    @Test
    void aPageCallsJavaWhileItIsLeft(Page page) {
        page.open("farewell.html");
        page.run("globalThis.warm = line.next()");
        page.awaitSocket();
        page.open("about:blank");
        await("the note of the page").atMost(Duration.ofSeconds(5)).until(() -> !LINE.notes.isEmpty());
        assertThat(LINE.notes).containsExactly("pagehide 2");
    }

    @Test
    void aPageCallsJavaWhileItIsReloadedAndTheNextOneIsAnother(Page page) {
        page.open("farewell.html");
        page.run("globalThis.warm = line.next()");
        page.awaitSocket();
        page.reload();
        await("the note of the page").atMost(Duration.ofSeconds(5)).until(() -> !LINE.notes.isEmpty());
        assertThat(page.run("return line.next()")).isEqualTo(3L);
        await("one session")
                .atMost(Duration.ofSeconds(5))
                .until(() -> java.holdings().sessions() == 1);
    }

    @Test
    void aPageThatWaitsWhileJavaStopsGetsAnErrorThatSaysWho(Page page) throws Exception {
        Line line = new Line();
        line.renew();
        MainProcess doomed = MainProcess.builder()
                .module("./line", line)
                .pages(PageExtension.fixtures())
                // As if the process had died: nobody waits for the call.
                .limits(Limits.defaults().withDrain(Duration.ZERO))
                .start();
        page.open(doomed.launchAddress("plain.html").toString());
        page.run("""
                globalThis.lost = []
                remote.on('session-lost', reason => lost.push(reason.name))
                remote.on('disconnected', () => lost.push('disconnected'))
                remote.deadline = 3000
                globalThis.failure = ''
                const line = remote.require('./line')
                line.toBegin(() => {
                  try {
                    line.hold()
                  } catch (error) {
                    failure = error.name + ': ' + error.message
                  }
                })""");
        line.beginAndAwait();
        doomed.close();
        page.eventually("return failure !== ''", true);
        assertThat((String) page.run("return failure"))
                .matches("(BridgeError: .*link to Java is down|SessionLostError: .*Java).*");
        // The call was interrupted by the end; nobody but the log hears of it.
        assertThat(java.takeServerErrors()).allMatch(error -> error.contains("InterruptedException"));
        assertThat(page.run("return lost.length > 0")).isEqualTo(true);
    }
}
