package dev.valence.e2e.faults;

import dev.valence.e2e.faults.FrameCursor.Place;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** What one connection has before it: how it passes bytes on, and its fault. Safe for the threads of its two directions. */
final class Fate {
    /** How bytes are passed on. */
    enum Pace {
        /** As they come. */
        PLAIN,
        /** In segments of a few bytes, as far as {@link FaultProxy#SPLIT_BYTES} of what comes at once. */
        SPLIT,
        /** Each after a while. */
        LATE,
        /** At {@link FaultProxy#BYTES_PER_SECOND}. */
        THROTTLED
    }

    private static final int PAYLOAD_BYTES = 60;

    final int number;
    final boolean isSocket;
    final Pace pace;
    final Fault fault;
    /** The frame that is struck, of those that come from now on. */
    private final long frame;
    /** Frames that came before; unknown until the direction of the fault is looked at. */
    private long earlier = -1;
    /** How many bytes of the payload are still to pass, where that is the place. */
    private int before;

    /** Whether the page has spoken last; null before anybody has. */
    private @Nullable Boolean isPageSpeaking;

    private boolean isStruck;
    private volatile boolean isSilent;

    /**
     * @param isSocket whether it is a WebSocket, and its handshake passes
     * @param withinFrames in how many frames the fault strikes, at the latest
     */
    Fate(int number, boolean isSocket, Fault fault, int withinFrames, RandomGenerator chance) {
        this.number = number;
        this.isSocket = isSocket;
        this.fault = fault;
        // Half of them are plain: what disturbs timing hides what needs speed.
        this.pace = chance.nextBoolean() ? Pace.PLAIN : Pace.values()[chance.nextInt(Pace.values().length)];
        this.frame = 1 + chance.nextInt(withinFrames);
        this.before = fault.place() == Place.PAYLOAD ? chance.nextInt(PAYLOAD_BYTES) : 0;
    }

    /** Whether the other side, or nobody, has spoken before. */
    synchronized boolean isTurnOf(boolean isPage) {
        boolean isTurn = isPageSpeaking == null || isPageSpeaking != isPage;
        isPageSpeaking = isPage;
        return isTurn;
    }

    /** Whether the fault strikes before the byte that is next; true once. */
    synchronized boolean strikes(FrameCursor cursor, boolean isPage) {
        if (isStruck || isPage != fault.ofPage() || (isSocket && !cursor.isSocket())) {
            return false;
        }
        earlier = earlier < 0 ? cursor.frames() : earlier;
        // At a boundary the frame has not begun.
        long begun = cursor.frames() - earlier + (fault.place() == Place.BOUNDARY ? 1 : 0);
        if (cursor.place() != fault.place() || begun < frame || before-- > 0) {
            return false;
        }
        isStruck = true;
        return true;
    }

    /** From now on nothing is passed on. */
    void silence() {
        isSilent = true;
    }

    boolean isSilent() {
        return isSilent;
    }

    /** The connection has ended; gives, once, a fault that has not struck it, for another one. */
    synchronized @Nullable Fault takeUnused() {
        Fault unused = isStruck ? null : fault;
        isStruck = true;
        return unused;
    }
}
