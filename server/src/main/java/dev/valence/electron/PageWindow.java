package dev.valence.electron;

import dev.valence.api.NotSupportedException;
import dev.valence.api.RendererGoneException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/**
 * The window around a page in a browser that Valence did not launch. The page tells what it knows and does what a page may do
 * with its own window; the browser itself cannot be reached.
 */
final class PageWindow implements BackendWindow {
    private final PagePort port;
    private volatile PageState reported;
    private volatile @Nullable String titleSet;
    private volatile @Nullable WindowListener listener;

    PageWindow(PagePort port) {
        this.port = port;
        this.reported = port.state();
    }

    @Override
    public void listen(WindowListener newListener) {
        listener = newListener;
        port.listen(new PagePort.Listener() {
            @Override
            public void changed() {
                tellChanges(newListener);
            }

            @Override
            public void gone() {
                newListener.closed();
            }
        });
    }

    @Override
    public PageState page() {
        String title = titleSet;
        return title == null ? reported : reported.withTitle(title);
    }

    @Override
    public boolean isOwn() {
        return false;
    }

    @Override
    public Rectangle bounds() {
        return reported.bounds();
    }

    /** Browsers let a page move and resize only a window that was opened by a script and holds no other tab. */
    @Override
    public void setBounds(Rectangle bounds) {
        port.window("setBounds", bounds.x(), bounds.y(), bounds.width(), bounds.height());
    }

    @Override
    public void setTitle(String title) {
        titleSet = title;
        port.window("setTitle", title);
    }

    @Override
    public void focus() {
        port.window("focus");
    }

    @Override
    public void setState(WindowState state) {
        throw notSupported("show, hide, minimize or maximize its window");
    }

    @Override
    public WindowState state() {
        throw notSupported("see whether its window is shown, hidden, minimized or maximized");
    }

    @Override
    public void load(String url) {
        port.window("navigate", url);
    }

    @Override
    public void reload() {
        port.window("reload");
    }

    /** Browsers let a page close only a window that was opened by a script. */
    @Override
    public void close() {
        port.window("close").exceptionally(failure -> {
            WindowListener told = listener;
            if (told != null && !(unwrap(failure) instanceof RendererGoneException)) {
                told.closeRefused();
            }
            return null;
        });
    }

    @Override
    public void destroy() {
        throw notSupported("be closed without being asked; close() asks it");
    }

    @Override
    public CompletableFuture<@Nullable Object> evaluate(String code, boolean userGesture) {
        if (userGesture) {
            throw notSupported("be given a user gesture");
        }
        return port.evaluate(code).toCompletableFuture();
    }

    private static Throwable unwrap(Throwable failure) {
        Throwable cause = failure.getCause();
        return failure instanceof CompletionException && cause != null ? cause : failure;
    }

    private void tellChanges(WindowListener told) {
        PageState before = reported;
        PageState after = port.state();
        if (!before.title().equals(after.title())) {
            titleSet = null;
        }
        reported = after;
        if (!before.title().equals(after.title())) {
            told.titleChanged(after.title());
        }
        if (!before.bounds().equals(after.bounds())) {
            told.boundsChanged(before.bounds(), after.bounds());
        }
        if (before.focused() != after.focused()) {
            told.focusChanged(after.focused());
        }
        if (!before.readyState().equals(after.readyState())) {
            tellLoading(before, after, told);
        }
    }

    /** The document may have become complete between two reports: it was parsed then, too. */
    private static void tellLoading(PageState before, PageState after, WindowListener told) {
        if (before.readyState().equals("loading")) {
            told.domReady();
        }
        if (after.readyState().equals("complete")) {
            told.loadFinished();
            told.loadStopped();
        }
    }

    private static NotSupportedException notSupported(String what) {
        return new NotSupportedException(
                "This page is in a browser that Valence did not launch: it cannot " + what + ".");
    }
}
