package dev.valence.session;

import dev.valence.api.DeadlockException;
import dev.valence.protocol.WireNames;
import dev.valence.protocol.WireValue;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * A stream of a page, as Java reads it. While one piece is read the next one is on its way; no more is asked for than that, so the
 * page's own source is held up where Java is. Like other streams it is read by one thread at a time and may be closed by any.
 *
 * <p>A source may be slow by its nature, so a read has no deadline: it ends with the page, or when another thread closes this or interrupts
 * the one that reads.
 */
final class PageStream extends InputStream {
    /** Bytes of a piece, at most. Two of them are in memory. */
    static final int PIECE_BYTES = 256 * 1024;

    private static final byte[] NOTHING = {};

    private final Session session;
    private final PageStreams streams;
    private final long id;
    private final int pieceBytes;
    private byte[] piece = NOTHING;
    private int at;
    private boolean ended;
    private volatile @Nullable CompletableFuture<@Nullable Object> next;
    private volatile boolean closed;
    private final AtomicBoolean isOver = new AtomicBoolean();

    /** @param messageBytes longest message of the page: a piece is at most half of one, for in base64 it is longer */
    PageStream(Session session, PageStreams streams, long id, int messageBytes) {
        this.session = session;
        this.streams = streams;
        this.id = id;
        this.pieceBytes = Math.min(PIECE_BYTES, messageBytes / 2);
    }

    boolean isOf(PageStreams page) {
        return streams == page;
    }

    boolean isClosed() {
        return closed;
    }

    long id() {
        return id;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    /**
     * Waits for the page where nothing has come yet.
     *
     * @throws IOException the page's stream failed, with the page's error as the cause; or the page is gone; or this is closed
     * @throws DeadlockException the page waits for what Java is doing here, or for the main thread
     */
    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, target.length);
        if (length == 0) {
            return 0;
        }
        requireOpen();
        while (at == piece.length) {
            if (!fill()) {
                return -1;
            }
        }
        int taken = Math.min(length, piece.length - at);
        System.arraycopy(piece, at, target, offset, taken);
        at += taken;
        return taken;
    }

    /** False at the end. */
    private boolean fill() throws IOException {
        if (ended) {
            return false;
        }
        // Stays where the wait is refused or interrupted.
        CompletableFuture<@Nullable Object> asked = next == null ? ask() : next;
        next = asked;
        // Whoever has closed this before may not have seen what is waited for.
        requireOpen();
        byte[] came = (byte[]) await(asked);
        requireOpen();
        ended = came == null;
        piece = came == null ? NOTHING : came;
        at = 0;
        next = ended ? null : ask();
        if (ended) {
            over();
        }
        return !ended;
    }

    private void requireOpen() throws IOException {
        if (closed) {
            throw closedStream();
        }
    }

    private static IOException closedStream() {
        return new IOException("This stream is closed");
    }

    private CompletableFuture<@Nullable Object> ask() {
        return session.toPage()
                .ask(
                        WireNames.STREAM_READ,
                        byte[].class,
                        marshaller -> List.of(new WireValue.Plain(id), new WireValue.Plain(pieceBytes)));
    }

    private @Nullable Object await(CompletableFuture<@Nullable Object> asked) throws IOException {
        try {
            return asked.get();
        } catch (DeadlockException refused) {
            throw new DeadlockException(
                    "Java would wait for " + this + " on a thread for which that page, or its next call, waits. "
                            + "Read it on a thread of your own and return a CompletableFuture: the page gets a Promise");
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw (IOException) new InterruptedIOException("Interrupted while waiting for a stream of a page")
                    .initCause(interrupted);
        } catch (ExecutionException failed) {
            Throwable cause = failed.getCause();
            throw new IOException(cause == null ? null : cause.getMessage(), cause);
        }
    }

    /** What can be read without waiting for the page. */
    @Override
    public int available() {
        return piece.length - at;
    }

    /** Ends a read that waits. Tells the page, whose stream is cancelled where it has not ended. */
    @Override
    public void close() {
        if (!closed) {
            closed = true;
            CompletableFuture<?> awaited = next;
            if (awaited != null) {
                awaited.completeExceptionally(closedStream());
            }
            over();
        }
    }

    /** Once: the page may have sent the stream again meanwhile, which is another object. */
    private void over() {
        if (isOver.compareAndSet(false, true)) {
            streams.over(id);
        }
    }

    @Override
    public String toString() {
        return "stream #" + id + " of page " + session.id();
    }
}
