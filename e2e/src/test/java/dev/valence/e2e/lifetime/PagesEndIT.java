package dev.valence.e2e.lifetime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.valence.api.Exposed;
import dev.valence.api.RemoteFunction;
import dev.valence.api.Renderer;
import dev.valence.api.RendererGoneException;
import dev.valence.e2e.Browser;
import dev.valence.e2e.Page;
import dev.valence.e2e.PageExtension;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** However a page ends, Java is left with nothing to clean up. */
class PagesEndIT {
    private static final Desk DESK = new Desk();

    @RegisterExtension
    static final PageExtension java = PageExtension.with(main -> main.module("./desk", DESK));

    /** What keeps much of a page, and keeps a page waiting. */
    @Exposed
    public static final class Desk {
        private final List<RemoteFunction> functions = new ArrayList<>();
        private CountDownLatch entered = new CountDownLatch(1);
        private CountDownLatch mayLeave = new CountDownLatch(1);
        private CompletableFuture<Throwable> burstEnded = new CompletableFuture<>();

        public Object[] fill(RemoteFunction function) {
            functions.add(function);
            return new Object[] {new Paper(), new Paper(), new Paper()};
        }

        public String rendererId() {
            return Renderer.current().orElseThrow().id();
        }

        public String hold() throws InterruptedException {
            entered.countDown();
            mayLeave.await();
            return "released";
        }

        /** Calls {@code function} from a thread of its own: a flood first, then some 10 000 times a second until the page is gone. */
        public void burst(RemoteFunction function) {
            CompletableFuture<Throwable> ended = burstEnded;
            Thread thread = new Thread(() -> {
                try {
                    for (int i = 0; ; i++) {
                        function.call(i, new Paper());
                        if (i > 80_000) {
                            LockSupport.parkNanos(100_000);
                        }
                    }
                } catch (Throwable thrown) {
                    ended.complete(thrown);
                }
            });
            thread.setDaemon(true);
            thread.start();
        }

        void renew() {
            functions.clear();
            entered = new CountDownLatch(1);
            mayLeave = new CountDownLatch(1);
            burstEnded = new CompletableFuture<>();
        }
    }

    @Exposed
    public static final class Paper {
        public int size() {
            return 4;
        }
    }

    /** Keeps all that it gets: nothing is collected meanwhile, so the figures are what they are. */
    private static final String FILL =
            "globalThis.desk = remote.require('./desk'); globalThis.papers = desk.fill(() => {})";

    private static int papers() {
        return java.holdings().objectsByClass().getOrDefault(Paper.class.getName(), 0);
    }

    private static void awaitSessions(int expected) {
        await("sessions")
                .atMost(Duration.ofSeconds(5))
                .until(() -> java.holdings().sessions() == expected);
    }

