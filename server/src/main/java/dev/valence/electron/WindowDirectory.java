package dev.valence.electron;

import dev.valence.api.Renderer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All windows of one main process, by id, by the key that their pages were given, and by renderer.
 *
 * <p>A window is entered when it is known and leaves when it closed; in between the directory keeps it alive, as Electron
 * does. Ids count from 1 and are never used again; a window's {@code webContents} has the id of the window. May be used from
 * any thread.
 */
public final class WindowDirectory {
    private static final Logger LOG = LoggerFactory.getLogger(WindowDirectory.class);

    private final Executor mainThread;
    private final AtomicInteger lastId = new AtomicInteger();
    private final Map<Integer, Entry> entries = new ConcurrentSkipListMap<>();
    private final Map<Renderer, BrowserWindow> pages = new HashMap<>();
    private volatile WindowObserver observer = WindowObserver.NOBODY;

    private record Entry(WindowIdentity identity, BrowserWindow window) {}

    /** @param mainThread runs what windows have to tell their listeners, one after another */
    public WindowDirectory(Executor mainThread) {
        this.mainThread = mainThread;
    }

    /** Takes the next id, with a key. For backends, which tell the page before its first script. */
    public WindowIdentity mint() {
        return WindowIdentity.mint(lastId.incrementAndGet());
    }

    /** Enters a window of Valence's own, from which on it tells its listeners. It is not announced yet. */
    public BrowserWindow enter(WindowIdentity identity, BackendWindow backend) {
        BrowserWindow window = add(identity, backend);
        backend.listen(new WindowRelay(window, this));
        return window;
    }

    /** Tells the application of a window that its page opened, on the main thread. */
    public void announceLater(BrowserWindow window) {
        tell(() -> announce(window));
    }

    /** All windows, in the order of their ids. A page of a foreign browser is among them once it was asked for. */
    public List<BrowserWindow> windows() {
        return entries.values().stream().map(Entry::window).toList();
    }

    /** The window of that id; empty where it never was or has closed. */
    public Optional<BrowserWindow> byId(int id) {
        return Optional.ofNullable(entries.get(id)).map(Entry::window);
    }

    /**
     * The window whose page says {@code window: {id, key}} when it opens its session; empty where that is no key of this window for documents of
     * {@code origin}.
     */
    public Optional<BrowserWindow> byKey(int id, String key, @Nullable String origin) {
        return Optional.ofNullable(entries.get(id))
                .filter(entry -> entry.identity.isOpenedBy(key, origin))
                .map(Entry::window);
    }

    /**
     * The window of a page in a browser that Valence did not launch: made when it is first asked for, closed when
     * {@code renderer} ends. A reload makes a new renderer, and so another window: nothing in a foreign browser tells a
     * reloaded tab from a new one.
     */
    public BrowserWindow ofPage(Renderer renderer, PagePort port) {
        PageWindow page;
        BrowserWindow window;
        synchronized (pages) {
            BrowserWindow known = pages.get(renderer);
            if (known != null) {
                return known;
            }
            page = new PageWindow(port);
            window = add(mint(), page);
            pages.put(renderer, window);
        }
        page.listen(new WindowRelay(window, this));
        announce(window);
        return window;
    }

    /** The window that {@link #ofPage} made for that page; empty where nobody asked for it. */
    public Optional<BrowserWindow> known(Renderer renderer) {
        synchronized (pages) {
            return Optional.ofNullable(pages.get(renderer));
        }
    }

    /** The window that has the keyboard, if one of ours has. */
    Optional<BrowserWindow> focused() {
        return windows().stream().filter(BrowserWindow::hasFocus).findFirst();
    }

    /** Tells the application of a new window, on the calling thread. */
    void announce(BrowserWindow window) {
        observer.created(window);
    }

    /** Sets who is told of all windows; there is one. */
    void observe(WindowObserver newObserver) {
        observer = newObserver;
    }

    WindowObserver observer() {
        return observer;
    }

    /** Runs {@code news} on the main thread, in order. Where that has ended, nobody is left to be told. */
    void tell(Runnable news) {
        try {
            mainThread.execute(news);
        } catch (RejectedExecutionException e) {
            LOG.debug("The main thread has ended before its last windows did");
        }
    }

    /** The windows whose closing ends an application: foreign tabs come and go as their users like. */
    List<BrowserWindow> ownWindows() {
        return windows().stream().filter(BrowserWindow::isOwn).toList();
    }

    void remove(BrowserWindow window) {
        entries.remove(window.id());
        synchronized (pages) {
            pages.values().remove(window);
        }
    }

    private BrowserWindow add(WindowIdentity identity, BackendWindow backend) {
        BrowserWindow window = new BrowserWindow(identity.id(), backend, this);
        entries.put(identity.id(), new Entry(identity, window));
        return window;
    }
}
