package dev.valence.e2e.faults;

import dev.valence.e2e.bridge.Cable;
import dev.valence.e2e.bridge.Cable.Connection;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A network between page and Java with faults: it breaks connections between and inside of frames, goes silent, delays, throttles, splits.
 * What becomes of the n-th connection is a function of the seed and of the bytes that pass; which connection is the n-th is up to page and
 * Java. Each kind of fault comes at each place, before one comes again. A connection has one fault; begin with {@link #begin}.
 */
public final class FaultProxy implements AutoCloseable {
    /** How long a connection is half open before both ends are told. */
    static final int HALF_OPEN_MILLIS = 300;

    static final int SPLIT_BYTES = 2048;
    static final int BYTES_PER_SECOND = 2_000_000;
    private static final int LONGEST_SEGMENT = 16;
    private static final int LONGEST_DELAY_MILLIS = 8;
    private static final int SOCKET_FRAMES = 20;
    private static final int HTTP_FRAMES = 12;
    /** One socket of so many. */
    private static final int HANDSHAKES = 8;

    private final long seed;
    private final Cable cable;
    private final Trace trace = new Trace();
    private final Map<Connection, Fate> fates = new ConcurrentHashMap<>();
    private final Deque<Fault> forSockets = new ArrayDeque<>();
    private final Deque<Fault> forHttp = new ArrayDeque<>();
    private final Map<Fault.Kind, Integer> cuts = new EnumMap<>(Fault.Kind.class);
    private final SplittableRandom decks;
    private int connections;
    private int socketCuts;
    private volatile boolean isCalm = true;

    /** @param server where it leads to */
    public FaultProxy(URI server, long seed) throws IOException {
        this.seed = seed;
        this.decks = new SplittableRandom(seed);
        this.cable = new Cable(server, this::pass);
    }

    /** Address of the page's end. */
    public URI address() {
        return cable.address();
    }

    /** From now on each connection has its fault. */
    public void begin() {
        isCalm = false;
    }

    /** From now on all that comes passes. */
    public void calm() {
        isCalm = true;
    }

    /** How many WebSockets it has broken, or silenced. */
    public synchronized int socketCuts() {
        return socketCuts;
    }

    /** What it has done, the last of it: one line of JSON each. */
    List<String> trace() {
        return trace.lines();
    }

    /** Writes down what it has done, the last of it, and says where. */
    public Path saveTrace() throws IOException {
        return trace.save("seed-" + seed);
    }

    private void pass(Connection connection, InputStream from, OutputStream to, boolean isPage) throws IOException {
        try {
            new Direction(connection, to, isPage).pass(from);
        } finally {
            ended(connection);
        }
    }

    /** One way of one connection. */
    private final class Direction {
        private final Connection connection;
        private final OutputStream to;
        private final boolean isPage;
        private final FrameCursor cursor = new FrameCursor();
        private final SplittableRandom chance;

        Direction(Connection connection, OutputStream to, boolean isPage) {
            this.connection = connection;
            this.to = to;
            this.isPage = isPage;
            this.chance = new SplittableRandom(seed + (isPage ? 1 : 0));
        }

        void pass(InputStream from) throws IOException {
            byte[] buffer = new byte[16 * 1024];
            for (int length = from.read(buffer); length >= 0; length = from.read(buffer)) {
                Fate fate = fateOf(connection, cursor.isSocket() || FrameCursor.upgrades(buffer, length));
                if (fate != null && fate.isTurnOf(isPage)) {
                    cursor.turn();
                }
                if (fate == null) {
                    advance(buffer, 0, length, null);
                    to.write(buffer, 0, length);
                } else if (!fate.isSilent()) {
                    int end = advance(buffer, 0, length, fate);
                    write(buffer, end, fate);
                    if (end < length) {
                        strike(connection, fate, isPage, cursor.frames());
                    }
                }
            }
        }

        /** Moves the cursor over what may pass; gives the end of that. */
        private int advance(byte[] bytes, int from, int to, @Nullable Fate fate) {
            for (int at = from; at < to; at++) {
                if (fate != null && fate.strikes(cursor, isPage)) {
                    return at;
                }
                cursor.pass(bytes[at]);
            }
            return to;
        }

        private void write(byte[] bytes, int length, Fate fate) throws IOException {
            int at = 0;
            switch (fate.pace) {
                case PLAIN -> {}
                case LATE -> pause(TimeUnit.MILLISECONDS.toNanos(1 + chance.nextInt(LONGEST_DELAY_MILLIS)));
                case THROTTLED -> pause(TimeUnit.SECONDS.toNanos(length) / BYTES_PER_SECOND);
                case SPLIT -> {
                    while (at < Math.min(length, SPLIT_BYTES)) {
                        int segment = Math.min(1 + chance.nextInt(LONGEST_SEGMENT), length - at);
                        to.write(bytes, at, segment);
                        at += segment;
                    }
                }
            }
            to.write(bytes, at, length - at);
            trace.add(fate.number, isPage, cursor.frames(), "passed " + length + " bytes, " + fate.pace);
        }
    }

    /** Null while nothing is to happen, and where it has happened that cannot happen again. */
    private @Nullable Fate fateOf(Connection connection, boolean isSocket) {
        Fate known = fates.get(connection);
        if (known != null || isCalm) {
            return known != null && (known.isSilent() || !isCalm) ? known : null;
        }
        synchronized (this) {
            return fates.computeIfAbsent(connection, unknown -> draw(isSocket));
        }
    }

    private Fate draw(boolean isSocket) {
        SplittableRandom chance = new SplittableRandom(seed * 31 + ++connections);
        // Now and then it is the handshake that is struck.
        boolean isPastHandshake = isSocket && chance.nextInt(HANDSHAKES) != 0;
        Deque<Fault> deck = isPastHandshake ? forSockets : forHttp;
        if (deck.isEmpty()) {
            deck.addAll(Fault.deck(decks));
        }
        int withinFrames = isPastHandshake ? SOCKET_FRAMES : isSocket ? 1 : HTTP_FRAMES;
        return new Fate(connections, isPastHandshake, deck.remove(), withinFrames, chance);
    }

    private void strike(Connection connection, Fate fate, boolean isPage, long frame) throws IOException {
        trace.add(fate.number, isPage, frame, (fate.isSocket ? "socket: " : "HTTP: ") + fate.fault);
        synchronized (this) {
            cuts.merge(fate.fault.kind(), 1, Integer::sum);
            socketCuts += fate.isSocket ? 1 : 0;
        }
        fate.silence();
        switch (fate.fault.kind()) {
            case RESET -> connection.reset();
            case END -> connection.end();
            case HALF_OPEN ->
                CompletableFuture.delayedExecutor(HALF_OPEN_MILLIS, TimeUnit.MILLISECONDS)
                        .execute(connection::reset);
        }
    }

    /** A fault that did not come to pass is the next one's. */
    private void ended(Connection connection) {
        Fate fate = fates.get(connection);
        Fault unused = fate == null ? null : fate.takeUnused();
        if (fate != null && unused != null) {
            synchronized (this) {
                (fate.isSocket ? forSockets : forHttp).addFirst(unused);
            }
        }
    }

    private static void pause(long nanos) {
        long end = System.nanoTime() + nanos;
        for (long left = nanos; left > 0; left = end - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }

    @Override
    public synchronized String toString() {
        return "cuts " + cuts + ", " + socketCuts + " of them of sockets";
    }

    @Override
    public void close() throws IOException {
        cable.close();
    }
}
