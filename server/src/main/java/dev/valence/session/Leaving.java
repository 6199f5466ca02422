package dev.valence.session;

import dev.valence.protocol.Outgoing;
import dev.valence.session.Unread.Entry;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * What goes by the socket of a page, as fast as the socket takes it. What has to wait for that waits here, and what waits to share a frame.
 * All of it is among what is unread too. Not safe for threads.
 */
final class Leaving {
    private final HeldFrames held = new HeldFrames();
    private final Deque<Entry> unsent = new ArrayDeque<>();
    private @Nullable Link link;
    private boolean hadLink;
    private boolean isHandingOver;

    @Nullable
    Link link() {
        return link;
    }

    /** Whether there was a socket, and is none. */
    boolean isCutOff() {
        return hadLink && link == null;
    }

    /** From now on all leaves by {@code newLink}, beginning with {@code entries}. */
    void begin(Link newLink, Iterable<Entry> entries) {
        end();
        link = newLink;
        hadLink = true;
        entries.forEach(unsent::add);
        handOver();
    }

    /** The socket is gone; nothing leaves. */
    void end() {
        link = null;
        held.clear();
        unsent.clear();
    }

    /** Whether something waits to share a frame. */
    boolean isHolding() {
        return !held.isEmpty();
    }

    /** How many of those that are unread the socket has not been given. */
    int unsent() {
        return held.size() + unsent.size();
    }

    /** Whether {@code entry} may be held until others come: there is room, and nothing before it waits for the socket. */
    boolean hold(Entry entry) {
        boolean isHeld = link != null && unsent.isEmpty() && held.takes(entry.message());
        if (isHeld) {
            held.add(entry.message());
        }
        return isHeld;
    }

    /** Sends {@code entry} after all that waited for it. */
    void send(Entry entry) {
        Link open = link;
        if (open == null) {
            return;
        }
        if (isHandingOver) {
            unsent.add(entry);
        } else if (!unsent.isEmpty() || open.isFull()) {
            sendHeld();
            unsent.add(entry);
        } else if (!held.isEmpty() && !entry.message().isPacket()) {
            held.add(entry.message());
            sendHeld();
        } else {
            sendHeld();
            give(open, entry.message());
        }
        handOver();
    }

    /** Sends what nobody misses where the socket has much to write. */
    void sendOnce(Outgoing message) {
        Link open = link;
        if (open != null && !open.isFull()) {
            open.send(message);
        }
    }

    /** Sends what waited for others. */
    void sendHeld() {
        Link open = link;
        if (open != null && !held.isEmpty()) {
            give(open, held.take());
        }
    }

    /** A socket may say that it takes more while it is being given something; nothing comes between the parts of a packet. */
    private void give(Link open, Outgoing message) {
        isHandingOver = true;
        open.send(message);
        isHandingOver = false;
    }

    /** The page has what is up to {@code seq}, perhaps by the other door. */
    void acknowledge(long seq) {
        for (Entry first = unsent.peek(); first != null && first.seq() <= seq; first = unsent.peek()) {
            unsent.remove();
        }
    }

    /** Gives the socket what it takes. */
    void handOver() {
        Link open = link;
        while (open != null && !isHandingOver && !unsent.isEmpty() && !open.isFull()) {
            give(open, unsent.remove().message());
        }
    }
}
