package dev.valence.electron;

import dev.valence.api.EventEmitter;
import org.jspecify.annotations.Nullable;

/** Carries what the browser tells of a window to the listeners of the window and its contents, on the main thread. */
final class WindowRelay implements WindowListener {
    private final BrowserWindow window;
    private final WindowDirectory directory;

    WindowRelay(BrowserWindow window, WindowDirectory directory) {
        this.window = window;
        this.directory = directory;
    }

    @Override
    public void focusChanged(boolean focused) {
        directory.tell(() -> {
            if (!window.isDestroyed()) {
                window.emit(focused ? "focus" : "blur", Event.of(window));
                directory.observer().focusChanged(window, focused);
            }
        });
    }

    @Override
    public void boundsChanged(Rectangle before, Rectangle after) {
        if (!before.hasSizeOf(after)) {
            tell(window, "resize");
        }
        if (!before.hasPlaceOf(after)) {
            tell(window, "move");
        }
    }

    @Override
    public void titleChanged(String title) {
        tell(window, "page-title-updated", title);
    }

    @Override
    public void loadStarted() {
        tell(window.contents(), "did-start-loading");
    }

    @Override
    public void navigated(String url) {
        tell(window.contents(), "did-navigate", url);
    }

    @Override
    public void domReady() {
        tell(window.contents(), "dom-ready");
    }

    @Override
    public void loadFinished() {
        tell(window.contents(), "did-finish-load");
    }

    @Override
    public void loadFailed(LoadFailure failure) {
        boolean mainFrame = true;
        tell(window.contents(), "did-fail-load", failure.code(), failure.description(), failure.url(), mainFrame);
    }

    @Override
    public void loadStopped() {
        tell(window.contents(), "did-stop-loading");
    }

    @Override
    public void crashed() {
        boolean killed = false;
        tell(window.contents(), "crashed", killed);
    }

    @Override
    public void closeRefused() {
        directory.tell(window::stay);
    }

    @Override
    public void closed() {
        directory.tell(window::closed);
    }

    /** A window that was destroyed meanwhile emits no more: its listeners were told that it is gone. */
    private void tell(EventEmitter emitter, String event, @Nullable Object... details) {
        directory.tell(() -> {
            if (!window.isDestroyed()) {
                @Nullable Object[] arguments = new @Nullable Object[details.length + 1];
                arguments[0] = Event.of(emitter);
                System.arraycopy(details, 0, arguments, 1, details.length);
                emitter.emit(event, arguments);
            }
        });
    }
}
