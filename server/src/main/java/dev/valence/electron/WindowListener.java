package dev.valence.electron;

/**
 * What a browser tells of one window. Calls come one after another, in the order of what happened, on a thread of the
 * backend's that must not be held up. Each does nothing unless it is overridden.
 */
public interface WindowListener {
    /** Nobody listens yet. */
    WindowListener NOBODY = new WindowListener() {};

    /** The window's document got or lost the keyboard. */
    default void focusChanged(boolean focused) {}

    /** The window was seen at another place or in another size. */
    default void boundsChanged(Rectangle before, Rectangle after) {}

    /** The document has another title. */
    default void titleChanged(String title) {}

    /** A document begins to load. */
    default void loadStarted() {}

    /** A new document is in the window. */
    default void navigated(String url) {}

    /** The document is parsed. */
    default void domReady() {}

    /** The document and all that belongs to it are there. */
    default void loadFinished() {}

    /** The document could not be loaded. */
    default void loadFailed(LoadFailure failure) {}

    /** Loading is over, well or not. */
    default void loadStopped() {}

    /** The process of the page died. The window is still there and can load again. */
    default void crashed() {}

    /** The page wants to stay: its {@code beforeunload} refused what {@link BackendWindow#close()} asked for. */
    default void closeRefused() {}

    /** The window is gone. Nothing comes after this. */
    default void closed() {}
}
