package dev.valence.e2e.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.valence.api.Limits;
import dev.valence.e2e.LongRun;
import dev.valence.e2e.Page;
import dev.valence.e2e.PageExtension;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A network that fails again and again under a page that works: each call is executed once, in order, and comes back; each callback comes
 * once, in order. A failure names the seed of its run: {@code -Dvalence.seed=…} repeats it, as far as threads allow.
 */
class CutsIT {
    /** Calls between two looks at what came of them. */
    private static final int CALLS = 40;

    private static final int EVENTS = 1000;
    private static final Ledger LEDGER = new Ledger();

    /** A page whose network fails has said no good-bye: a session that is taken for left is lost at once, and the test fails. */
    private static final Limits NO_GRACE = Limits.defaults().withGoneGrace(Duration.ZERO);

    @RegisterExtension
    static final PageExtension java =
            PageExtension.with(main -> main.module("./ledger", LEDGER).limits(NO_GRACE));

    /** What kind of page it is, and how often a socket of it is cut: 50 times in all, in a long run 1000 times. */
    enum Kind {
        /** Waits at shared memory. */
        ISOLATED(30, 600),
        /** Has no shared memory: all that blocks goes by HTTP. */
        UNISOLATED(10, 200),
        /** Sleeps at shared memory. */
        WORKER(10, 200);

        private final int cuts;

        Kind(int usual, int inLongRun) {
            this.cuts = LongRun.either(usual, inLongRun);
        }

        private void open(Page page, int port) {
            switch (this) {
                case ISOLATED -> page.open("http://127.0.0.1:" + port + "/faults/stream-of-calls.html");
                case UNISOLATED -> page.openUnisolated("faults/stream-of-calls.html", port);
                case WORKER -> {
                    page.open("http://127.0.0.1:" + port + "/worker.html");
                    run(page, "importScripts('/faults/stream-of-calls.js')");
                }
            }
        }

        private @Nullable Object run(Page page, String snippet) {
            return page.run(this == WORKER ? "return await ask(`" + snippet + "`)" : snippet);
        }
    }

    private final long seed =
            Long.getLong("valence.seed", RandomGenerator.getDefault().nextInt());
    private final History history = new History();
    private FaultProxy proxy;

    @BeforeEach
    void open() throws Exception {
        LEDGER.renew();
        proxy = new FaultProxy(java.main().address(), seed);
    }

    @AfterEach
    void close(Page page) throws Exception {
        proxy.calm();
        page.open("about:blank");
        java.awaitNothingHeld();
        proxy.close();
    }

    @ParameterizedTest
    @EnumSource
    @Timeout(value = 30, unit = TimeUnit.MINUTES)
    void eachCallIsExecutedOnceAndInOrderWhateverTheNetworkDoes(Kind kind, Page page) throws Exception {
        try {
            kind.open(page, proxy.address().getPort());
            kind.run(page, "remote.deadline = 20000; begin(%d, %d)".formatted((int) seed, EVENTS));
            proxy.begin();
            while (proxy.socketCuts() < kind.cuts) {
                record(kind.run(page, "return work(%d)".formatted(CALLS)));
            }
            proxy.calm();
            Map<?, ?> seen = (Map<?, ?>) Objects.requireNonNull(kind.run(page, "return whatWasSeen()"));
            ((List<?>) seen.get("heard")).forEach(id -> history.heard((Long) id));
            LEDGER.tell(history);
            assertThat(history.violations()).isEmpty();
            assertThat(seen.get("events")).as("events of a listener, in order").isEqualTo((long) EVENTS);
            assertThat(seen.get("kept")).as("objects that the page has kept").isEqualTo(true);
            System.out.println(kind + ": " + history.calls() + " calls, the slowest " + seen.get("slowest") + " ms, "
                    + proxy + ", seed " + seed);
        } catch (Throwable failure) {
            failure.addSuppressed(new AssertionError("seed " + seed + ", trace " + proxy.saveTrace()));
            throw failure;
        }
    }

    /** Takes what {@code work} of the page gives. */
    private void record(@Nullable Object done) {
        Map<?, ?> work = (Map<?, ?>) Objects.requireNonNull(done);
        for (long id = history.calls() + 1L; id <= (Long) work.get("last"); id++) {
            history.invoked(id);
        }
        for (Object each : (List<?>) work.get("outcomes")) {
            Map<?, ?> outcome = (Map<?, ?>) each;
            assertThat(outcome.get("error")).as("call %s", outcome.get("id")).isNull();
            history.returned((Long) outcome.get("id"), (Long) outcome.get("place"));
        }
    }
}
