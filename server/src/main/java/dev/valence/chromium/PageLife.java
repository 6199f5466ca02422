package dev.valence.chromium;

import dev.valence.electron.LoadFailure;
import dev.valence.electron.PageState;
import dev.valence.electron.Rectangle;
import dev.valence.electron.WindowListener;
import dev.valence.protocol.PlainJson;
import org.jspecify.annotations.Nullable;

/**
 * What became of the document in one window, from what DevTools and our reporter in the page tell. Keeps the last known state
 * and tells the listener, in order. Events come on the thread that reads the pipe; all else may be called from any thread.
 */
final class PageLife {
    private static final Rectangle UNKNOWN = PageState.BLANK.bounds();

    private volatile WindowListener listener = WindowListener.NOBODY;
    private PageState state;
    private String blank;
    private String titleWanted;
    private String committedUrl = "";

    /** While it shows the document that is only there because a window cannot be without one. */
    private boolean isBlank;

    /** Loads that were asked for and of which Chromium has not said yet what became of them. */
    private int requested;

    private boolean isReloading;
    private boolean isInFront = true;
    private boolean hasKeyboard;
    private boolean isClosing;
    private boolean isLoading;

    /** Whether the document that is loading has taken the place of the one before, whose last events may still come. */
    private boolean isCommitted;

    private volatile boolean isCrashed;
    private volatile boolean isClosed;
    private @Nullable String failedUrl;

    /** Opened and shut with this object's lock held, so that steps must not want it: what they read is volatile. */
    private final Gate idle = new Gate(true);

    /**
     * @param blank address of the first document where nobody asked for it; empty where somebody did
     * @param title of the window until a document brings its own
     */
    PageLife(String blank, String title) {
        this.blank = blank;
        this.isBlank = !blank.isEmpty();
        this.titleWanted = title;
        this.state = PageState.BLANK.withTitle(title);
    }

    /** Sets who is told, before anything happens. */
    void listen(WindowListener newListener) {
        listener = newListener;
    }

    synchronized PageState state() {
        return state;
    }

    /** Takes {@code step} when no document is on its way; at once where that is so. Steps are taken in their order. */
    void whenIdle(Runnable step) {
        idle.pass(step);
    }

    /** Whether the process of the page is dead, and nothing there to answer. */
    boolean isCrashed() {
        return isCrashed;
    }

    boolean isClosed() {
        return isClosed;
    }

    /** The title to give a document that has none of its own; empty where any will do. */
    synchronized String titleWanted() {
        return titleWanted;
    }

    synchronized void titleSet(String title) {
        titleWanted = title;
        state = state.withTitle(title);
    }

    synchronized void boundsSeen(Rectangle bounds) {
        state = state.withBounds(bounds);
    }

    /**
     * Says whether this window was the last to be brought to the front. Only a headless browser needs to be told: it gives the
     * keyboard to all pages at once.
     */
    void inFront(boolean newInFront) {
        boolean changed;
        boolean focused;
        synchronized (this) {
            isInFront = newInFront;
            focused = isInFront && hasKeyboard;
            changed = focused != state.focused();
            state = state.withFocused(focused);
        }
        if (changed) {
            listener.focusChanged(focused);
        }
    }

    /** A load is being asked for. {@link #answered} ends what begins here. */
    synchronized void request(String url) {
        requested++;
        state = state.withUrl(url).withReadyState("loading");
        idle.shut();
    }

    /** The document is to be loaded again. Chromium does not say what became of that: it begins, or the page stays. */
    synchronized void requestAgain() {
        isReloading = true;
        state = state.withReadyState("loading");
        idle.shut();
    }

    /** The page is to be asked whether it goes. */
    synchronized void closeAsked() {
        isClosing = true;
    }

    /** The page was asked whether it goes, and stays. */
    void stays() {
        boolean refused;
        synchronized (this) {
            refused = isClosing;
            isClosing = false;
            isReloading = false;
            idleIfSo();
        }
        if (refused) {
            listener.closeRefused();
        }
    }

