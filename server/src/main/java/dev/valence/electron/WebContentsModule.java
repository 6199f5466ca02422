package dev.valence.electron;

import dev.valence.api.Exposed;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The module {@code webContents}: finds the contents of windows. Members may be called from any thread. */
@Exposed("webContents")
public final class WebContentsModule {
    private final WindowDirectory directory;

    /** @param directory has the windows */
    public WebContentsModule(WindowDirectory directory) {
        this.directory = directory;
    }

    /** The contents of all windows, the oldest first. */
    public List<WebContents> getAllWebContents() {
        return directory.windows().stream().map(BrowserWindow::contents).toList();
    }

    /** The contents of that id, or null. */
    public @Nullable WebContents fromId(int id) {
        return directory.byId(id).map(BrowserWindow::contents).orElse(null);
    }

    /** The contents that have the keyboard, or null. */
    public @Nullable WebContents getFocusedWebContents() {
        return directory.focused().map(BrowserWindow::contents).orElse(null);
    }
}
