package dev.valence.session;

import dev.valence.protocol.WireError;
import dev.valence.protocol.WireValue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** One answer to which a page may refer: to come, there, or an error. Safe for any thread. */
final class KeptAnswer {
    /** Raised by what refers to an answer that is an error: the same error. */
    static final class FailedException extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final transient WireError error;

        FailedException(WireError error) {
            super(error.message(), null, false, false);
            this.error = error;
        }

        WireError error() {
            return error;
        }
    }

    private final CompletableFuture<WireValue> value = new CompletableFuture<>();

    void succeed(WireValue answer) {
        value.complete(answer);
    }

    void fail(WireError error) {
        fail(new FailedException(error));
    }

    /** @param reason what is thrown at all that refers to it */
    void fail(RuntimeException reason) {
        value.completeExceptionally(reason);
    }

    /** Completes when the answer is there, whatever it is. */
    CompletableFuture<Void> there() {
        return value.handle((answer, error) -> null);
    }

    /**
     * What the page got, or gets, for it.
     *
     * @throws RuntimeException it is an error, or not kept any more
     */
    WireValue value() {
        try {
            return value.join();
        } catch (CompletionException failed) {
            throw failed.getCause() instanceof RuntimeException reason ? reason : failed;
        }
    }
}
