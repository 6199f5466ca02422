package dev.valence.transport;

import dev.valence.protocol.Packet;
import dev.valence.protocol.PacketReader;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import org.eclipse.jetty.io.Content;

/**
 * The body of a request, taken from the budget of all clients as it comes: what a request says of its length costs the others nothing. No
 * thread waits for it.
 */
final class RequestBody {
    private final Content.Source source;
    private final PacketReader reader;
    private final CompletableFuture<byte[]> body = new CompletableFuture<>();

    /** @param reader of this request alone */
    RequestBody(Content.Source source, PacketReader reader) {
        this.source = source;
        this.reader = reader;
    }

    /**
     * Begins to read. Completes with all bytes, or with what keeps them from being read: a {@link dev.valence.api.LimitException}, a
     * {@link dev.valence.protocol.BusyException}, or what is wrong with the request.
     */
    CompletableFuture<byte[]> read() {
        proceed();
        return body;
    }

    /** Whoever has read the bytes needs them no more, or nobody waits for them. */
    void done() {
        reader.done();
    }

    private void proceed() {
        while (!body.isDone()) {
            Content.Chunk chunk = source.read();
            if (chunk == null) {
                source.demand(this::proceed);
                return;
            }
            take(chunk);
        }
        // It may have been given up while a piece was taken.
        if (body.isCompletedExceptionally()) {
            reader.done();
        }
    }

    private void take(Content.Chunk chunk) {
        if (Content.Chunk.isFailure(chunk)) {
            body.completeExceptionally(chunk.getFailure());
            return;
        }
        try {
            Packet whole = reader.add(chunk.getByteBuffer(), chunk.isLast());
            if (whole != null && whole.attachments().length == 0) {
                body.complete(whole.json());
            } else if (whole != null || chunk.isLast()) {
                body.completeExceptionally(new IOException("a request takes JSON, and no packet"));
            }
        } catch (RuntimeException | Error failed) {
            // Whatever it is: what waits here holds its bytes until it is over.
            body.completeExceptionally(failed);
        } finally {
            chunk.release();
        }
    }
}
