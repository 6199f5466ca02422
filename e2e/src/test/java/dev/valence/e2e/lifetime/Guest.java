package dev.valence.e2e.lifetime;

import static org.awaitility.Awaitility.await;

import dev.valence.api.Renderer;
import dev.valence.e2e.Page;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;

/** A page that is left and comes back: has a proxy, a listener and a function at a {@link Bell}, and notes what it sees. */
final class Guest {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private static final String ENTER = """
            globalThis.bell = remote.require('./bell')
            globalThis.events = []
            globalThis.heard = []
            globalThis.shown = []
            bell.enter()
            bell.on('ring', x => { heard.push(x) })
            bell.keep(x => { heard.push(x) })
            addEventListener('pageshow', ({ persisted }) => { shown.push(persisted) })
            for (const event of ['disconnected', 'resumed', 'session-lost']) remote.on(event, () => events.push(event))""";

    final Page page;
    final Renderer renderer;

    private Guest(Bell bell, Page page) {
        page.run(ENTER);
        this.page = page;
        this.renderer = bell.visitor();
    }

    /** Enters with the document that {@code page} shows, and has a socket by now. */
    static Guest linked(Bell bell, Page page) {
        Guest guest = new Guest(bell, page);
        Objects.requireNonNull(bell.kept).call("linked");
        page.eventually("return heard.splice(0).join()", "linked");
        return guest;
    }

    /** The same with a document that never has a socket. */
    static Guest withoutSocket(Bell bell, Page page) {
        return new Guest(bell, page);
    }

    /** Leaves for a page without a script of ours; returns when Java knows. */
    void leave() {
        page.open("about:blank");
        awaitHibernation();
    }

    void awaitHibernation() {
        await("the page hibernates").atMost(PATIENCE).until(() -> renderer.isHibernating() || !renderer.isAlive());
        if (!renderer.isAlive()) {
            page.back();
            throw new AssertionError("The browser did not keep the page: "
                    + page.run(
                            "return JSON.stringify(performance.getEntriesByType('navigation')[0].notRestoredReasons)"));
        }
    }

    void awaitEnd() {
        await("the page has ended").atMost(PATIENCE).until(() -> !renderer.isAlive());
    }

    /** Has the browser freeze the tab, or let it go on. */
    void setFrozen(boolean isFrozen) {
        page.devTools("Page.setWebLifecycleState", Map.of("state", isFrozen ? "frozen" : "active"));
    }

    /** What has happened to the session since this was asked last; waits until it is {@code expected}. */
    void eventually(String expected) {
        page.eventually("return events.join()", expected);
        page.run("events.length = 0");
    }

    /** Ends the session as if the document were left for good. What browsers keep is dropped by them without a word. */
    void end() {
        page.run("""
                dispatchEvent(new PageTransitionEvent('pagehide'))
                document.dispatchEvent(new Event('visibilitychange'))""");
    }
}
