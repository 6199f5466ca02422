package dev.valence.electron;

import java.util.Optional;

/** What opens windows: a browser that Valence launches, or nothing but the pages that came by themselves. */
public interface WindowBackend {
    /**
     * Opens a window without a document and enters it in the {@link WindowDirectory}. May wait for the browser to start,
     * never for a page. May be called from any thread.
     *
     * @throws dev.valence.api.NotSupportedException this backend cannot open windows; the message says why
     * @throws dev.valence.api.RemoteException the browser is missing or did not start
     */
    BrowserWindow open(BrowserWindowOptions options);

    /** Version of the browser, such as {@code 156.0.8078.79}; empty while none was started. */
    Optional<String> browserVersion();
}
