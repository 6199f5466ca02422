package dev.valence.e2e.bridge;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.valence.e2e.Page;
import dev.valence.e2e.PageError;
import dev.valence.e2e.PageExtension;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Every wait of a page ends, by its deadline, with an error that names the side that is to blame. */
class NoHangIT {
    private static final Line LINE = new Line();
    private static final int DEADLINE = 1500;

    /** Of a page that is to be parked when Java is frozen: Java must not be quicker than the test. */
    private static final int LONG_DEADLINE = 4000;

    /** By how much a deadline may be missed on a machine that is busy. */
    private static final int LATE = 1500;

    /** How long a page believes that Java is there, having heard it: a wait that begins in that time may have no end (docs/reliability.md). */
    private static final int FRESH = 50;

    /** The number is that of a message, and not that of a knock. */
    private static final Pattern PARK = Pattern.compile("Valence-Park: [1-9]");

    private volatile CountDownLatch parked = new CountDownLatch(1);

    @RegisterExtension
    static final PageExtension java = PageExtension.with(main -> main.module("./line", LINE));

    @BeforeEach
    void renew() {
        LINE.renew();
    }

    @AfterEach
    void letGo() {
        LINE.gate.countDown();
    }

    /** Opens a page, and waits until its calls go by the socket. */
    private static void open(Page page, URI server) {
        page.open(server.resolve("plain.html").toString());
        page.run("globalThis.line = remote.require('./line')");
        page.awaitSocket();
    }

    /** What a call gets of which no answer comes, which has to be at its deadline. Java has been stopped in one way or another. */
    private static PageError failsAtDeadline(Page page, String call) {
        page.run("""
                remote.deadline = %d
                await new Promise(resolve => setTimeout(resolve, %d))
                globalThis.begin = performance.now()""".formatted(DEADLINE, 2 * FRESH));
        PageError error = page.fails(call);
        assertThat((Number) page.run("return performance.now() - begin"))
                .extracting(Number::doubleValue)
                .satisfies(took -> assertThat(took).isBetween(DEADLINE - 1.0, (double) DEADLINE + LATE));
        page.run("remote.deadline = 20000");
        return error;
    }

    @Test
    void javaThatIsBlockedIsAliveAndBusy(Page page) {
        open(page, java.main().address());
        PageError error = failsAtDeadline(page, "line.hold()");
        assertThat(error.name()).isEqualTo("DeadlineError");
        assertThat(error.text())
                .contains(
                        "Java did not answer member.call 'hold' within 1500 ms, but it is alive: its main thread may");
        LINE.gate.countDown();
        assertThat(page.run("return line.echo('on')")).isEqualTo("on");
    }

    @Test
    void aFrozenJavaIsNamedAtTheDeadlineAndThePageGoesOnWithIt(Page page) throws Exception {
        try (OtherJava other = new OtherJava()) {
            open(page, other.address());
            other.freeze();
            PageError error = failsAtDeadline(page, "line.next()");
            assertThat(error.name()).isEqualTo("BridgeError");
            assertThat(error.text())
                    .contains("Java gave no sign of life")
                    .contains("its process is frozen, or the network swallows what is sent");
            assertThat(failsAtDeadline(page, "line.next()").name()).isEqualTo("BridgeError");
            other.thaw();
            assertThat(page.run("return line.next()")).isEqualTo(3L);
            leave(page);
        }
    }

    @Test
    void aFrozenJavaEndsTheWaitOfAWorkerOfThePageToo(Page page) throws Exception {
        try (OtherJava other = new OtherJava()) {
            page.open(other.address().resolve("worker.html").toString());
            assertThat(page.run("return await ask(`globalThis.line = remote.require('./line'); return line.next()`)"))
                    .isEqualTo(1L);
            other.freeze();
            assertThat((String) page.run("return await ask(`remote.deadline = 1500; return line.next()`)"))
                    .startsWith("BridgeError")
                    .contains("Java gave no sign of life");
            other.thaw();
            assertThat(page.run("return await ask(`remote.deadline = 20000; return line.next()`)"))
                    .isEqualTo(3L);
            leave(page);
        }
    }

    /** What cannot be bounded: a window that is parked already is called back by nobody but Java. */
    @Test
    void aPageThatIsParkedWhenJavaFreezesIsHeldUntilJavaGoesOn(Page page) throws Exception {
        try (OtherJava other = new OtherJava();
                Cable cable = new Cable(other.address(), this::noteParks)) {
            open(page, cable.address());
            parkIn(other, page);
            other.freeze();
            awaitDeadline();
            other.thaw();
            page.eventually("return failure !== ''", true);
            assertThat((String) page.run("return failure")).startsWith("DeadlineError: Java did not answer");
            leave(page);
        }
    }

    @Test
    void aPageThatIsParkedWhenJavaFreezesIsToldWhenJavaIsKilled(Page page) throws Exception {
        try (OtherJava other = new OtherJava();
                Cable cable = new Cable(other.address(), this::noteParks)) {
            open(page, cable.address());
            parkIn(other, page);
            other.freeze();
            awaitDeadline();
            other.kill();
            page.eventually("return failure !== ''", true);
            assertThat((String) page.run("return failure"))
                    .startsWith("BridgeError: ")
                    .contains("failed");
            leave(page);
        }
    }

