package dev.valence.api;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An error of a page: what a function threw, what a promise was rejected with, or an Error handed over as a value. */
public final class JavaScriptException extends RemoteException {
    private static final long serialVersionUID = 1L;

    private final String name;
    private final @Nullable String javaScriptStack;
    private final transient @Nullable Object reason;
    private final transient Map<String, @Nullable Object> members;

    /**
     * @param name the error's {@code name}, such as {@code TypeError}
     * @param javaScriptStack the page's stack, or null where it kept none
     * @param cause the error's {@code cause} where that is an error, or null
     * @param members further own members of the error
     */
    public JavaScriptException(
            String name,
            String message,
            @Nullable String javaScriptStack,
            @Nullable Throwable cause,
            Map<String, @Nullable Object> members) {
        super(message, cause);
        this.name = name;
        this.javaScriptStack = javaScriptStack;
        this.reason = this;
        this.members = members;
    }

    /** For a page that throws, or rejects with, what is no Error. {@link #reason()} gives the value back. */
    public static JavaScriptException ofReason(@Nullable Object reason) {
        return reason instanceof JavaScriptException error
                ? error
                : new JavaScriptException(String.valueOf(reason), reason);
    }

    private JavaScriptException(String text, @Nullable Object reason) {
        super("a page threw " + text);
        this.name = "Error";
        this.javaScriptStack = null;
        this.reason = reason;
        this.members = Map.of();
    }

    /** The error's {@code name} in the page. */
    public String name() {
        return name;
    }

    /** The page's stack, or null where it kept none. */
    public @Nullable String javaScriptStack() {
        return javaScriptStack;
    }

    /** What was thrown: this exception where it was an Error, else the value itself. */
    public @Nullable Object reason() {
        return reason;
    }

    /** Further own members of the error, such as {@code code}. */
    public Map<String, @Nullable Object> members() {
        return members;
    }
}
