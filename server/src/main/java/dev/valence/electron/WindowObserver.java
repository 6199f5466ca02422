package dev.valence.electron;

/** Who hears of all windows: the application. Calls come on the main thread, or on the one that closed the window. */
interface WindowObserver {
    /** Does nothing: a directory without an application. */
    WindowObserver NOBODY = new WindowObserver() {
        @Override
        public void created(BrowserWindow window) {}

        @Override
        public void focusChanged(BrowserWindow window, boolean focused) {}

        @Override
        public void stays(BrowserWindow window) {}

        @Override
        public void closed(BrowserWindow window) {}
    };

    void created(BrowserWindow window);

    void focusChanged(BrowserWindow window, boolean focused);

    /** The window was asked to close and stays: a listener or its page refused. */
    void stays(BrowserWindow window);

    /** The window is gone, its listeners know, and the directory has forgotten it. */
    void closed(BrowserWindow window);
}
