package dev.valence.e2e.bridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.valence.api.Limits;
import dev.valence.e2e.Page;
import dev.valence.e2e.PageExtension;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A network that fails under a page that lives on. */
class BrokenLinkIT {
    private static final Line LINE = new Line();
    private static final Duration RETENTION = Duration.ofSeconds(3);

    @RegisterExtension
    static final PageExtension java =
            PageExtension.with(main -> main.module("./line", LINE).limits(shortRetention()));

    private Cable cable;

    private static Limits shortRetention() {
        return Limits.defaults().withRetention(RETENTION);
    }

    @BeforeEach
    void open(Page page) throws Exception {
        LINE.renew();
        cable = new Cable(java.main().address());
        page.open(cable.address().resolve("plain.html").toString());
        page.run("""
                globalThis.line = remote.require('./line')
                globalThis.events = []
                for (const event of ['disconnected', 'resumed', 'session-lost']) remote.on(event, () => events.push(event))""");
        page.awaitSocket();
    }

    @AfterEach
    void close(Page page) throws Exception {
        LINE.gate.countDown();
        cable.mend();
        page.open("about:blank");
        cable.close();
    }

    @Test
    void aSocketThatBreaksIsReplacedAndNothingIsLost(Page page) {
        page.run("globalThis.seen = []; globalThis.listener = x => seen.push(x)");
        for (int i = 0; i < 5; i++) {
            page.run("for (let i = 0; i < 20; i++) seen.push(line.next())");
            cable.jolt();
            page.run("for (let i = 0; i < 20; i++) seen.push(line.next())");
        }
        assertThat(page.run("return seen.length === 200 && seen.every((each, i) => each === i + 1)"))
                .isEqualTo(true);
        page.run("seen.length = 0; line.callTwice(listener)");
        page.eventually("return seen.join()", "1,2");
        page.eventually("return events.includes('resumed') && !events.includes('session-lost')", true);
        assertThat(java.holdings().sessions()).isEqualTo(1);
    }

    @Test
    void objectsCallbacksAndListenersOutliveASocketThatBreaks(Page page) {
        page.run("""
                globalThis.seen = []
                globalThis.things = line.manyThings()
                line.toBegin(x => { seen.push(x) })
                line.on('news', x => { seen.push(x) })""");
        cable.jolt();
        page.eventually("return events.join()", "disconnected,resumed");
        assertThat(page.run("return things.text")).isEqualTo("x");
        LINE.begin.call("called");
        LINE.emit("news", "emitted");
        page.eventually("return seen.join()", "called,emitted");
    }

    @Test
    void aCallThatTheBreakInterruptsIsExecutedOnceAndGetsItsAnswer(Page page) throws Exception {
        page.run("globalThis.answer = ''; line.toBegin(() => { answer = line.hold() + line.next() })");
        LINE.beginAndAwait();
        cable.jolt();
        LINE.gate.countDown();
        page.eventually("return answer", "held1");
        assertThat(page.run("return line.next()")).isEqualTo(2L);
    }

    @Test
    void whatHappensWhileTheNetworkIsAwayArrivesWhenItIsBack(Page page) {
        page.run("globalThis.seen = []; line.toBegin(x => { seen.push(x) })");
        cable.cut();
        page.eventually("return events.join()", "disconnected");
        LINE.begin.call("while away");
        cable.mend();
        page.eventually("return seen.join()", "while away");
        page.eventually("return events.join()", "disconnected,resumed");
    }

    @Test
    void aCallWhileTheNetworkIsAwaySaysSoAtItsDeadline(Page page) {
        cable.cut();
        page.run("remote.deadline = 1000");
        var error = page.fails("line.next()");
        assertThat(error.name()).isEqualTo("BridgeError");
        assertThat(error.text())
                .contains("'next'")
                .contains("1000 ms")
                .containsAnyOf("link to Java is down", "/valence/call failed");
        cable.mend();
        page.run("remote.deadline = 20000");
        assertThat(page.run("return line.echo('back')")).isEqualTo("back");
    }

    @Test
    void aNetworkThatIsAwayForTooLongLosesTheSessionOnce(Page page) {
        cable.cut();
        await("Java forgets the page")
                .atMost(RETENTION.plusSeconds(5))
                .until(() -> java.holdings().sessions() == 0);
        cable.mend();
        page.eventually("return events.filter(each => each === 'session-lost').length", 1L);
        assertThat(page.fails("line.next()").name()).isEqualTo("SessionLostError");
        page.reload();
        assertThat(page.run("return remote.require('./line').echo('anew')")).isEqualTo("anew");
    }
}