    @Test
    void twentyTabsComeAndGo(Page page) {
        DESK.renew();
        List<Page> tabs = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            Page tab = page.newTab().open("plain.html");
            tab.run(FILL);
            tabs.add(tab);
        }
        assertThat(java.holdings().sessions()).isEqualTo(20);
        assertThat(papers()).isEqualTo(60);
        assertThat(java.holdings().callbacks()).isEqualTo(20);
        tabs.forEach(Page::close);
        java.awaitNothingHeld();
    }

    @Test
    void aTabThatCrashesLeavesNothing(Page page) {
        DESK.renew();
        Page survivor = page.newTab().open("plain.html");
        survivor.run(FILL);
        page.open("plain.html").run(FILL);
        assertThat(papers()).isEqualTo(6);
        page.crash();
        awaitSessions(1);
        assertThat(papers()).isEqualTo(3);
        assertThat(survivor.run("return papers[0].size()")).isEqualTo(4L);
    }

    @Test
    void aBrowserThatIsKilledLeavesNothing() {
        DESK.renew();
        try (Browser doomed = Browser.launch()) {
            Page page = java.pageIn(doomed).open("plain.html");
            page.run(FILL);
            page.newTab().open("plain.html").run(FILL);
            assertThat(java.holdings().sessions()).isEqualTo(2);
            doomed.kill();
            java.awaitNothingHeld();
        }
    }

    @Test
    void aReloadBringsTheSameFigureBack(Page page) {
        DESK.renew();
        page.open("plain.html").run(FILL);
        var before = java.holdings();
        for (int i = 0; i < 100; i++) {
            page.reload().run(FILL);
        }
        java.awaitHoldings(before);
    }

    @Test
    void aReloadInTheMiddleOfACallEndsTheOldPageAndBeginsANewOne(Page page) throws Exception {
        DESK.renew();
        page.open("plain.html");
        Object before = page.run("return remote.require('./desk').rendererId()");
        page.run("""
                const desk = remote.require('./desk')
                desk.fill(() => {
                  location.reload()
                  globalThis.answer = desk.hold()
                })""");
        DESK.functions.get(0).call();
        DESK.entered.await();
        DESK.mayLeave.countDown();
        await("another document")
                .atMost(Duration.ofSeconds(5))
                .ignoreExceptions()
                .until(() -> !before.equals(page.run("return remote.require('./desk').rendererId()")));
        awaitSessions(1);
        assertThat(page.run("return typeof answer")).isEqualTo("undefined");
    }

    @Test
    void aTabClosedInTheMiddleOfACallIsWipedWhileJavaIsStillInTheCall(Page page) throws Exception {
        DESK.renew();
        Page doomed = page.newTab().open("plain.html");
        doomed.run("""
                const desk = remote.require('./desk')
                globalThis.papers = desk.fill(() => desk.hold())""");
        DESK.functions.get(0).call();
        DESK.entered.await();
        String target = page.targetOf("plain.html");
        page.devTools("Target.closeTarget", Map.of("targetId", target));
        java.awaitNothingHeld();
        DESK.mayLeave.countDown();
        page.open("plain.html");
        assertThat(page.run("return remote.require('./desk').fill(() => {}).length"))
                .isEqualTo(3L);
    }

    @Test
    void aReloadInTheMiddleOfABurstOfCallbacksEndsItWithElectronsWords(Page page) throws Exception {
        DESK.renew();
        page.open("plain.html");
        page.run("globalThis.count = 0; remote.require('./desk').burst(() => { count++ })");
        page.eventually("return count > 20", true);
        page.reload();
        assertThat(DESK.burstEnded.get(10, TimeUnit.SECONDS))
                .isInstanceOf(RendererGoneException.class)
                .hasMessageContaining("has been closed or released");
        page.run(FILL);
        awaitSessions(1);
        assertThat(papers()).isEqualTo(3);
    }

    @Test
    void navigationAwayAndBackIsANewDocument(Page page) {
        DESK.renew();
        page.open("plain.html").run(FILL);
        Object before = page.run("return remote.require('./desk').rendererId()");
        page.open("about:blank");
        java.awaitNothingHeld();
        page.back();
        assertThat(page.run("return remote.require('./desk').rendererId()")).isNotEqualTo(before);
        assertThat(page.run("return typeof papers")).isEqualTo("undefined");
        page.run(FILL);
        assertThat(papers()).isEqualTo(3);
    }

    @Test
    void aChildWindowIsARendererOfItsOwn(Page page) {
        DESK.renew();
        page.open("plain.html").run(FILL);
        Page child = page.opens(() -> page.run("globalThis.child = open('plain.html')"));
        child.eventually("return document.readyState + ' ' + typeof remote", "complete object");
        child.run(FILL);
        assertThat(child.run("return remote.require('./desk').rendererId()"))
                .isNotEqualTo(page.run("return remote.require('./desk').rendererId()"));
        assertThat(papers()).isEqualTo(6);
        page.run("child.close()");
        awaitSessions(1);
        assertThat(page.run("return papers[0].size()")).isEqualTo(4L);
    }

    @Test
    void aReloadedChildWindowKeepsWorking(Page page) {
        DESK.renew();
        page.open("plain.html").run(FILL);
        Page child = page.opens(() -> page.run("globalThis.child = open('plain.html')"));
        child.eventually("return document.readyState + ' ' + typeof remote", "complete object");
        child.run(FILL);
        child.reload().run(FILL);
        child.gc();
        assertThat(child.run("return papers.map(each => each.size()).join()")).isEqualTo("4,4,4");
        assertThat(page.run("return papers.map(each => each.size()).join()")).isEqualTo("4,4,4");
        awaitSessions(2);
    }

    @Test
    void twoTabsAreTwoRenderers(Page page) {
        DESK.renew();
        page.open("plain.html").run(FILL);
        Page other = page.newTab().open("plain.html");
        other.run(FILL);
        assertThat(other.run("return remote.require('./desk').rendererId()"))
                .isNotEqualTo(page.run("return remote.require('./desk').rendererId()"));
        other.close();
        awaitSessions(1);
        assertThat(papers()).isEqualTo(3);
        assertThat(page.run("return papers[1].size()")).isEqualTo(4L);
    }
}
