package dev.valence.e2e.bridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.valence.api.Exposed;
import dev.valence.e2e.Page;
import dev.valence.e2e.PageExtension;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What asynchronous steps cost on the network, and what becomes of them when it fails or the page goes. */
class PipeliningIT {
    /** Numbers that add up. */
    @Exposed
    public static final class Sum {
        private final int total;

        Sum(int total) {
            this.total = total;
        }

        public Sum plus(int number) {
            Sum next = new Sum(total + number);
            MADE.add(new WeakReference<>(next));
            return next;
        }

        public int total() {
            return total;
        }

        public int hold() throws InterruptedException {
            entered.countDown();
            mayLeave.await();
            return total;
        }
    }

    private static final List<WeakReference<Sum>> MADE = new CopyOnWriteArrayList<>();
    private static CountDownLatch entered = new CountDownLatch(1);
    private static CountDownLatch mayLeave = new CountDownLatch(1);

    @RegisterExtension
    static final PageExtension java = PageExtension.with(main -> main.module("./sum", new Sum(0)));

    private Wiretap wire;

    @BeforeEach
    void open(Page page) throws IOException {
        MADE.clear();
        entered = new CountDownLatch(1);
        mayLeave = new CountDownLatch(1);
        wire = new Wiretap(java.main().address());
        page.open(wire.address().resolve("plain.html").toString());
        page.run("globalThis.sum = remote.require('./sum'); globalThis.later = remote.async(sum); await later.total()");
    }

    @AfterEach
    void close(Page page) throws IOException {
        mayLeave.countDown();
        page.open("about:blank");
        java.awaitNothingHeld();
        wire.close();
    }

    @Test
    void aChainIsOneRoundTrip(Page page) {
        wire.clear();
        assertThat(page.run("return later.plus(1).plus(2).total()")).isEqualTo(3L);

        assertThat(wire.fromPage()).hasSize(1);
        assertThat(wire.messagesFromPage()).hasSize(3);
        assertThat(wire.fromJava()).hasSizeLessThanOrEqualTo(2);
    }

    @Test
    void aThousandStepsAreAFewFrames(Page page) {
        wire.clear();
        assertThat(page.run("""
                const totals = await Promise.all(Array.from({ length: 1000 }, (_, i) => later.plus(i).total()))
                return totals.reduce((all, each) => all + each)""")).isEqualTo(499_500L);

        assertThat(wire.messagesFromPage().count()).isGreaterThanOrEqualTo(2000);
        assertThat(wire.fromPage()).hasSizeLessThan(30);
        assertThat(wire.fromJava()).hasSizeLessThan(200);
    }

    @Test
    void stepsTakenOneAfterAnotherAreOneFrameEach(Page page) {
        wire.clear();
        page.run("for (let i = 0; i < 5; i++) await later.total()");

        assertThat(wire.fromPage()).hasSize(5);
        assertThat(wire.fromJava()).hasSize(5);
    }

    @Test
    void javaKeepsNoAnswerThatThePageHas(Page page) {
        page.run("for (let i = 0; i < 100; i++) await later.plus(i).total()");
        page.gc();

        await("answers that nothing keeps").atMost(Duration.ofSeconds(10)).untilAsserted(() -> {
            page.gc();
            System.gc();
            assertThat(MADE).hasSize(100).allMatch(each -> each.get() == null);
        });
    }

    @Test
    void aReloadInTheMiddleLeavesNothing(Page page) throws InterruptedException {
        page.run("later.plus(1).hold(); later.plus(2).plus(3).total().catch(() => undefined)");
        entered.await();
        page.reload();
        mayLeave.countDown();

        assertThat(page.run("return remote.async(remote).require('./sum').plus(4).total()"))
                .isEqualTo(4L);
        page.open("about:blank");
        java.awaitNothingHeld();
        await("what the page that is gone had").atMost(Duration.ofSeconds(10)).untilAsserted(() -> {
            System.gc();
            assertThat(MADE).allMatch(each -> each.get() == null);
        });
    }

    @Test
    void theEndOfTheSessionRejectsWhatIsUnderWay(Page page) throws InterruptedException {
        page.run("""
                globalThis.outcomes = Promise.allSettled([later.hold(), later.plus(1).total()])
                    .then(all => all.map(({ reason }) => reason?.name))""");
        entered.await();
        page.run(
                "dispatchEvent(new PageTransitionEvent('pagehide')); document.dispatchEvent(new Event('visibilitychange'))");

        assertThat(page.run("return outcomes")).hasToString("[SessionLostError, SessionLostError]");
        assertThat(page.fails("return later.total()").name()).isEqualTo("SessionLostError");
    }

    @Test
    void aSocketThatBreaksInTheMiddleLosesNoStepAndRepeatsNone(Page page) throws IOException {
        page.run("globalThis.totals = Promise.all(Array.from({ length: 300 }, (_, i) => later.plus(i).total()))");
        wire.jolt();

        assertThat(page.run("return (await totals).every((total, i) => total === i)"))
                .isEqualTo(true);
        assertThat(MADE).hasSize(300);
    }
}
