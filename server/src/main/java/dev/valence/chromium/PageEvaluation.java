package dev.valence.chromium;

import dev.valence.api.JavaScriptException;
import dev.valence.api.MarshalException;
import dev.valence.api.RendererGoneException;
import dev.valence.api.Undefined;
import java.math.BigInteger;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/**
 * {@code executeJavaScript} over DevTools: evaluate, await, then have the page write the value down. In two steps, because
 * DevTools' own copies lose what JSON cannot say, and because wrapping the code would change what it means.
 */
final class PageEvaluation {
    private static final String ENCODER = PageScripts.read("value-encoder.js");

    /** What DevTools says when the garbage collector took a promise that nothing could settle any more. */
    private static final String COLLECTED = "Promise was collected";

    private final PageSession session;

    PageEvaluation(PageSession session) {
        this.session = session;
    }

    /** As {@link dev.valence.electron.BackendWindow#evaluate}, at once. May complete on the thread that reads. */
    CompletableFuture<@Nullable Object> evaluate(String code, boolean userGesture) {
        return session.send(
                        "Runtime.evaluate",
                        Map.of("expression", code, "awaitPromise", true, "userGesture", userGesture))
                .thenCompose(this::outcome)
                .handle(PageEvaluation::settle);
    }

    /** Runs what is not waited for, and of which the value does not matter. Completes on the thread that reads. */
    CompletableFuture<?> run(String code) {
        return session.send("Runtime.evaluate", Map.of("expression", code, "silent", true));
    }

    private CompletableFuture<@Nullable Object> outcome(Fields answer) {
        if (!answer.has("exceptionDetails")) {
            return value(answer.fields("result"));
        }
        Fields details = answer.fields("exceptionDetails");
        if (!details.has("exception")) {
            // A syntax error of the code may come without an object.
            return CompletableFuture.failedFuture(JavaScriptException.ofReason(details.text("text")));
        }
        return value(details.fields("exception")).thenApply(reason -> {
            throw JavaScriptException.ofReason(reason);
        });
    }

    private CompletableFuture<@Nullable Object> value(Fields remote) {
        if (remote.has("objectId")) {
            return encode(remote);
        }
        return CompletableFuture.completedFuture(primitive(remote));
    }

    private CompletableFuture<@Nullable Object> encode(Fields remote) {
        Object objectId = remote.text("objectId");
        return session.send(
                        "Runtime.callFunctionOn",
                        Map.of("objectId", objectId, "functionDeclaration", ENCODER, "returnByValue", true))
                .whenComplete((done, failure) -> session.tell("Runtime.releaseObject", Map.of("objectId", objectId)))
                .thenApplyAsync(written -> {
                    if (written.has("exceptionDetails")) {
                        Fields exception = written.fields("exceptionDetails").fields("exception");
                        throw new MarshalException("The result of executeJavaScript cannot be copied: "
                                + exception
                                        .text("description")
                                        .lines()
                                        .findFirst()
                                        .orElse("a getter threw"));
                    }
                    return PageValue.read(written.fields("result").text("value"));
                });
    }

    private static @Nullable Object primitive(Fields remote) {
        Object value = remote.value("value");
        String unusual = remote.text("unserializableValue");
        return switch (remote.text("type")) {
            case "undefined" -> Undefined.INSTANCE;
            case "number" ->
                value instanceof Number number ? PageValue.number(number) : (Number) PageValue.unusualNumber(unusual);
            case "bigint" -> new BigInteger(unusual.substring(0, unusual.length() - 1));
            case "symbol" ->
                throw new MarshalException("The result of executeJavaScript cannot be copied: it is a symbol");
            default -> value;
        };
    }

    private static @Nullable Object settle(@Nullable Object value, @Nullable Throwable failure) {
        if (failure == null) {
            return value;
        }
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        if (!(cause instanceof ChromiumException)) {
            throw new CompletionException(cause);
        }
        String reason = String.valueOf(cause.getMessage());
        if (reason.contains(COLLECTED)) {
            throw new CompletionException(
                    JavaScriptException.ofReason("the promise can never be settled: nothing in the page refers to it"));
        }
        throw new CompletionException(
                new RendererGoneException("The page ended before executeJavaScript was done: " + reason));
    }
}