    /** Chromium said what became of a load: it began, or {@code failure} kept it from beginning. */
    void answered(@Nullable LoadFailure failure) {
        synchronized (this) {
            requested--;
            if (failure != null) {
                state = state.withUrl(committedUrl);
            }
            idleIfSo();
            if (isCrashed || isClosed) {
                return;
            }
        }
        if (failure != null) {
            listener.loadFailed(failure);
        }
    }

    void loadFailed(LoadFailure failure) {
        listener.loadFailed(failure);
    }

    /** A navigation begins. The first one away from the blank document is the first that counts. */
    synchronized void navigating(String url) {
        isBlank &= url.equals(blank);
    }

    void loadStarted() {
        synchronized (this) {
            if (isBlank) {
                return;
            }
            isLoading = true;
            isCommitted = false;
            isReloading = false;
            isCrashed = false;
            failedUrl = null;
            state = state.withReadyState("loading");
            idle.shut();
        }
        listener.loadStarted();
    }

    /**
     * There is another document in the window.
     *
     * @param unreachable where it is Chromium's own that says so, the address that was asked for; else empty
     */
    void navigated(String url, String unreachable) {
        synchronized (this) {
            if (isBlank && url.equals(blank)) {
                return;
            }
            isBlank = false;
            isCommitted = true;
            committedUrl = unreachable.isEmpty() ? url : unreachable;
            state = state.withUrl(committedUrl);
            failedUrl = unreachable.isEmpty() ? null : unreachable;
            if (!unreachable.isEmpty()) {
                return;
            }
        }
        listener.navigated(url);
    }

    synchronized void navigatedWithin(String url) {
        committedUrl = url;
        state = state.withUrl(url);
    }

    /** Whether this is the first document that was asked for, after the blank one; true once. */
    synchronized boolean leftBlank() {
        if (isBlank || blank.isEmpty()) {
            return false;
        }
        blank = "";
        return true;
    }

    /** Address of the document that could not be loaded and for which Chromium shows an error; null where all is well. */
    synchronized @Nullable String failedUrl() {
        return failedUrl;
    }

    void domReady() {
        synchronized (this) {
            if (!isCommitted || failedUrl != null) {
                return;
            }
            state = state.withReadyState("interactive");
        }
        listener.domReady();
    }

    void loadFinished() {
        synchronized (this) {
            if (!isCommitted || failedUrl != null) {
                return;
            }
        }
        listener.loadFinished();
    }

    void loadStopped() {
        synchronized (this) {
            if (!isLoading) {
                return;
            }
            isLoading = false;
            idleIfSo();
        }
        listener.loadStopped();
    }

    void crashed() {
        synchronized (this) {
            isCrashed = true;
            isLoading = false;
            isReloading = false;
            idleIfSo();
        }
        listener.crashed();
    }

    void closed() {
        synchronized (this) {
            isClosed = true;
            isCrashed = true;
            idle.open();
        }
        listener.closed();
    }

    /**
     * Takes in what {@code page-reporter.js} says.
     *
     * @return whether the document is parsed and has no title, but is to have one
     */
    boolean reported(String json) {
        Fields report = Fields.of(PlainJson.read(json));
        Fields place = report.fields("bounds");
        Rectangle bounds =
                new Rectangle(place.whole("x"), place.whole("y"), place.whole("width"), place.whole("height"));
        String title = report.text("title");
        PageState before;
        PageState after;
        boolean lacksTitle;
        synchronized (this) {
            before = state;
            boolean bringsTitle = !isBlank && !title.isEmpty();
            hasKeyboard = report.flag("focused");
            after = before.withBounds(bounds)
                    .withFocused(hasKeyboard && isInFront)
                    .withTitle(bringsTitle ? title : before.title());
            state = after;
            lacksTitle = !isBlank && title.isEmpty() && report.flag("parsed") && !titleWanted.isEmpty();
        }
        if (!before.title().equals(after.title())) {
            listener.titleChanged(after.title());
        }
        if (!before.bounds().equals(UNKNOWN) && !before.bounds().equals(bounds)) {
            listener.boundsChanged(before.bounds(), bounds);
        }
        if (before.focused() != after.focused()) {
            listener.focusChanged(after.focused());
        }
        return lacksTitle;
    }

    private void idleIfSo() {
        if (requested == 0 && !isLoading && !isReloading) {
            state = state.withReadyState("complete");
            idle.open();
        }
    }
}
