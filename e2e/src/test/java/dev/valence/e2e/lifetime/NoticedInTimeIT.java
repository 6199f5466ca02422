package dev.valence.e2e.lifetime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.valence.api.Renderer;
import dev.valence.e2e.Page;
import dev.valence.e2e.PageExtension;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.openqa.selenium.WebDriverException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How soon Java knows that a page is gone, from the moment on that the browser is told to end it. A busy machine makes it late now and
 * then, so that the promise is one of the median: it holds for most pages that end, not for the luckiest.
 */
class NoticedInTimeIT {
    private static final Logger LOG = LoggerFactory.getLogger(NoticedInTimeIT.class);
    private static final Duration PROMISED = Duration.ofMillis(250);
    private static final int TRIES = 5;
    private static final Bell BELL = new Bell();

    @RegisterExtension
    static final PageExtension java = PageExtension.with(main -> main.module("./bell", BELL));

    @BeforeEach
    void renew() {
        BELL.renew();
    }

    private static Renderer visit(Page page) {
        return Guest.linked(BELL, page.open("plain.html")).renderer;
    }

    /** Ends a page several times over. */
    private static void isNoticedInTime(String what, Page page, Consumer<Page> end) {
        List<Duration> times = new ArrayList<>();
        for (int i = 0; i < TRIES; i++) {
            page.url(); // back to the tab that stays
            Page doomed = page.newTab();
            Renderer visitor = visit(doomed);
            long begin = System.nanoTime();
            end.accept(doomed);
            await("Java knows").atMost(Duration.ofSeconds(5)).until(() -> BELL.ends.containsKey(visitor));
            times.add(Duration.ofNanos(BELL.ends.get(visitor) - begin));
        }
        report(what, times);
    }

    private static void report(String what, List<Duration> times) {
        List<Long> millis = times.stream().map(Duration::toMillis).sorted().toList();
        LOG.info("{} is noticed after {} ms", what, millis);
        assertThat(millis.get(TRIES / 2))
                .as("the median, in ms, of " + millis)
                .isLessThanOrEqualTo(PROMISED.toMillis());
    }

    @Test
    void aReload(Page page) {
        isNoticedInTime("A reload", page, Page::reload);
    }

    @Test
    void aTabThatIsClosed(Page page) {
        isNoticedInTime("A closed tab", page, Page::close);
    }

    @Test
    void aTabThatCrashes(Page page) {
        isNoticedInTime("A crash", page, doomed -> {
            try {
                doomed.devTools("Page.crash", Map.of());
            } catch (WebDriverException crashed) {
                // Nobody is left to answer.
            }
        });
    }

    @Test
    void aNavigationAfterWhichJavaHoldsNothing(Page page) {
        isNoticedInTime("A navigation", page, doomed -> doomed.open("about:blank"));
        java.awaitNothingHeld();
    }
}
