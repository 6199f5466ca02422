package dev.valence.session;

import dev.valence.api.Backlog;
import dev.valence.protocol.Outgoing;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;

/** What a page has not acknowledged, in order; for a client that acknowledges nothing, what its socket has not taken. Not safe for threads. */
final class Unread implements Iterable<Unread.Entry> {
    /**
     * What a message that waits takes in the heap beside its own bytes: 113 to 115 were measured (64 bits with short pointers), and it has a place in the
     * queue of the socket. The least answer has 50 bytes, and takes three times as many.
     */
    static final int ENTRY_BYTES = 120;

    /**
     * A message that waits.
     *
     * @param isEvent whether it counts as backlog
     */
    record Entry(long seq, Outgoing message, boolean isEvent) {
        long heapBytes() {
            return ENTRY_BYTES + message.length();
        }
    }

    private final Deque<Entry> entries = new ArrayDeque<>();
    private long heapBytes;
    private int events;
    private long eventBytes;

    void add(Entry entry) {
        entries.add(entry);
        count(entry, 1);
    }

    private void count(Entry entry, int sign) {
        heapBytes += sign * entry.heapBytes();
        if (entry.isEvent) {
            events += sign;
            eventBytes += sign * entry.message.length();
        }
    }

    /** The page has everything up to {@code seq}. */
    void acknowledge(long seq) {
        for (Entry first = entries.peek(); first != null && first.seq <= seq; first = entries.peek()) {
            count(entries.remove(), -1);
        }
    }

    /** Forgets all but the last {@code count}. */
    void keepLast(int count) {
        while (entries.size() > count) {
            count(entries.remove(), -1);
        }
    }

    /** What is beyond {@code seq}: the first, and as many of the others as make {@code mostBytes} together. */
    List<Entry> after(long seq, long mostBytes) {
        List<Entry> beyond = new ArrayList<>();
        long length = 0;
        for (Entry entry : entries) {
            if (entry.seq > seq) {
                length += entry.message.length();
                if (length > mostBytes && !beyond.isEmpty()) {
                    break;
                }
                beyond.add(entry);
            }
        }
        return beyond;
    }

    void clear() {
        keepLast(0);
    }

    @Override
    public Iterator<Entry> iterator() {
        return entries.iterator();
    }

    /** What all of it takes in the heap. */
    long heapBytes() {
        return heapBytes;
    }

    /** How many events there are among it. */
    Backlog events() {
        return new Backlog(events, eventBytes);
    }

    boolean hasEvents(Backlog atLeast) {
        return events >= atLeast.messages() || eventBytes >= atLeast.bytes();
    }

    boolean hasMoreEvents(int messages, long ofBytes) {
        return events > messages || eventBytes > ofBytes;
    }

    /** The bytes of the message of that number; 0 where it is not there any more. */
    long lengthOf(long seq) {
        for (Iterator<Entry> each = entries.descendingIterator(); each.hasNext(); ) {
            Entry entry = each.next();
            if (entry.seq <= seq) {
                return entry.seq == seq ? entry.message.length() : 0;
            }
        }
        return 0;
    }
}
