package dev.valence.e2e.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.valence.api.Backlog;
import dev.valence.api.EventEmitter;
import dev.valence.api.Exposed;
import dev.valence.api.Limits;
import dev.valence.api.Renderer;
import dev.valence.e2e.Page;
import dev.valence.e2e.PageExtension;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A page that is busy while Java tells it more than it can take in. */
class SlowPageIT {
    private static final int EVENTS = 100_000;
    private static final Backlog BACKLOG = new Backlog(1_000, 1 << 20);

    @Exposed
    public static final class Ticker extends EventEmitter {
        private final CountDownLatch begun = new CountDownLatch(1);
        private volatile Renderer renderer;

        public void watch() {
            renderer = Renderer.current().orElseThrow();
        }

        public void begin() {
            begun.countDown();
        }
    }

    private static final Ticker TICKER = new Ticker();

    @RegisterExtension
    static final PageExtension java = PageExtension.with(
            main -> main.module("./ticker", TICKER).limits(Limits.defaults().withBacklog(BACKLOG)));

    @Test
    void aBusyPageIsToldExactlyHowManyEventsItMissed(Page page) throws Exception {
        page.open("plain.html");
        page.run("""
                globalThis.seen = 0
                globalThis.missed = 0
                globalThis.ticker = remote.require('./ticker')
                ticker.watch()
                ticker.on('tick', () => seen++)
                remote.on('overflow', ({ dropped }) => { missed += dropped })""");
        page.start("""
                ticker.begin()
                const until = performance.now() + 2000
                while (performance.now() < until);""");
        assertThat(TICKER.begun.await(20, TimeUnit.SECONDS)).isTrue();
        int most = 0;
        for (int i = 0; i < EVENTS; i++) {
            TICKER.emit("tick", i);
            most = Math.max(most, TICKER.renderer.backlog().messages());
        }

        assertThat(most).isLessThanOrEqualTo(BACKLOG.messages());
        TICKER.renderer.drained().toCompletableFuture().get(20, TimeUnit.SECONDS);
        page.eventually("return seen + missed", (long) EVENTS);
        assertThat(page.run("return missed")).isEqualTo(TICKER.renderer.dropped());
        assertThat(TICKER.renderer.dropped()).isPositive();
    }
}
