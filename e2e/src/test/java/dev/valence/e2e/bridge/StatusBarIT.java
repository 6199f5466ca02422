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

/** The status bar tells people what becomes of the session, in a page with a strict content security policy. */
class StatusBarIT {
    private static final Duration RETENTION = Duration.ofSeconds(3);

    @RegisterExtension
    static final PageExtension java =
            PageExtension.with(main -> main.limits(Limits.defaults().withRetention(RETENTION)));

    /** What the first bar shows: its status, its text, and whether there is a button and anything at all. */
    private static final String SEEN = """
            const bar = document.querySelector('valence-status')
            const part = name => bar.shadowRoot.querySelector(`[part=${name}]`)
            return [bar.getAttribute('status'), part('text').innerText, part('reload').checkVisibility(), part('bar').offsetHeight > 0].join()""";

    private static final String WELL = "well,,false,false";

    private Cable cable;

    @BeforeEach
    void open(Page page) throws Exception {
        cable = new Cable(java.main().address());
        page.open(cable.address().resolve("status.html").toString());
        page.run("""
                await valence.ready
                globalThis.events = []
                for (const event of ['disconnected', 'resumed', 'session-lost']) remote.on(event, () => events.push(event))
                globalThis.statuses = []
                const bar = document.querySelector('valence-status')
                new MutationObserver(() => statuses.push(bar.getAttribute('status'))).observe(bar, { attributes: true })""");
        page.awaitSocket();
        assertThat(page.run(SEEN)).isEqualTo(WELL);
    }

    @AfterEach
    void close(Page page) throws Exception {
        cable.mend();
        page.open("about:blank");
        cable.close();
    }

    @Test
    void aLinkThatIsAwayIsShownAndThatItIsBackForAMoment(Page page) {
        cable.cut();
        page.eventually(SEEN, "disconnected,Connection lost, trying again …,false,true");
        assertThat(page.run("return document.querySelectorAll('valence-status')[1].shadowRoot.textContent"))
                .asString()
                .startsWith("Verbindung verloren");
        cable.mend();
        page.eventually(SEEN, "resumed,Back,false,true");
        page.eventually(SEEN, WELL);
        assertThat(page.run("return events.join()")).isEqualTo("disconnected,resumed");
    }

    @Test
    void aLinkThatIsBackAtOnceIsNotWorthAWord(Page page) {
        cable.jolt();
        page.eventually("return events.join()", "disconnected,resumed");
        assertThat(page.run("return statuses.join()")).isEqualTo("");
    }

    @Test
    void aSessionThatIsLostIsShownWithAButtonThatBeginsAnew(Page page) {
        cable.cut();
        await("Java forgets the page")
                .atMost(RETENTION.plusSeconds(5))
                .until(() -> java.holdings().sessions() == 0);
        cable.mend();
        page.eventually(SEEN, "session-lost,This page has lost its session,true,true");
        page.run("document.querySelector('valence-status').shadowRoot.querySelector('button').click()");
        page.eventually("return typeof statuses + remote.held().objects", "undefined0");
        page.eventually(SEEN, WELL);
    }

    @Test
    void itIsAnnouncedToThoseWhoDoNotSeeIt(Page page) {
        assertThat(page.run("""
                const bar = document.querySelector('valence-status').shadowRoot.querySelector('[part=bar]')
                return [bar.role, bar.ariaLive, bar.checkVisibility()].join()""")).isEqualTo("status,polite,true");
    }
}
