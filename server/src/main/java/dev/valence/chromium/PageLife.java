package dev.valence.chromium;

import dev.valence.electron.LoadFailure;
import dev.valence.electron.PageState;
import dev.valence.electron.WindowListener;
import org.jspecify.annotations.Nullable;

/**
 * What became of the document in one window: asked for, loading, there, crashed, closed. Keeps the last known state and tells
 * the listener, in order. Events come on the thread that reads the pipe; all else may be called from any thread.
 */
final class PageLife {
    private static final String LOADING = "loading";
    private static final String COMPLETE = "complete";

    private volatile WindowListener listener = WindowListener.NOBODY;
    private String url = "";
    private String readyState = COMPLETE;
    private String blank;
    private String committedUrl = "";

    /** While it shows the document that is only there because a window cannot be without one. */
    private boolean isBlank;

    /** Loads that were asked for and of which Chromium has not said yet what became of them. */
    private int requested;

    private boolean isReloading;
    private boolean isClosing;
    private boolean isLoading;

    /** Whether the document that is loading has taken the place of the one before, whose last events may still come. */
    private boolean isCommitted;

    private volatile boolean isCrashed;
    private volatile boolean isClosed;
    private @Nullable String failedUrl;

    /** Opened and shut with this object's lock held, so that steps must not want it: what they read is volatile. */
    private final Gate idle = new Gate(true);

    /** @param blank address of the first document where nobody asked for it; empty where somebody did */
    PageLife(String blank) {
        this.blank = blank;
        this.isBlank = !blank.isEmpty();
    }

    /** Sets who is told, before anything happens. */
    void listen(WindowListener newListener) {
        listener = newListener;
    }

    /** What is known of the document, added to what is known of its {@code appearance}. */
    synchronized PageState state(PageState appearance) {
        return appearance.withUrl(url).withReadyState(readyState);
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

    /** Whether the document is about to give way to another, which was asked for and has not come up yet. */
    synchronized boolean isLeaving() {
        return readyState.equals(LOADING);
    }

    /** Whether the document is the one that nobody asked for. */
    synchronized boolean isBlank() {
        return isBlank;
    }

    /** A load is being asked for. {@link #answered} ends what begins here. */
    synchronized void request(String newUrl) {
        requested++;
        url = newUrl;
        readyState = LOADING;
        idle.shut();
    }

    /** The document is to be loaded again. Chromium does not say what became of that: it begins, or the page stays. */
    synchronized void requestAgain() {
        isReloading = true;
        readyState = LOADING;
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
            // Where it gave way to a later load, the address is already that one's.
            if (failure != null && requested == 0 && !isLoading) {
                url = committedUrl;
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
    synchronized void navigating(String address) {
        isBlank &= address.equals(blank);
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
            readyState = LOADING;
            idle.shut();
        }
        listener.loadStarted();
    }

    /**
     * There is another document in the window.
     *
     * @param unreachable where it is Chromium's own that says so, the address that was asked for; else empty
     */
    void navigated(String address, String unreachable) {
        synchronized (this) {
            if (isBlank && address.equals(blank)) {
                return;
            }
            isBlank = false;
            isCommitted = true;
            committedUrl = unreachable.isEmpty() ? address : unreachable;
            url = committedUrl;
            failedUrl = unreachable.isEmpty() ? null : unreachable;
            if (!unreachable.isEmpty()) {
                return;
            }
        }
        listener.navigated(address);
    }

    synchronized void navigatedWithin(String address) {
        committedUrl = address;
        url = address;
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
            readyState = "interactive";
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

    private void idleIfSo() {
        if (requested == 0 && !isLoading && !isReloading) {
            readyState = COMPLETE;
            idle.open();
        }
    }
}
