package dev.valence.session;

import dev.valence.api.LimitException;
import dev.valence.protocol.Envelope;
import dev.valence.protocol.Message;
import dev.valence.protocol.MessageCodec;
import dev.valence.protocol.Outgoing;
import dev.valence.protocol.WireNames;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
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
final class Outbox {
    private record Entry(long seq, Outgoing message) {}

    private final MessageCodec codec;
    private final int limitBytes;
    private final boolean packets;
    private final LongSupplier received;
    private final Runnable overflow;
    private final Runnable begin;
    private final Runnable undo;
    private final BooleanSupplier more;
    private final Consumer<Runnable> soon;
    private final HeldFrames held = new HeldFrames();
    private final Deque<Entry> entries = new ArrayDeque<>();
    private final Readers readers = new Readers();
    private long lastSeq;
    private long lastAnswer;
    /** Up to here it was read by a door that is asked for it, or acknowledged. */
    private long read;

    private long bytes;
    private boolean acknowledges;
    private boolean closed;
    private volatile boolean isHolding;
    private volatile boolean givesSignsOfLife;
    private boolean isTimed;
    private @Nullable Link link;
    private boolean hadLink;

    /**
     * @param limitBytes bytes that may wait
     * @param packets whether the client takes them
     * @param received the highest sequence number that came in, for the acknowledgement that each message carries
     * @param overflow is told, outside the lock, that more waits than may
     * @param begin is told, under the lock, that a message is about to be written
     * @param undo takes back what the message begun last handed out: it does not leave
     * @param more whether further answers are about to come
     * @param soon runs something in a millisecond or two
     */
    Outbox(
            MessageCodec codec,
            int limitBytes,
            boolean packets,
            LongSupplier received,
            Runnable overflow,
            Runnable begin,
            Runnable undo,
            BooleanSupplier more,
            Consumer<Runnable> soon) {
        this.codec = codec;
        this.limitBytes = limitBytes;
        this.packets = packets;
        this.received = received;
        this.overflow = overflow;
        this.begin = begin;
        this.undo = undo;
        this.more = more;
        this.soon = soon;
    }

    /**
     * Adds what the page has to get at once.
     *
     * @return its number; 0 where the outbox is closed
     */
    long add(Message message) {
        return add(message, false);
    }

    /** Adds what may wait a moment, to share a frame with the answers that are about to come. */
    long addAnswer(Message message) {
        return add(message, more.getAsBoolean());
    }

    private long add(Message message, boolean mayWait) {
        long seq;
        List<CompletableFuture<Void>> woken;
        boolean full;
        boolean isFirst = false;
        synchronized (this) {
            if (closed) {
                return 0;
            }
            Outgoing frame = write(new Envelope(message, lastSeq + 1, received.getAsLong()), packets);
            seq = ++lastSeq;
            if (message instanceof Message.Response || message instanceof Message.Failure) {
                lastAnswer = seq;
            }
            entries.add(new Entry(seq, frame));
            bytes += frame.length();
            if (link != null && mayWait && held.takes(frame)) {
                held.add(frame);
                isHolding = true;
                isFirst = !isTimed;
                isTimed = true;
                woken = List.of();
            } else {
                send(frame);
                woken = readers.take(lastSeq);
            }
            // What has just come is as long as it may be; a page that reads has room for it beside what waited before.
            full = bytes - frame.length() > limitBytes;
        }
        complete(woken);
        if (full) {
            overflow.run();
        }
        if (isFirst) {
            soon.accept(this::timeIsOver);
        }
        return seq;
    }

    /** Sends {@code frame} after all that waited for it. */
    private void send(Outgoing frame) {
        if (link == null) {
            return;
        }
        if (!held.isEmpty() && !frame.isPacket()) {
            held.add(frame);
            link.send(held.take());
        } else {
            if (!held.isEmpty()) {
                link.send(held.take());
            }
            link.send(frame);
        }
        isHolding = false;
        dropUnlessAcknowledged();
    }

    /** Sends what waits for answers, unless there are some to come. */
    void flush() {
        if (isHolding && !more.getAsBoolean()) {
            sendHeld();
        }
    }

