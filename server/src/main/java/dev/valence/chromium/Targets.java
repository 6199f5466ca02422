package dev.valence.chromium;

import dev.valence.electron.BrowserWindow;
import dev.valence.electron.WindowDirectory;
import dev.valence.electron.WindowIdentity;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The pages of one Chromium, by their DevTools sessions. Each page that appears waits until it is entered in the directory and
 * set up: those we asked for, told by their address, and those that other pages opened.
 */
final class Targets implements DevToolsPipe.Listener {
    private final WindowDirectory directory;
    private final Supplier<@Nullable Preload> preload;
    private final boolean headless;
    private final Supplier<Runnable> onEnded;
    private final Map<String, Opening> openings = new ConcurrentHashMap<>();
    private final Map<String, PageEvents> pages = new ConcurrentHashMap<>();

    /** A window that we asked for, at the moment in which its page appears. */
    record Opened(BrowserWindow window, DevToolsWindow backend, PageSession session) {}

    private record Opening(String title, CompletableFuture<Opened> opened) {}

    /** @param onEnded asked first of all; what it gives runs last, when all windows were told that they are gone */
    Targets(
            WindowDirectory directory,
            Supplier<@Nullable Preload> preload,
            boolean headless,
            Supplier<Runnable> onEnded) {
        this.directory = directory;
        this.preload = preload;
        this.headless = headless;
        this.onEnded = onEnded;
    }

    /** Makes the page that appears with exactly this address the one that the caller waits for. */
    CompletableFuture<Opened> expect(String url, String title) {
        CompletableFuture<Opened> opened = new CompletableFuture<>();
        openings.put(url, new Opening(title, opened));
        return opened;
    }

    /** Nobody waits any more. */
    void forget(String url) {
        openings.remove(url);
    }

    @Override
    public void event(DevToolsPipe pipe, @Nullable String session, String method, Fields params) {
        if (session != null) {
            PageEvents page = pages.get(session);
            if (page != null) {
                page.event(method, params);
            }
            return;
        }
        switch (method) {
            case "Target.attachedToTarget" -> attached(pipe, params.text("sessionId"), params.fields("targetInfo"));
            case "Target.detachedFromTarget" -> {
                PageEvents page = pages.remove(params.text("sessionId"));
                if (page != null) {
                    page.ended();
                }
            }
            default -> {
                // Chromium tells more of targets than windows need.
            }
        }
    }

    @Override
    public void ended() {
        // Whoever opens a window because another is gone must not be sent to this browser.
        Runnable last = onEnded.get();
        pages.values().forEach(PageEvents::ended);
        pages.clear();
        ChromiumException reason = new ChromiumException("Chromium has ended");
        openings.values().forEach(opening -> opening.opened.completeExceptionally(reason));
        last.run();
    }

    private void broughtToFront(String session) {
        if (headless) {
            pages.forEach((each, page) -> page.inFront(each.equals(session)));
        }
    }

    private void attached(DevToolsPipe pipe, String session, Fields info) {
        PageSession page = new PageSession(pipe, session, info.text("targetId"));
        String url = info.text("url");
        if (url.startsWith("devtools://") || info.has("subtype")) {
            // The developer tools of a window, and pages that nobody sees yet, are no windows.
            page.tell("Runtime.runIfWaitingForDebugger", Map.of());
            return;
        }
        Opening opening = openings.remove(url);
        try {
            enter(page, url, opening);
        } catch (RuntimeException e) {
            pipe.tell(null, "Target.closeTarget", Map.of("targetId", page.target()));
            if (opening == null) {
                throw e;
            }
            opening.opened.completeExceptionally(e);
        }
    }

    private void enter(PageSession session, String url, @Nullable Opening opening) {
        // Before anything else: a page without what it needs is not to begin.
        Preload script = preload.get();
        PageLife life = new PageLife(opening == null ? "" : url);
        PageAppearance appearance = new PageAppearance(opening == null ? "" : opening.title);
        DevToolsWindow backend = new DevToolsWindow(session, life, appearance, () -> broughtToFront(session.id()));
        PageEvents page = new PageEvents(session, headless, backend);
        pages.put(session.id(), page);
        broughtToFront(session.id());
        WindowIdentity identity = directory.mint();
        BrowserWindow window = directory.enter(identity, backend);
        page.begin(identity, script);
        if (opening == null) {
            directory.announceLater(window);
        } else {
            opening.opened.complete(new Opened(window, backend, session));
        }
    }
}
