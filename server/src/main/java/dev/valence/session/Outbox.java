package dev.valence.session;

import dev.valence.api.LimitException;
import dev.valence.protocol.Envelope;
import dev.valence.protocol.Message;
import dev.valence.protocol.MessageCodec;
import dev.valence.protocol.Outgoing;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What waits for the page, in one order whichever door it leaves by. A message stays until the page acknowledges it, so a socket
 * that breaks, or a request that is repeated, costs nothing. All methods may be called from any thread.
 *
 * <p>Its lock is the one under which a message is numbered and written: a class description must not be overtaken by what refers
 * to it.
 */
final class Outbox implements Answers {
    private record Entry(long seq, Outgoing message) {}

    private record Reader(long after, CompletableFuture<Void> due) {}

    private final MessageCodec codec;
    private final int limitBytes;
    private final boolean packets;
    private final LongSupplier received;
    private final Runnable overflow;
    private final Runnable begin;
    private final Runnable undo;
    private final Deque<Entry> entries = new ArrayDeque<>();
    private final List<Reader> readers = new ArrayList<>();
    private long lastSeq;
    private long bytes;
    private boolean acknowledges;
    private boolean closed;
    private @Nullable Link link;

    /**
     * @param limitBytes bytes that may wait
     * @param packets whether the client takes them
     * @param received the highest sequence number that came in, for the acknowledgement that each message carries
     * @param overflow is told, outside the lock, that more waits than may
     * @param begin is told, under the lock, that a message is about to be written
     * @param undo takes back what the message begun last handed out: it does not leave
     */
    Outbox(
            MessageCodec codec,
            int limitBytes,
            boolean packets,
            LongSupplier received,
            Runnable overflow,
            Runnable begin,
            Runnable undo) {
        this.codec = codec;
        this.limitBytes = limitBytes;
        this.packets = packets;
        this.received = received;
        this.overflow = overflow;
        this.begin = begin;
        this.undo = undo;
    }

    @Override
    public void add(Message message) {
        List<Reader> woken;
        boolean full;
        synchronized (this) {
            if (closed) {
                return;
            }
            Outgoing frame = write(new Envelope(message, lastSeq + 1, received.getAsLong()), packets);
            entries.add(new Entry(++lastSeq, frame));
            bytes += frame.length();
            if (link != null) {
                link.send(frame);
                dropUnlessAcknowledged();
            }
            woken = takeReaders();
            // What has just come is as long as it may be; a page that reads has room for it beside what waited before.
            full = bytes - frame.length() > limitBytes;
        }
        woken.forEach(reader -> reader.due.complete(null));
        if (full) {
            overflow.run();
        }
    }

    /** Writes a message without a number, as JSON, for a door that gets it and nothing else. Called under the lock. */
    byte[] encode(Message message) {
        return write(new Envelope(message, 0, -1), false).json();
    }

    /** Writes a message. One that is too long is refused before it has a number; what it handed out is taken back. */
    private Outgoing write(Envelope envelope, boolean asPacket) {
        boolean isFit = false;
        begin.run();
        try {
            Outgoing written =
                    asPacket ? codec.pack(envelope, this::checkLength) : Outgoing.ofJson(codec.encode(envelope));
            checkLength(written.length());
            isFit = true;
            return written;
        } finally {
            if (!isFit) {
                undo.run();
            }
        }
    }

    private void checkLength(long length) {
        if (length > limitBytes) {
            throw new LimitException("The message has " + length + " bytes, and " + limitBytes
                    + " may wait for a page (Limits.outboxBytes). Send it in parts");
        }
    }

    /** Runs {@code action} under the lock, for answers that leave by another way. Null where the outbox is closed. */
    synchronized <T> @Nullable T exclusively(Supplier<@Nullable T> action) {
        return closed ? null : action.get();
    }

    /** Sends a frame that is not numbered and not kept. */
    synchronized void sendOnce(Outgoing frame) {
        if (link != null) {
            link.send(frame);
        }
    }

    /** The page has taken in everything up to {@code ack}; -1 says nothing. */
    synchronized void acknowledge(long ack) {
        if (ack < 0) {
            return;
        }
        acknowledges = true;
        for (Iterator<Entry> each = entries.iterator(); each.hasNext(); ) {
            Entry entry = each.next();
            if (entry.seq > ack) {
                break;
            }
            bytes -= entry.message.length();
            each.remove();
        }
    }

    /**
     * From now on frames leave by {@code newLink}, beginning with all that was not acknowledged.
     *
     * @return the link that is to be closed now: the one before, or {@code newLink} where nothing leaves any more
     */
    synchronized @Nullable Link attach(Link newLink) {
        if (closed) {
            return newLink;
        }
        Link old = link == newLink ? null : link;
        if (link != newLink) {
            link = newLink;
            entries.forEach(entry -> newLink.send(entry.message));
            dropUnlessAcknowledged();
        }
        return old;
    }

    /** {@code lostLink} is closed. False where another one took its place before. */
    synchronized boolean detach(Link lostLink) {
        boolean isCurrent = link == lostLink;
        if (isCurrent) {
            link = null;
        }
        return isCurrent;
    }

    synchronized @Nullable Link link() {
        return link;
    }

    /** All messages beyond {@code seq}, as JSON. */
    synchronized List<byte[]> after(long seq) {
        List<byte[]> frames = new ArrayList<>();
        for (Entry entry : entries) {
            if (entry.seq > seq) {
                frames.add(entry.message.json());
            }
        }
        return frames;
    }

    /** Completes as soon as there is a message beyond {@code seq}, or the session ends. */
    CompletableFuture<Void> due(long seq) {
        CompletableFuture<Void> due = new CompletableFuture<>();
        boolean now;
        synchronized (this) {
            now = closed || lastSeq > seq;
            if (!now) {
                readers.add(new Reader(seq, due));
                due.whenComplete((nothing, error) -> forget(due));
            }
        }
        if (now) {
            due.complete(null);
        }
        return due;
    }

    /** Drops everything; nothing leaves any more. */
    @Nullable
    Link close() {
        List<Reader> woken;
        Link open;
        synchronized (this) {
            closed = true;
            entries.clear();
            bytes = 0;
            woken = List.copyOf(readers);
            readers.clear();
            open = link;
            link = null;
        }
        woken.forEach(reader -> reader.due.complete(null));
        return open;
    }

    private List<Reader> takeReaders() {
        if (readers.isEmpty()) {
            return List.of();
        }
        List<Reader> due =
                readers.stream().filter(reader -> lastSeq > reader.after).toList();
        readers.removeAll(due);
        return due;
    }

    private synchronized void forget(CompletableFuture<Void> due) {
        readers.removeIf(reader -> reader.due == due);
    }

    /** A client that never acknowledges has what it was sent. */
    private void dropUnlessAcknowledged() {
        if (!acknowledges) {
            entries.clear();
            bytes = 0;
        }
    }
}
