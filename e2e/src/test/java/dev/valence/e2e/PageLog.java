package dev.valence.e2e;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The errors that pages had and nobody caught, or that they wrote to their consoles. A test takes those that it expects. */
final class PageLog {
    /** The browser's own lines. What a request that failed means to a page, the page says itself. */
    private static final List<String> NOT_OF_THE_PAGE = List.of(
            "Failed to load resource",
            "WebSocket connection to ",
            "net::ERR_",
            "Cross-Origin-Opener-Policy header has been ignored");

    private final Browser browser;
    private final List<String> errors = new ArrayList<>();

    PageLog(Browser browser) {
        this.browser = browser;
    }

    /** The first error of that kind, which is then forgotten; null where there is none. */
    @Nullable
    String take(Predicate<String> isWanted) {
        read();
        for (Iterator<String> all = errors.iterator(); all.hasNext(); ) {
            String error = all.next();
            if (isWanted.test(error)) {
                all.remove();
                return error;
            }
        }
        return null;
    }

    /** All errors that nobody expected; forgets them. */
    List<String> drain() {
        read();
        List<String> drained = List.copyOf(errors);
        errors.clear();
        return drained;
    }

    private void read() {
        for (String line : browser.console()) {
            if (line.startsWith("SEVERE") && NOT_OF_THE_PAGE.stream().noneMatch(line::contains)) {
                errors.add(line);
            }
        }
    }
}