    /** Has the page call what does not return, and returns when it is parked. */
    private void parkIn(OtherJava other, Page page) throws Exception {
        page.run("""
                remote.deadline = %d
                globalThis.failure = ''
                line.toBegin(() => {
                  try {
                    line.hold()
                  } catch (error) {
                    failure = `${error.name}: ${error.message}`
                  }
                })""".formatted(LONG_DEADLINE));
        parked = new CountDownLatch(1);
        other.begin();
        parked.await();
    }

    private static void awaitDeadline() {
        long end = System.nanoTime() + Duration.ofMillis(LONG_DEADLINE).toNanos();
        await("the deadline of the page").until(() -> System.nanoTime() > end);
    }

    private void noteParks(Cable.Connection connection, InputStream from, OutputStream to, boolean isPage)
            throws IOException {
        byte[] bytes = new byte[16 * 1024];
        for (int length = from.read(bytes); length >= 0; length = from.read(bytes)) {
            to.write(bytes, 0, length);
            if (isPage && PARK.matcher(new String(bytes, 0, length, ISO_8859_1)).find()) {
                parked.countDown();
            }
        }
    }

    @Test
    void javaThatIsKilledEndsAWaitAtItsDeadlineAndIsNamed(Page page) throws Exception {
        try (OtherJava other = new OtherJava()) {
            open(page, other.address());
            other.kill();
            PageError error = failsAtDeadline(page, "line.next()");
            assertThat(error.name()).isEqualTo("BridgeError");
            assertThat(error.text()).containsAnyOf("link to Java is down", "nothing answers there");
            leave(page);
        }
    }

    @Test
    void aNetworkThatSwallowsEverythingIsNamedAtTheDeadline(Page page) throws Exception {
        try (Cable cable = new Cable(java.main().address())) {
            open(page, cable.address());
            cable.swallow();
            PageError error = failsAtDeadline(page, "line.next()");
            assertThat(error.name()).isEqualTo("BridgeError");
            assertThat(error.text()).contains("the network swallows what is sent");
            cable.release();
            assertThat(page.run("return line.next()")).isEqualTo(2L);
            leave(page);
        }
    }

    @Test
    void aNetworkThatSwallowsWhatComesAfterItBrokeIsNamedAtTheDeadline(Page page) throws Exception {
        try (Cable cable = new Cable(java.main().address())) {
            open(page, cable.address());
            page.run("remote.on('disconnected', () => { globalThis.isDown = true })");
            cable.swallow();
            cable.jolt();
            page.eventually("return globalThis.isDown", true);
            PageError error = failsAtDeadline(page, "line.next()");
            assertThat(error.name()).isEqualTo("BridgeError");
            assertThat(error.text()).contains("the link to Java is down").contains("Java gave no sign of life");
            cable.release();
            assertThat(page.run("return line.next()")).isEqualTo(2L);
            leave(page);
        }
    }

    @Test
    void anIoWorkerThatHasStoppedIsNamedSoonAndSoIsThatThePageHasToBeLoadedAnew(Page page) {
        openWithWorkers(page, java.main().address());
        stopWorkers(page);
        // Before that the call would go by HTTP, and be answered.
        await("Java sees its socket end").until(() -> java.holdings().sessions() == 0);
        PageError error = failsWithoutWorker(page);
        assertThat(error.name()).isEqualTo("SessionLostError");
        assertThat(error.text())
                .contains("the I/O worker of this page has stopped")
                .contains("Reload the page");
    }

    @Test
    void aPageWithNeitherWorkerNorJavaIsToldOfBoth(Page page) throws Exception {
        try (OtherJava other = new OtherJava()) {
            openWithWorkers(page, other.address());
            other.kill();
            stopWorkers(page);
            PageError error = failsWithoutWorker(page);
            assertThat(error.name()).isEqualTo("BridgeError");
            assertThat(error.text())
                    .contains("the I/O worker of this page has stopped")
                    .contains("failed");
            leave(page);
        }
    }

    private static void stopWorkers(Page page) {
        page.run("for (const worker of workers) worker.terminate()");
    }

    /** What a call gets whose page has lost its worker: long before the deadline of 30 s. */
    private static PageError failsWithoutWorker(Page page) {
        page.run("globalThis.begin = performance.now()");
        PageError error = page.fails("line.next()");
        assertThat((Number) page.run("return performance.now() - begin"))
                .extracting(Number::doubleValue)
                .satisfies(took -> assertThat(took).isLessThan(3000.0 + LATE));
        return error;
    }

    /** Opens a page that knows the workers which the script makes. */
    private static void openWithWorkers(Page page, URI server) {
        page.open(server.resolve("no-script.html").toString());
        page.run("""
                globalThis.workers = []
                const Own = Worker
                globalThis.Worker = class extends Own {
                  constructor(...given) {
                    super(...given)
                    workers.push(this)
                  }
                }
                const script = document.createElement('script')
                script.src = '/valence/remote.js'
                await new Promise(resolve => {
                  script.onload = resolve
                  document.head.append(script)
                })""");
        page.run("globalThis.line = remote.require('./line')");
        page.awaitSocket();
    }

    /** Before its Java is gone: the page says good-bye. */
    private static void leave(Page page) {
        page.open("about:blank");
    }
}
