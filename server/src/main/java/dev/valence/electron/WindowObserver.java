package dev.valence.electron;

/** Who hears of all windows: the application. Calls come on the main thread, or on the one that closed the window. */
interface WindowObserver {
    /** A directory without an application. */
    WindowObserver NOBODY = new WindowObserver() {};

    /** The application is to hear of a window that it has not heard of. */
    default void created(BrowserWindow window) {}

    /** The window's page got or lost the keyboard; its own listeners know. */
    default void focusChanged(BrowserWindow window, boolean focused) {}

    /** The window was asked to close and stays: a listener or its page refused. */
    default void stays(BrowserWindow window) {}

    /** The window is gone, its listeners know, and the directory has forgotten it. */
    default void closed(BrowserWindow window) {}
}