    private void sendHeld() {
        List<CompletableFuture<Void>> woken;
        synchronized (this) {
            if (link == null || held.isEmpty()) {
                return;
            }
            link.send(held.take());
            isHolding = false;
            dropUnlessAcknowledged();
            woken = readers.take(lastSeq);
        }
        complete(woken);
    }

    /** One timer at a time, however much is held: an answer waits for two of its periods at most. */
    private void timeIsOver() {
        synchronized (this) {
            isTimed = false;
        }
        sendHeld();
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

    /** Answers a sign of life with one, which is not numbered and not kept. */
    synchronized void answerSignOfLife() {
        givesSignsOfLife = true;
        if (link != null) {
            Message alive = new Message.Notice(WireNames.SESSION_ALIVE, List.of());
            link.send(Outgoing.ofJson(codec.encode(new Envelope(alive, 0, received.getAsLong()))));
        }
    }

    /** Whether the page gives any. */
    boolean givesSignsOfLife() {
        return givesSignsOfLife;
    }

    /** Whether the page has ever said what it has taken in. */
    synchronized boolean acknowledges() {
        return acknowledges;
    }

    /** The page has taken in everything up to {@code ack}; -1 says nothing. */
    synchronized void acknowledge(long ack) {
        if (ack < 0) {
            return;
        }
        acknowledges = true;
        read = Math.max(read, ack);
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
    @Nullable
    Link attach(Link newLink) {
        Link old;
        List<CompletableFuture<Void>> woken;
        synchronized (this) {
            if (closed) {
                return newLink;
            }
            old = link == newLink ? null : link;
            if (link != newLink) {
                link = newLink;
                hadLink = true;
                forgetHeld();
                entries.forEach(entry -> newLink.send(entry.message));
                dropUnlessAcknowledged();
            }
            // Of what was held nobody has been told.
            woken = readers.take(lastSeq);
        }
        complete(woken);
        return old;
    }

    /** {@code lostLink} is closed. False where another one took its place before. */
    boolean detach(Link lostLink) {
        List<CompletableFuture<Void>> woken;
        synchronized (this) {
            if (link != lostLink) {
                return false;
            }
            link = null;
            forgetHeld();
            woken = readers.take(lastSeq);
        }
        complete(woken);
        return true;
    }

    synchronized @Nullable Link link() {
        return link;
    }

    /** Whether what is added waits for a link that takes the place of one that is lost. */
    synchronized boolean isHibernating() {
        return hadLink && link == null && !closed;
    }

    /** All messages beyond {@code seq}, as JSON. */
    synchronized List<byte[]> after(long seq) {
        List<byte[]> frames = new ArrayList<>();
        for (Entry entry : entries) {
            if (entry.seq > seq) {
                read = Math.max(read, entry.seq);
                frames.add(entry.message.json());
            }
        }
        return frames;
    }

    /** Whether there is an answer that the page could not have got yet: it has no socket, and has not read it otherwise. */
    synchronized boolean holdsAnswer() {
        return link == null && lastAnswer > read && !closed;
    }

    /** Completes as soon as there is a message beyond {@code seq}, or the session ends. */
    CompletableFuture<Void> due(long seq) {
        synchronized (this) {
            if (closed || lastSeq > seq) {
                return CompletableFuture.completedFuture(null);
            }
            CompletableFuture<Void> due = readers.add(seq);
            due.whenComplete((nothing, error) -> forget(due));
            return due;
        }
    }

    /** Sends what was held and drops all else; nothing leaves any more. */
    @Nullable
    Link close() {
        List<CompletableFuture<Void>> woken;
        Link open;
        synchronized (this) {
            closed = true;
            if (link != null && !held.isEmpty()) {
                link.send(held.take());
            }
            entries.clear();
            forgetHeld();
            bytes = 0;
            woken = readers.take(Long.MAX_VALUE);
            open = link;
            link = null;
        }
        complete(woken);
        return open;
    }

    /** What is held is among the entries as well. */
    private void forgetHeld() {
        held.clear();
        isHolding = false;
    }

    private static void complete(List<CompletableFuture<Void>> woken) {
        woken.forEach(reader -> reader.complete(null));
    }

    private synchronized void forget(CompletableFuture<Void> due) {
        readers.forget(due);
    }

    /** A client that never acknowledges has what it was sent. */
    private void dropUnlessAcknowledged() {
        if (!acknowledges) {
            entries.clear();
            bytes = 0;
        }
    }
}
