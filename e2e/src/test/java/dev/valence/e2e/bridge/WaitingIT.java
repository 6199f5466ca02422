package dev.valence.e2e.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.valence.e2e.Page;
import dev.valence.e2e.PageExtension;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A page that waits: what it gets, in which order, at what cost, and how the wait ends. */
class WaitingIT {
    private static final Line LINE = new Line();

    @RegisterExtension
    static final PageExtension java = PageExtension.with(main -> main.module("./line", LINE));

    @BeforeEach
    void open(Page page) {
        LINE.renew();
        page.open("plain.html").run("globalThis.line = remote.require('./line')");
    }

    @AfterEach
    void letGo() {
        LINE.gate.countDown();
    }

    @Test
    void callbacksInsideACallRunAfterItInOrder(Page page) {
        page.run("""
                globalThis.seen = []
                line.callTwice(x => seen.push('callback ' + x))
                seen.push('returned')
                line.callTwice(x => seen.push('again ' + x))
                seen.push('returned again')""");
        page.eventually("return seen.join(', ')", "returned, returned again, callback 1, callback 2, again 1, again 2");
    }

    @Test
    void callbacksQueueWhileThePageWaitsLongAndCodeOfThePageIsNotInterrupted(Page page) {
        page.run("""
                globalThis.seen = []
                setTimeout(() => seen.push('timer'))
                const result = line.slowWithCallbacks(120, x => seen.push(x))
                seen.push('result ' + result)
                Promise.resolve().then(() => seen.push('microtask'))""");
        page.eventually("return seen.length", 6L);
        assertThat(page.run("return seen.slice(0, 2).join()")).isEqualTo("result 120,microtask");
        assertThat(page.run("return seen.filter(each => typeof each === 'number').join()"))
                .isEqualTo("1,2,3");
    }

    @Test
    void aLongCallParksInsteadOfSpinning(Page page) {
        page.run("line.slow(30)");
        assertThat(page.run("""
                performance.clearResourceTimings()
                const result = line.slow(300)
                const parks = performance.getEntriesByType('resource').filter(each => each.name.endsWith('/valence/call'))
                return [result, parks.length, parks.length > 0 && parks[0].duration > 200]""")).hasToString("[300, 1, true]");
    }

    @Test
    void aShortCallNeedsNoRequest(Page page) {
        page.eventually("""
                performance.clearResourceTimings()
                for (let i = 0; i < 20; i++) line.next()
                return performance.getEntriesByType('resource').length""", 0L);
    }

    @Test
    void aPageThatWaitsLongUsesLittleOfTheProcessor(Page page) {
        page.devTools("Performance.enable", Map.of("timeDomain", "threadTicks"));
        page.run("line.slow(30)");
        double before = taskSeconds(page);
        page.run("line.slow(1000)");
        double parked = taskSeconds(page);
        page.run("const end = performance.now() + 1000; while (performance.now() < end);");
        double spun = taskSeconds(page);
        assertThat(parked - before).as("seconds of a wait").isLessThan((spun - parked) / 2);
    }

    /** What the page's thread has spent on the processor. */
    private static double taskSeconds(Page page) {
        var metrics =
                (Iterable<?>) page.devTools("Performance.getMetrics", Map.of()).get("metrics");
        for (Object each : metrics) {
            Map<?, ?> metric = (Map<?, ?>) each;
            if ("TaskDuration".equals(metric.get("name"))) {
                return ((Number) metric.get("value")).doubleValue();
            }
        }
        throw new AssertionError("no TaskDuration in " + metrics);
    }

    @Test
    void theDeadlineEndsAWaitAndNamesWhatWasAsked(Page page) {
        page.run("remote.deadline = 200");
        var error = page.fails("line.hold()");
        assertThat(error.name()).isEqualTo("DeadlineError");
        assertThat(error.text()).contains("'hold'").contains("200 ms").contains("Java did not answer");
    }

    @Test
    void aLateReplyIsThrownAwayAndTheNextCallGetsItsOwn(Page page) {
        page.run("remote.deadline = 150");
        assertThat(page.fails("line.hold()").name()).isEqualTo("DeadlineError");
        page.run("remote.deadline = 20000");
        LINE.gate.countDown();
        assertThat(page.run("return [line.next(), line.echo('mine'), line.next()]"))
                .hasToString("[1, mine, 2]");
    }

    @Test
    void javaThatWaitsForThePageInsideItsCallGetsAnErrorAtOnce(Page page) {
        var error = page.fails("line.deadlock(() => 1)");
        assertThat(error.name()).isEqualTo("DeadlockError");
        assertThat(error.text())
                .contains("Java, in a call of page ")
                .contains("would wait for that page, which waits for the call to return");
        assertThat(page.run("return await line.ask(() => 'fine')")).isEqualTo("fine");
    }

    @Test
    void promisesSettleInBothDirections(Page page) {
        assertThat(page.run("return [await line.later(7), await line.doubled(Promise.resolve(617))]"))
                .hasToString("[7, 1234]");
    }

    @Test
    void fiveMegabytesOfTextAndBytesCrossBothWays(Page page) {
        assertThat(page.run("""
                const text = 'grün 😀 '.repeat(600_000).slice(0, 5_000_000)
                const bytes = new Uint8Array(5 * 1024 * 1024).map((_, i) => (i * 7) % 251)
                const back = line.bytes(bytes)
                return [line.echo(text) === text, back.length === bytes.length, back.every((each, i) => each === bytes[i])]""")).hasToString("[true, true, true]");
        assertThat(page.run("return line.next()")).isEqualTo(1L);
    }

    @Test
    void whatIsTooLongIsRefusedByNameAndTheSessionGoesOn(Page page) {
        var error = page.fails("line.echo('x'.repeat(17 * 1024 * 1024))");
        assertThat(error.name()).isEqualTo("LimitError");
        assertThat(error.text()).contains("Limits.messageBytes");
        assertThat(page.run("return line.next()")).isEqualTo(1L);
    }

    @Test
    void callsOfTwoTabsWaitForEachOtherAndNotForEver(Page page) throws Exception {
        Page other = page.newTab().open("plain.html");
        page.run("globalThis.held = ''; line.toBegin(() => { held = line.hold() })");
        LINE.beginAndAwait();
        other.run("remote.deadline = 200");
        assertThat(other.fails("remote.require('./line')").name()).isEqualTo("DeadlineError");
        LINE.gate.countDown();
        page.eventually("return held", "held");
        assertThat(other.run("return remote.require('./line').echo(1)")).isEqualTo(1L);
    }
}
