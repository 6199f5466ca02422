package dev.valence.session;

import dev.valence.api.Backlog;
import dev.valence.api.Limits;
import dev.valence.protocol.Envelope;
import dev.valence.protocol.Message;
import dev.valence.protocol.Outgoing;
import dev.valence.protocol.WireNames;
import dev.valence.protocol.WireValue;
import dev.valence.session.Unread.Entry;
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
    /** What is to be done outside of the lock. */
    private static final class After {
        List<CompletableFuture<Void>> woken = List.of();
        List<CompletableFuture<Void>> drained = List.of();
        boolean isFull;
        boolean isFirst;
    }

    private final Sealing sealing;
    private final Limits limits;
    private final LongSupplier received;
    private final Runnable overflow;
    private final BooleanSupplier more;
    private final Consumer<Runnable> soon;
    private final Unread unread = new Unread();
    private final Leaving leaving = new Leaving();
    private final Drops drops = new Drops(unread);
    private final Readers readers = new Readers();
    private long lastSeq;
    private long lastAnswer;
    /** Up to here it was read by a door that is asked for it, or acknowledged. */
    private long read;

    private boolean acknowledges;
    private boolean closed;
    private volatile boolean isHolding;
    private boolean isTimed;

    /**
     * @param limits how much may wait
     * @param received the highest sequence number that came in, for the acknowledgement that each message carries
     * @param overflow is told, outside the lock, that more waits than may
     * @param more whether further answers are about to come
     * @param soon runs something in a millisecond or two
     */
    Outbox(
            Sealing sealing,
            Limits limits,
            LongSupplier received,
            Runnable overflow,
            BooleanSupplier more,
            Consumer<Runnable> soon) {
        this.sealing = sealing;
        this.limits = limits;
        this.received = received;
        this.overflow = overflow;
        this.more = more;
        this.soon = soon;
    }

    /**
     * Adds what the page has to get at once.
     *
     * @return its number; 0 where the outbox is closed
     */
    long add(Message message) {
        return add(message, false, false);
    }

    /** Adds what may wait a moment, to share a frame with the answers that are about to come. */
    long addAnswer(Message message) {
        return add(message, more.getAsBoolean(), false);
    }

    /** Adds what counts as backlog, and what {@link #drops} has been asked about. */
    long addEvent(Message message) {
        return add(message, false, true);
    }

    private long add(Message message, boolean mayWait, boolean isEvent) {
        After after = new After();
        long seq;
        synchronized (this) {
            if (closed) {
                return 0;
            }
            seq = append(message, mayWait, isEvent, after);
        }
        finish(after);
        return seq;
    }

    private long append(Message message, boolean mayWait, boolean isEvent, After after) {
        Outgoing frame = sealing.seal(new Envelope(message, lastSeq + 1, received.getAsLong()));
        long seq = ++lastSeq;
        if (message instanceof Message.Response || message instanceof Message.Failure) {
            lastAnswer = seq;
        }
        Entry entry = new Entry(seq, frame, isEvent);
        unread.add(entry);
        if (mayWait && leaving.hold(entry)) {
            isHolding = true;
            after.isFirst |= !isTimed;
            isTimed = true;
        } else {
            leaving.send(entry);
            dropSent();
            after.woken = readers.take(lastSeq);
        }
        // What has just come is as long as it may be; a page that reads has room for it beside what waited before.
        after.isFull |= unread.heapBytes() - entry.heapBytes() > limits.outboxBytes();
        return seq;
    }

    private void finish(After after) {
        complete(after.woken);
        complete(after.drained);
        if (after.isFull) {
            overflow.run();
        }
        if (after.isFirst) {
            soon.accept(this::timeIsOver);
        }
    }

    // ---- Events that are too many ---------------------------------------------------------------------------------

    /** Whether an event for the page would be one too many. Then it is counted, and the page is told once it has read enough. */
    boolean drops() {
        After after = new After();
        boolean isDropped;
        synchronized (this) {
            isDropped = !closed && drops.drops(limit());
            if (!isDropped) {
                tellDropped(after);
            }
        }
        finish(after);
        return isDropped;
    }

    private Backlog limit() {
        return leaving.link() == null ? limits.hibernatingBacklog() : limits.backlog();
    }

    /** The page has read something: it is told what it missed, before anything that comes after. */
    private void tellDropped(After after) {
        long count = closed ? 0 : drops.takeTold(limit());
        if (count > 0) {
            append(
                    new Message.Notice(WireNames.SESSION_DROPPED, List.of(new WireValue.Plain(count))),
                    false,
                    false,
                    after);
        }
        after.drained = drops.takeDrained(limit());
    }

    /** What waits, of what may be dropped. */
    synchronized Backlog backlog() {
        return unread.events();
    }

    /** How many events were dropped in all. */
    synchronized long dropped() {
        return drops.total();
    }

    /** Completes when half of the backlog that may be is not. */
    synchronized CompletableFuture<Void> drained() {
        return closed ? CompletableFuture.completedFuture(null) : drops.drained(limit());
    }

    /** What all that waits takes in the heap, in bytes. */
    synchronized long heapBytes() {
        return unread.heapBytes();
    }

    /** The bytes of a message that was added; 0 where it waits no more. */
    synchronized long lengthOf(long seq) {
        return unread.lengthOf(seq);
    }

    // ---- Out ------------------------------------------------------------------------------------------------------

    /** Sends what waits for answers, unless there are some to come. */
    void flush() {
        if (isHolding && !more.getAsBoolean()) {
            sendHeld();
        }
    }

    private void sendHeld() {
        List<CompletableFuture<Void>> woken;
        synchronized (this) {
            if (!leaving.isHolding()) {
                return;
            }
            leaving.sendHeld();
            leaving.handOver();
            dropSent();
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

    /** The socket takes more. */
    void goOn() {
        After after = new After();
        synchronized (this) {
            leaving.handOver();
            dropSent();
            tellDropped(after);
        }
        finish(after);
    }

    /** Writes a message without a number, as JSON, for a door that gets it and nothing else. Called under the lock. */
    byte[] encode(Message message) {
        return sealing.plain(message);
    }

    /** Runs {@code action} under the lock, for answers that leave by another way. Null where the outbox is closed. */
    synchronized <T> @Nullable T exclusively(Supplier<@Nullable T> action) {
        return closed ? null : action.get();
    }

    /** Answers a sign of life with one, which is not numbered and not kept. */
    synchronized void answerSignOfLife() {
        leaving.sendOnce(sealing.signOfLife(received.getAsLong()));
    }

    /** Whether the page has ever said what it has taken in. */
    synchronized boolean acknowledges() {
        return acknowledges;
    }

    /** The page has taken in everything up to {@code ack}; -1 says nothing. */
    void acknowledge(long ack) {
        if (ack < 0) {
            return;
        }
        After after;
        synchronized (this) {
            acknowledges = true;
            read = Math.max(read, ack);
            unread.acknowledge(ack);
            leaving.acknowledge(ack);
            if (drops.isIdle()) {
                return;
            }
            after = new After();
            tellDropped(after);
        }
        finish(after);
    }

    /** Whether what is added waits for a link that takes the place of one that is lost. */
    synchronized boolean isHibernating() {
        return !closed && leaving.isCutOff();
    }

    /** Messages beyond {@code seq}, as JSON: the first, and as many of the others as make {@code mostBytes} together. */
    synchronized List<byte[]> after(long seq, long mostBytes) {
        List<Entry> frames = unread.after(seq, mostBytes);
        frames.forEach(frame -> read = Math.max(read, frame.seq()));
        return frames.stream().map(frame -> frame.message().json()).toList();
    }

    /** Whether there is an answer that the page could not have got yet: it has not read it, and has no socket, or a full one. */
    synchronized boolean holdsAnswer() {
        return !closed && (leaving.link() == null ? lastAnswer > read : leaving.unsent() > 0);
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

    private synchronized void forget(CompletableFuture<Void> due) {
        readers.forget(due);
    }

    /** A client that never acknowledges has what it was sent. */
    private void dropSent() {
        isHolding = leaving.isHolding();
        if (!acknowledges && leaving.link() != null) {
            unread.keepLast(leaving.unsent());
        }
    }

    // ---- Sockets --------------------------------------------------------------------------------------------------

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
            old = leaving.link() == newLink ? null : leaving.link();
            if (leaving.link() != newLink) {
                leaving.begin(newLink, unread);
                dropSent();
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
            if (leaving.link() != lostLink) {
                return false;
            }
            leaving.end();
            isHolding = false;
            woken = readers.take(lastSeq);
        }
        complete(woken);
        return true;
    }

    synchronized @Nullable Link link() {
        return leaving.link();
    }

    /** Sends what was held and drops all else; nothing leaves any more. */
    @Nullable
    Link close() {
        List<CompletableFuture<Void>> woken;
        List<CompletableFuture<Void>> drained;
        Link open;
        synchronized (this) {
            closed = true;
            open = leaving.link();
            leaving.sendHeld();
            leaving.end();
            isHolding = false;
            unread.clear();
            drained = drops.takeAll();
            woken = readers.take(Long.MAX_VALUE);
        }
        complete(woken);
        complete(drained);
        return open;
    }

    private static void complete(List<CompletableFuture<Void>> woken) {
        woken.forEach(reader -> reader.complete(null));
    }
}
