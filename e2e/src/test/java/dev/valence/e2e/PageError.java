package dev.valence.e2e;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a snippet threw in its page. In a test report it shows the page's error with its stack, and the snippet. */
public final class PageError extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String name;
    private final String text;
    private final String stack;
    private final transient @Nullable Object code;

    PageError(Map<?, ?> thrown, String snippet) {
        super(thrown.get("stack") + "\n--- in the page's code ---\n"
                + snippet.stripIndent().strip() + "\n---");
        this.name = String.valueOf(thrown.get("name"));
        this.text = String.valueOf(thrown.get("message"));
        this.stack = String.valueOf(thrown.get("stack"));
        this.code = thrown.get("code");
    }

    /** The error's {@code name}; the type of what was thrown where that is no error. */
    public String name() {
        return name;
    }

    /** The error's {@code message}; what was thrown, as text, where that is no error. */
    public String text() {
        return text;
    }

    /** The error's {@code stack}. */
    public String stack() {
        return stack;
    }

    /** The error's {@code code}; null where it has none. */
    public @Nullable Object code() {
        return code;
    }
}
