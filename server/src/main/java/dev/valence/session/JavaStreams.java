package dev.valence.session;

import dev.valence.api.LimitException;
import dev.valence.invoke.CalleeException;
import dev.valence.invoke.StreamView;
import dev.valence.protocol.LogBudget;
import dev.valence.protocol.WireTree;
import dev.valence.protocol.WireValue;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channel;
import java.nio.channels.ReadableByteChannel;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * The streams of Java that one page reads. To read may take for ever: it happens on the pool and holds up nothing else of the page.
 * A stream that the page has given back is closed, and all of them are when the page ends. Safe for any thread.
 */
final class JavaStreams {
    private static final Logger LOG = LoggerFactory.getLogger(JavaStreams.class);

    /** Longest piece, in bytes, whatever a page asks for. */
    private static final int LONGEST_READ = 1 << 20;

    /** Threads that one page can hold at a time by reading what gives nothing. Others of its reads wait. */
    static final int READS_AT_ONCE = 8;

    private final Executor pool;
    private final LogBudget log;
    private final Set<Object> open = Collections.newSetFromMap(new IdentityHashMap<>());
    private final Set<Object> inRead = Collections.newSetFromMap(new IdentityHashMap<>());
    private final Deque<Runnable> waiting = new ArrayDeque<>();
    private int reads;

    /**
     * @param pool where they are read and closed
     * @param log what it takes of those that cannot be closed
     */
    JavaStreams(Executor pool, LogBudget log) {
        this.pool = pool;
        this.log = log;
    }

    /** The page is about to get {@code stream}. */
    synchronized void opened(Object stream) {
        open.add(stream);
    }

    /** The page does not get {@code stream} after all. */
    synchronized void takenBack(Object stream) {
        open.remove(stream);
    }

    /**
     * Reads a piece.
     *
     * @param most bytes it may have
     * @return completes with the piece, as soon as there is any of it; with null at the end
     * @throws LimitException another read of the stream has not ended
     */
    CompletableFuture<byte @Nullable []> read(Object stream, long most) {
        CompletableFuture<byte @Nullable []> piece = new CompletableFuture<>();
        synchronized (this) {
            if (!inRead.add(stream)) {
                throw new LimitException(
                        "This stream is being read already: one piece of it can be asked for at a time");
            }
            waiting.add(() -> read(stream, (int) Math.min(most, LONGEST_READ), piece));
        }
        startReads();
        return piece;
    }

    private void startReads() {
        for (Runnable read = nextRead(); read != null; read = nextRead()) {
            pool.execute(read);
        }
    }

    private synchronized @Nullable Runnable nextRead() {
        Runnable read = reads < READS_AT_ONCE ? waiting.poll() : null;
        if (read != null) {
            reads++;
        }
        return read;
    }

    private void read(Object stream, int most, CompletableFuture<byte @Nullable []> piece) {
        byte @Nullable [] bytes = null;
        CalleeException failure = null;
        try {
            bytes = stream instanceof InputStream input
                    ? pieceOf(input, most)
                    : pieceOf((ReadableByteChannel) stream, most);
        } catch (IOException | RuntimeException | Error failed) {
            failure = new CalleeException(failed);
        }
        synchronized (this) {
            inRead.remove(stream);
            reads--;
        }
        startReads();
        if (failure == null) {
            piece.complete(bytes);
        } else {
            piece.completeExceptionally(failure);
        }
    }

    /** As much as is there. Streams that unpack or decode give a little at a time though they have more. */
    private static byte @Nullable [] pieceOf(InputStream input, int most) throws IOException {
        byte[] bytes = new byte[most];
        int length = input.read(bytes, 0, most);
        if (length < 0) {
            return null;
        }
        requireSome(length);
        while (length < most && input.available() > 0) {
            int more = input.read(bytes, length, most - length);
            if (more < 0) {
                break;
            }
            length += more;
        }
        return length == most ? bytes : Arrays.copyOf(bytes, length);
    }

    private static byte @Nullable [] pieceOf(ReadableByteChannel channel, int most) throws IOException {
        byte[] bytes = new byte[most];
        int length = channel.read(ByteBuffer.wrap(bytes));
        requireSome(length);
        return length < 0 ? null : length == most ? bytes : Arrays.copyOf(bytes, length);
    }

    private static void requireSome(int length) throws IOException {
        if (length == 0) {
            throw new IOException("The stream gives nothing and does not wait: a channel has to be in blocking mode");
        }
    }

    /** The page wants no more of {@code stream}. */
    void close(Object stream) {
        boolean isOpen;
        synchronized (this) {
            isOpen = open.remove(stream);
        }
        if (isOpen) {
            closeElsewhere(stream);
        }
    }

    /** The page ended before it could be told {@code result}: nobody would ever close the streams in it. */
    void closeUnsent(WireValue result) {
        WireTree.map(result, leaf -> {
            if (leaf instanceof WireValue.Later later && later.as() instanceof StreamView) {
                closeElsewhere(later.of());
            }
            return leaf;
        });
    }

    /** The page has ended. */
    void closeAll() {
        List<Object> all;
        synchronized (this) {
            all = List.copyOf(open);
            open.clear();
            waiting.clear();
        }
        all.forEach(this::closeElsewhere);
    }

    /** To close may take long as well. */
    private void closeElsewhere(Object stream) {
        try {
            pool.execute(() -> closeNow(stream));
        } catch (RejectedExecutionException ended) {
            closeNow(stream);
        }
    }

    private void closeNow(Object stream) {
        try {
            if (stream instanceof InputStream input) {
                input.close();
            } else {
                ((Channel) stream).close();
            }
        } catch (IOException | RuntimeException failed) {
            log.tell(LOG, Level.WARN, "A stream that a page had read could not be closed", failed);
        }
    }
}
