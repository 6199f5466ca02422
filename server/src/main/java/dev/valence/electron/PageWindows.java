package dev.valence.electron;

import dev.valence.api.NotSupportedException;
import java.util.Optional;

/**
 * The backend of a main process without a browser of its own: its windows are the pages that came by themselves (see
 * {@link WindowDirectory#ofPage}), and it opens none.
 */
public final class PageWindows implements WindowBackend {
    private final String reason;

    /** @param reason why there is no browser, for the error that {@code new BrowserWindow} raises */
    public PageWindows(String reason) {
        this.reason = reason;
    }

    @Override
    public BrowserWindow open(BrowserWindowOptions options) {
        throw new NotSupportedException("No window can be opened: " + reason);
    }

    @Override
    public Optional<String> browserVersion() {
        return Optional.empty();
    }
}
