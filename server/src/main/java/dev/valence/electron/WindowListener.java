package dev.valence.electron;

/**
 * What a browser tells of one window. Calls come one after another, in the order of what happened, on a thread of the
 * backend's that must not be held up.
 */
public interface WindowListener {
    /** The window's document got or lost the keyboard. */
    void focusChanged(boolean focused);

    /** The window was seen at another place or in another size. */
    void boundsChanged(Rectangle before, Rectangle after);

    /** The document has another title. */
    void titleChanged(String title);

    /** A document begins to load. */
    void loadStarted();

    /** A new document is in the window. */
    void navigated(String url);

    /** The document is parsed. */
    void domReady();

    /** The document and all that belongs to it are there. */
    void loadFinished();

    /** The document could not be loaded. */
    void loadFailed(LoadFailure failure);

    /** Loading is over, well or not. */
    void loadStopped();

    /** The process of the page died. The window is still there and can load again. */
    void crashed();

    /** The page wants to stay: its {@code beforeunload} refused what {@link BackendWindow#close()} asked for. */
    void closeRefused();

    /** The window is gone. Nothing comes after this. */
    void closed();
}
