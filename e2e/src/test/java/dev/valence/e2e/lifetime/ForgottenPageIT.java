package dev.valence.e2e.lifetime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.valence.api.Limits;
import dev.valence.e2e.Page;
import dev.valence.e2e.PageExtension;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Pages that come back when Java has ended their sessions: they hear so, once, and use nothing of what was. */
class ForgottenPageIT {
    private static final Bell BELL = new Bell();

    @RegisterExtension
    static final PageExtension java = PageExtension.with(main -> main.module("./bell", BELL)
            .backForwardCache(true)
            .limits(Limits.defaults().withRetention(Duration.ofMillis(300))));

    @BeforeEach
    void renew() {
        BELL.renew();
    }

    private static void hearsThatItsSessionIsLost(Page page, String events) {
        page.eventually("return events.join()", events);
        assertThat(page.fails("bell.next()").name()).isEqualTo("SessionLostError");
        assertThat(page.fails("remote.require('./bell')").name()).isEqualTo("SessionLostError");
        assertThat(page.run("return events.join()")).as("told once").isEqualTo(events);
        assertThat(java.holdings().sessions()).isZero();
        page.reload();
        assertThat(page.run("return remote.require('./bell').next()")).isEqualTo(1L);
    }

    @Test
    void aPageThatIsComeBackToTooLate(Page page) {
        Guest guest = Guest.linked(BELL, page.open("plain.html"));
        page.open("about:blank");
        guest.awaitEnd();
        page.back();
        assertThat(page.run("return shown.join()")).isEqualTo("true");
        hearsThatItsSessionIsLost(page, "disconnected,session-lost");
    }

    @Test
    void aTabThatWasFrozenForTooLong(Page page) {
        Guest guest = Guest.linked(BELL, page.open("plain.html"));
        guest.setFrozen(true);
        guest.awaitEnd();
        guest.setFrozen(false);
        hearsThatItsSessionIsLost(page, "disconnected,session-lost");
    }

    @Test
    void aPageWithoutASocketThatIsComeBackToTooLate(Page page) {
        Guest guest = Guest.withoutSocket(BELL, page.open("no-worker.html"));
        page.open("about:blank");
        guest.awaitEnd();
        page.back();
        page.eventually("return events.join()", "session-lost");
        assertThat(page.fails("bell.next()").name()).isEqualTo("SessionLostError");
        assertThat(page.run("return events.join()")).isEqualTo("session-lost");
    }
}
