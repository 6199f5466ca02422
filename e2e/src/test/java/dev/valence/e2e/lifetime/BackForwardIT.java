package dev.valence.e2e.lifetime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.valence.e2e.Page;
import dev.valence.e2e.PageExtension;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Pages that the browser keeps in its back/forward cache, or freezes: when they go on, they are what they were. */
class BackForwardIT {
    private static final Logger LOG = LoggerFactory.getLogger(BackForwardIT.class);
    private static final int TRIES = 5;
    private static final Bell BELL = new Bell();

    @RegisterExtension
    static final PageExtension java =
            PageExtension.with(main -> main.module("./bell", BELL).backForwardCache(true));

    @BeforeEach
    void renew() {
        BELL.renew();
    }

    private static void ring(String text) {
        BELL.emit("ring", text);
    }

    private static void call(String text) {
        Objects.requireNonNull(BELL.kept).call(text);
    }

    @Test
    void aPageThatIsComeBackToIsWhatItWas(Page page) {
        Guest guest = Guest.linked(BELL, page.open("plain.html"));
        page.run("addEventListener('pageshow', () => shown.push(bell.next()))");
        for (int round = 1; round <= 5; round++) {
            guest.leave();
            page.back();
            assertThat(page.run("return [...shown.splice(0), bell.next()].join()"))
                    .as("from the cache, and each call once")
                    .isEqualTo("true," + (2 * round - 1) + "," + 2 * round);
            guest.eventually("disconnected,resumed");
            assertThat(guest.renderer.isHibernating()).isFalse();
        }
        assertThat(BELL.visitors).hasSize(1);
        guest.end();
    }

    /** From the moment on that the browser is told to leave it. A busy machine makes it late now and then; the median has to be in time. */
    @Test
    void thatAPageIsKeptIsNoticedInTime(Page page) {
        List<Long> millis = new ArrayList<>();
        Guest guest = Guest.linked(BELL, page.open("plain.html"));
        for (int i = 0; i < TRIES; i++) {
            CompletableFuture<Long> noticed = CompletableFuture.supplyAsync(() -> {
                while (!guest.renderer.isHibernating()) {
                    LockSupport.parkNanos(1_000_000);
                }
                return System.nanoTime();
            });
            long begin = System.nanoTime();
            guest.leave();
            millis.add(Duration.ofNanos(noticed.join() - begin).toMillis());
            page.back();
            guest.eventually("disconnected,resumed");
        }
        LOG.info("A page that is kept is noticed after {} ms", millis);
        assertThat(millis.stream().sorted().toList().get(TRIES / 2))
                .as("the median of " + millis)
                .isLessThanOrEqualTo(250);
        guest.end();
    }

    @Test
    void whatHappensMeanwhileArrivesInOrderWhenItIsComeBackTo(Page page) {
        Guest guest = Guest.linked(BELL, page.open("plain.html"));
        guest.leave();
        ring("a");
        call("b");
        ring("c");
        page.back();
        page.eventually("return heard.join()", "a,b,c");
        ring("d");
        page.eventually("return heard.join()", "a,b,c,d");
        assertThat(BELL.listenerCount("ring")).isEqualTo(1);
        guest.end();
    }

    @Test
    void backAndForwardAreTwoPagesThatTakeTurns(Page page) {
        Guest first = Guest.linked(BELL, page.open("plain.html"));
        Guest second = Guest.linked(BELL, page.open("plain.html?second"));
        first.awaitHibernation();
        for (int round = 0; round < 3; round++) {
            page.back();
            second.awaitHibernation();
            first.eventually("disconnected,resumed");
            page.run("bell.next()");
            page.forward();
            first.awaitHibernation();
            second.eventually("disconnected,resumed");
            page.run("bell.next()");
        }
        assertThat(page.run("return bell.next()")).isEqualTo(7L);
        second.end();
        page.back();
        first.eventually("disconnected,resumed");
        first.end();
    }

    @Test
    void aPageWithoutSharedMemoryIsWhatItWas(Page page) {
        Guest guest = Guest.linked(BELL, page.openUnisolated("plain.html"));
        guest.leave();
        call("a");
        page.back();
        page.eventually("return heard.join()", "a");
        assertThat(page.run("return [...shown, bell.next()].join()")).isEqualTo("true,1");
        guest.eventually("disconnected,resumed");
        guest.end();
    }

    @Test
    void aPageWithoutASocketIsWhatItWas(Page page) {
        Guest guest = Guest.withoutSocket(BELL, page.open("no-worker.html"));
        page.open("about:blank");
        call("a");
        page.back();
        assertThat(page.run("return [...shown, bell.next()].join()")).isEqualTo("true,1");
        page.eventually("return heard.join()", "a");
        assertThat(page.run("return events.join()"))
                .as("it has no link that could be lost")
                .isEqualTo("");
        guest.end();
    }

    @Test
    void aTabThatWasFrozenIsWhatItWas(Page page) {
        Guest guest = Guest.linked(BELL, page.open("plain.html"));
        for (int round = 1; round <= 3; round++) {
            guest.setFrozen(true);
            guest.awaitHibernation();
            ring("a");
            call("b");
            guest.setFrozen(false);
            page.eventually("return heard.join()", "a,b");
            guest.eventually("disconnected,resumed");
            assertThat(page.run("heard.length = 0; return bell.next()")).isEqualTo((long) round);
        }
        guest.end();
    }

    @Test
    void aPageCallsJavaUntilItIsAboutToBeFrozenAndThenFailsAtOnce(Page page) {
        Guest guest = Guest.linked(BELL, page.open("plain.html"));
        page.run("""
                globalThis.calls = []
                const call = ({ type }) => {
                  const since = performance.now()
                  try {
                    calls.push(type + ' ' + bell.next())
                  } catch (error) {
                    calls.push(type + ' ' + error.message)
                  }
                  if (performance.now() - since > 1000) calls.push('slow')
                }
                addEventListener('pagehide', call)
                document.addEventListener('freeze', call)
                document.addEventListener('resume', call)""");
        guest.leave();
        page.back();
        guest.eventually("disconnected,resumed");
        assertThat(page.run("return calls.join(', ')"))
                .isEqualTo(
                        "pagehide 1, freeze this page hibernates, for its browser is about to freeze it; Java is asked when it goes on, resume 3");
        guest.end();
    }
}
