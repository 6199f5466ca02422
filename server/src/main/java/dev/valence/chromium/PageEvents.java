package dev.valence.chromium;

import dev.valence.electron.LoadFailure;
import dev.valence.electron.WindowIdentity;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * What DevTools tells of one page, brought to its {@link PageLife}; and what has to be set up before its first script. All of
 * it on the thread that reads the pipe, so nothing here waits.
 */
final class PageEvents {
    private static final String WORLD = "valence";
    private static final String REPORTER = PageScripts.read("page-reporter.js");

    private final PageSession session;
    private final boolean headless;
    private final DevToolsWindow window;
    private final PageLife life;
    private @Nullable CompletableFuture<LoadFailure> failure;

    /** @param headless whether nobody is there to answer a dialog */
    PageEvents(PageSession session, boolean headless, DevToolsWindow window) {
        this.session = session;
        this.headless = headless;
        this.window = window;
        this.life = window.life();
    }

    /** Sets up a page that waits to begin, and lets it. */
    void begin(WindowIdentity identity, @Nullable Preload preload) {
        List<CompletableFuture<?>> steps = new ArrayList<>();
        steps.add(session.send("Page.enable", Map.of()));
        steps.add(session.send("Inspector.enable", Map.of()));
        steps.add(session.send("Runtime.enable", Map.of()));
        steps.add(session.send("Runtime.addBinding", Map.of("name", "valenceReport", "executionContextName", WORLD)));
        steps.add(addScript(Map.of("source", REPORTER, "worldName", WORLD)));
        if (preload != null) {
            preload.sourcesFor(identity).forEach(source -> steps.add(addScript(Map.of("source", source))));
        }
        session.tell("Runtime.runIfWaitingForDebugger", Map.of());
        // Not all of them need succeed: a page that is gone by now will not load anything anyway.
        CompletableFuture<Void> unused = CompletableFuture.allOf(steps.toArray(new CompletableFuture<?>[0]))
                .whenComplete((done, failure) -> window.isSetUp());
    }

    void event(String method, Fields params) {
        boolean isMain = params.text("frameId").equals(session.target());
        switch (method) {
            case "Page.frameStartedNavigating" -> {
                if (isMain) {
                    life.navigating(params.text("url"));
                }
            }
            case "Page.frameStartedLoading" -> {
                if (isMain) {
                    failure = null;
                    life.loadStarted();
                }
            }
            case "Page.frameNavigated" -> navigated(params.fields("frame"));
            case "Page.navigatedWithinDocument" -> {
                if (isMain) {
                    life.navigatedWithin(params.text("url"));
                }
            }
            case "Page.domContentEventFired" -> parsed();
            case "Page.loadEventFired" -> life.loadFinished();
            case "Page.frameStoppedLoading" -> {
                if (isMain) {
                    stopped();
                }
            }
            case "Page.javascriptDialogOpening" -> dialog(params.text("type"));
            case "Inspector.targetCrashed" -> {
                life.crashed();
                session.fail("the page has crashed");
            }
            case "Runtime.bindingCalled" -> reported(params.text("payload"));
            // DevTools keeps what a page logs, for people to look at. Kept proxies would keep Java's objects alive.
            case "Runtime.consoleAPICalled", "Runtime.exceptionThrown" ->
                session.tell("Runtime.releaseObjectGroup", Map.of("objectGroup", "console"));
            default -> {
                // Chromium tells more than a window needs to know.
            }
        }
    }

    /** Whether this is the window that was brought to the front last. */
    void inFront(boolean isInFront) {
        window.appearance().inFront(isInFront);
    }

    /** The window is gone. */
    void ended() {
        life.closed();
        session.fail("the window is closed");
    }

    private void navigated(Fields frame) {
        if (!frame.has("parentId")) {
            life.navigated(frame.text("url") + frame.text("urlFragment"), frame.text("unreachableUrl"));
        }
    }

    private void parsed() {
        if (life.leftBlank()) {
            // Nobody goes back to nothing; and a page may close() itself only where it is the first in its window.
            session.tell("Page.resetNavigationHistory", Map.of());
        }
        String url = life.failedUrl();
        if (url == null) {
            life.domReady();
            return;
        }
        // Chromium's own page knows why it is shown instead of the one that was asked for.
        failure = session.send("Runtime.evaluate", Map.of("expression", "loadTimeDataRaw.errorCode"))
                .handle((answer, unknown) ->
                        answer == null ? "" : answer.fields("result").text("value"))
                .thenApply(name -> name.startsWith("ERR_") ? name : "ERR_FAILED")
                .thenApply(name -> new LoadFailure(NetError.code(name), name, url));
    }

    private void stopped() {
        if (failure == null) {
            life.loadStopped();
            return;
        }
        CompletableFuture<Void> unused = failure.thenAccept(reason -> {
            life.loadFailed(reason);
            life.loadStopped();
        });
        failure = null;
    }

    private void reported(String report) {
        if (window.appearance().reported(report, life.isBlank())) {
            window.lendTitle();
        }
    }

    /**
     * A page that would rather stay does so without asking, as in Electron. Where nobody sees other dialogs they are closed;
     * else they are the user's.
     */
    private void dialog(String type) {
        boolean wantsToStay = type.equals("beforeunload");
        if (wantsToStay || headless) {
            session.tell("Page.handleJavaScriptDialog", Map.of("accept", type.equals("alert")));
        }
        if (wantsToStay) {
            life.stays();
        }
    }

    private CompletableFuture<Fields> addScript(Map<String, ?> params) {
        return session.send("Page.addScriptToEvaluateOnNewDocument", params);
    }
}
