package dev.valence.session;

import dev.valence.electron.BrowserWindow;
import dev.valence.electron.WebContents;
import dev.valence.electron.WindowDirectory;
import dev.valence.protocol.OpenPage;
import java.util.Optional;

/** The window that a page is in: one that Valence opened, or one that stands for a tab of a foreign browser. */
final class WindowOfPage {
    private final Session session;
    private final WindowDirectory windows;
    private final OpenPage page;

    WindowOfPage(Session session, WindowDirectory windows, OpenPage page) {
        this.session = session;
        this.windows = windows;
        this.page = page;
    }

    /** The window of Valence's own of which the page has the key. */
    Optional<BrowserWindow> own() {
        OpenPage.WindowKey key = page.window();
        return key == null
                ? Optional.empty()
                : windows.byKey(key.id(), key.key(), session.visitor().origin());
    }

    /** The window, which is made for a tab that nobody asked for yet. */
    BrowserWindow window() {
        return own().orElseGet(() -> windows.ofPage(session, session.report()));
    }

    /** Where there is a window already, what is in it. */
    Optional<WebContents> knownContents() {
        return own().or(() -> windows.known(session))
                .filter(window -> !window.isDestroyed())
                .map(BrowserWindow::webContents);
    }
}
