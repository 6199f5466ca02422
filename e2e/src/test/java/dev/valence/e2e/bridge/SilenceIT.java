package dev.valence.e2e.bridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.valence.api.Exposed;
import dev.valence.api.Limits;
import dev.valence.api.Renderer;
import dev.valence.e2e.Page;
import dev.valence.e2e.PageExtension;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A network that swallows what it is given, and pages that only look as if they were behind one. */
class SilenceIT {
    private static final Line LINE = new Line();
    private static final Door DOOR = new Door();
    private static final Duration SILENCE = Duration.ofSeconds(3);

    /** The silence that is promised, and half of it for a busy machine: it is counted to the round by {@code QuietRoundsTest}. */
    private static final Duration AT_MOST = SILENCE.multipliedBy(3).dividedBy(2);

    /** Long enough for Java to take a page for silent, had it nothing heard. */
    private static final Duration LONG = SILENCE.multipliedBy(2);

    @RegisterExtension
    static final PageExtension java = PageExtension.with(main -> main.module("./line", LINE)
            .module("./door", DOOR)
            .limits(Limits.defaults().withSilence(SILENCE)));

    /** Sees who comes in. */
    @Exposed
    public static final class Door {
        volatile @Nullable Renderer visitor;

        public void enter() {
            visitor = Renderer.current().orElseThrow();
        }
    }

    private Cable cable;

    @BeforeEach
    void open(Page page) throws Exception {
        LINE.renew();
        cable = new Cable(java.main().address());
        page.open(cable.address().resolve("plain.html").toString());
        page.run("""
                globalThis.line = remote.require('./line')
                globalThis.events = []
                globalThis.seen = []
                remote.require('./door').enter()
                for (const event of ['disconnected', 'resumed', 'session-lost']) remote.on(event, () => events.push(event))
                remote.deadline = 60000""");
    }

    @AfterEach
    void close(Page page) throws Exception {
        LINE.gate.countDown();
        cable.release();
        page.open("about:blank");
        // Its goodbye goes by the cable.
        java.awaitNothingHeld();
        cable.close();
    }

    private static Renderer visitor() {
        return Objects.requireNonNull(DOOR.visitor);
    }

    private static void staysLinkedFor(Duration time) {
        await().during(time).atMost(time.multipliedBy(3)).until(() -> !visitor().isHibernating());
    }

    @Test
    void aNetworkThatSwallowsIsNoticedInTimeAndThePageComesBack(Page page) {
        page.run("line.toBegin(x => { seen.push(x) }); seen.push(line.next())");
        cable.swallow();
        await("the page hibernates").atMost(AT_MOST).until(() -> visitor().isHibernating());
        assertThat(visitor().isAlive()).isTrue();
        LINE.begin.call("meanwhile");
        cable.release();
        page.eventually("return events.join()", "disconnected,resumed");
        page.eventually("return seen.join()", "1,meanwhile");
        assertThat(page.run("return line.next()")).isEqualTo(2L);
        assertThat(visitor().isHibernating()).isFalse();
    }

    @Test
    void aPageThatIsBusyIsLeftAlone(Page page) {
        page.start("const until = performance.now() + %d; while (performance.now() < until) { }"
                .formatted(LONG.toMillis()));
        staysLinkedFor(LONG);
        assertThat(page.run("return events.join()")).isEqualTo("");
    }

    @Test
    void aPageThatWaitsForALongCallIsLeftAlone(Page page) throws Exception {
        page.run("line.toBegin(() => { seen.push(line.hold()) })");
        LINE.beginAndAwait();
        staysLinkedFor(LONG);
        LINE.gate.countDown();
        page.eventually("return seen.join()", "held");
        assertThat(page.run("return events.join()")).isEqualTo("");
    }

    @Test
    void aPageThatIsHiddenIsLeftAlone(Page page) {
        page.run("globalThis.sights = new Set(); setInterval(() => sights.add(document.visibilityState), 200)");
        page.newTab().open("no-script.html");
        staysLinkedFor(LONG);
        assertThat(page.run("return [sights.has('hidden'), ...events].join()")).isEqualTo("true");
    }
}
