package dev.valence.chromium;

import dev.valence.electron.WindowIdentity;
import dev.valence.protocol.PlainJson;
import java.util.List;
import java.util.Map;

/**
 * What a page of the application finds before its first script: the global {@code __valence}, which says where the main process
 * is and which window this is, and {@code remote.js}, so that {@code require('electron')} needs no script tag.
 *
 * <p>Only the top document of a window gets it, and only where its origin is the application's or one that it allows: whoever else the
 * window shows learns neither that it is one of ours nor its key. Immutable.
 *
 * @param origin of the main process's server, such as {@code http://localhost:8080}
 * @param pageOrigins whose pages may call Java: {@code origin}, and those that the application allows
 * @param script text of {@code remote.js}
 */
public record Preload(String origin, List<String> pageOrigins, String script) {
    /** Takes a copy. */
    public Preload {
        pageOrigins = List.copyOf(pageOrigins);
    }

    /** Pages come from the main process's own server. */
    public static Preload of(String origin, String script) {
        return new Preload(origin, List.of(origin), script);
    }

    /** The sources to run in each new document of {@code window}: one for each origin, with a key that is good for its pages alone. */
    List<String> sourcesFor(WindowIdentity window) {
        return pageOrigins.stream().map(each -> sourceFor(window, each)).toList();
    }

    private String sourceFor(WindowIdentity window, String pageOrigin) {
        String globals = PlainJson.write(
                Map.of("window", Map.of("id", window.id(), "key", window.keyFor(pageOrigin)), "origin", origin));
        // A block and no function: what remote.js declares by var stays global, as in a script tag. The origin of the
        // document is the global of that name; location.origin is "null" in a popup that is still about:blank.
        return "if (window === window.top && globalThis.origin === " + PlainJson.write(pageOrigin) + ") {\n"
                + "Object.defineProperty(globalThis, '__valence', {value: " + globals + ", configurable: true});\n"
                + script + "\n}\n//# sourceURL=valence-preload.js\n";
    }
}
