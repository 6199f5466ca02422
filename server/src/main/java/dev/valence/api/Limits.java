package dev.valence.api;

import java.time.Duration;
import java.util.function.Consumer;

/**
 * What one page can make Java hold or do, and for how long. Beyond a limit the page gets a {@link LimitException} that names
 * it; the session goes on and no other page notices. Immutable: {@code Limits.defaults().withObjects(500)}.
 */
public final class Limits {
    private static final Limits DEFAULTS = new Limits();

    private int messageBytes = 16 << 20;
    private int depth = 64;
    private int objects = 100_000;
    private int callbacks = 10_000;
    private int outboxBytes = 64 << 20;
    private int values = 1_000_000;
    private int batch = 10_000;
    private long incomingBytes = Runtime.getRuntime().maxMemory() / 8;
    private long requestBytes = 64 << 20;
    private int pendingCalls = 10_000;
    private Backlog backlog = new Backlog(10_000, 8 << 20);
    private Backlog hibernatingBacklog = new Backlog(1_000, 1 << 20);
    private int httpRequests = 16;
    private int sessions = 10_000;
    private int hibernatingSessions = 1_000;
    private long hibernatingBytes = 256 << 20;
    private int callDepth = 32;
    private Duration deadline = Duration.ofSeconds(30);
    private Duration sequenceGap = Duration.ofSeconds(2);
    private Duration retention = Duration.ofMinutes(5);
    private Duration goneGrace = Duration.ofMillis(100);
    private Duration silence = Duration.ofSeconds(30);
    private Duration drain = Duration.ofSeconds(10);
    private Duration launchToken = Duration.ofSeconds(60);
    private Duration handshake = Duration.ofSeconds(10);
    private int connections = 10_000;

    private Limits() {}

    private Limits(Limits other) {
        messageBytes = other.messageBytes;
        depth = other.depth;
        objects = other.objects;
        callbacks = other.callbacks;
        outboxBytes = other.outboxBytes;
        values = other.values;
        batch = other.batch;
        incomingBytes = other.incomingBytes;
        requestBytes = other.requestBytes;
        pendingCalls = other.pendingCalls;
        backlog = other.backlog;
        hibernatingBacklog = other.hibernatingBacklog;
        httpRequests = other.httpRequests;
        sessions = other.sessions;
        hibernatingSessions = other.hibernatingSessions;
        hibernatingBytes = other.hibernatingBytes;
        callDepth = other.callDepth;
        deadline = other.deadline;
        sequenceGap = other.sequenceGap;
        retention = other.retention;
        goneGrace = other.goneGrace;
        silence = other.silence;
        drain = other.drain;
        launchToken = other.launchToken;
        handshake = other.handshake;
        connections = other.connections;
    }

    /** The defaults that each limit has in its description. */
    public static Limits defaults() {
        return DEFAULTS;
    }

    /**
     * Longest message in bytes; default 16 MiB: 10 MB of bytes, even as base64. A longer one closes the socket with 1009.
     */
    public int messageBytes() {
        return messageBytes;
    }

    /** These limits, but for {@link #messageBytes}. */
    public Limits withMessageBytes(int limit) {
        return with(changed -> changed.messageBytes = positive(limit));
    }

    /**
     * How deeply values may nest; default 64, far beyond what people write by hand and far below what a stack holds.
     */
    public int depth() {
        return depth;
    }

    /** These limits, but for {@link #depth}. */
    public Limits withDepth(int limit) {
        return with(changed -> changed.depth = positive(limit));
    }

    /**
     * References, streams among them, that one renderer may hold; default 100 000. Refused beyond, never evicted.
     */
    public int objects() {
        return objects;
    }

    /** These limits, but for {@link #objects}. */
    public Limits withObjects(int limit) {
        return with(changed -> changed.objects = positive(limit));
    }

    /** Page functions, and as many streams, that Java holds for one renderer; default 10 000. */
    public int callbacks() {
        return callbacks;
    }

    /** These limits, but for {@link #callbacks}. */
    public Limits withCallbacks(int limit) {
        return with(changed -> changed.callbacks = positive(limit));
    }

    /** Bytes of the heap that wait for one page; default 64 MiB. Beyond, a page that reads no more loses its session (1008). */
    public int outboxBytes() {
        return outboxBytes;
    }

    /** These limits, but for {@link #outboxBytes}. */
    public Limits withOutboxBytes(int limit) {
        return with(changed -> changed.outboxBytes = positive(limit));
    }

    /**
     * Values in one message, counted by the commas, colons and opening brackets of its JSON; default 1 000 000. A message of the longest size could
     * hold eight times as many, and each takes up to 100 bytes in Java.
     */
    public int values() {
        return values;
    }

    /** These limits, but for {@link #values}. */
    public Limits withValues(int limit) {
        return with(changed -> changed.values = positive(limit));
    }

    /** Messages in one batch; default 10 000, since each may be two bytes long and is answered. */
    public int batch() {
        return batch;
    }

    /** These limits, but for {@link #batch}. */
    public Limits withBatch(int limit) {
        return with(changed -> changed.batch = positive(limit));
    }

    /**
     * Bytes that all pages together have sent of long messages of which not all has come, and as many again, as estimated, of requests that wait for
     * their turn; default an eighth of the heap. The first 64 KiB of each page count in neither, so that one that asks for little is never refused.
     */
    public long incomingBytes() {
        return incomingBytes;
    }

    /** These limits, but for {@link #incomingBytes}. */
    public Limits withIncomingBytes(long limit) {
        return with(changed -> changed.incomingBytes = positive(limit));
    }

    /** What one page has asked for and Java has not done yet, in bytes of the heap as estimated; default 64 MiB, some 50 000 short calls. */
    public long requestBytes() {
        return requestBytes;
    }

    /** These limits, but for {@link #requestBytes}. */
    public Limits withRequestBytes(long limit) {
        return with(changed -> changed.requestBytes = positive(limit));
    }

    /** Answers and promises that Java waits for from one page, and that one page waits for from Java, each; default 10 000. */
    public int pendingCalls() {
        return pendingCalls;
    }

    /** These limits, but for {@link #pendingCalls}. */
    public Limits withPendingCalls(int limit) {
        return with(changed -> changed.pendingCalls = positive(limit));
    }

    /**
     * Events and calls of page functions that wait for one page that has a socket; default 10 000 and 8 MiB. Beyond, new ones are dropped and the page
     * is told how many: see {@link Renderer#backlog}.
     */
    public Backlog backlog() {
        return backlog;
    }

    /** These limits, but for {@link #backlog}. */
    public Limits withBacklog(Backlog limit) {
        return with(changed -> changed.backlog = limit);
    }

    /** As {@link #backlog}, while the page has no socket; default 1 000 and 1 MiB. */
    public Backlog hibernatingBacklog() {
        return hibernatingBacklog;
    }

    /** These limits, but for {@link #hibernatingBacklog}. */
    public Limits withHibernatingBacklog(Backlog limit) {
        return with(changed -> changed.hibernatingBacklog = limit);
    }

    /** HTTP requests of one session at a time; default 16, more than a browser makes. Beyond: status 429. */
    public int httpRequests() {
        return httpRequests;
    }

    /** These limits, but for {@link #httpRequests}. */
    public Limits withHttpRequests(int limit) {
        return with(changed -> changed.httpRequests = positive(limit));
    }

    /** Sessions in all; default 10 000. Beyond, none is opened. */
    public int sessions() {
        return sessions;
    }

    /** These limits, but for {@link #sessions}. */
    public Limits withSessions(int limit) {
        return with(changed -> changed.sessions = positive(limit));
    }

    /** Sessions without a socket; default 1 000. Beyond, the oldest is ended: first one that never had a socket. Its page is told that it is lost. */
    public int hibernatingSessions() {
        return hibernatingSessions;
    }

    /** These limits, but for {@link #hibernatingSessions}. */
    public Limits withHibernatingSessions(int limit) {
        return with(changed -> changed.hibernatingSessions = positive(limit));
    }

    /** Bytes of the heap that wait for all pages without a socket together; default 256 MiB. Beyond, as {@link #hibernatingSessions}. */
    public long hibernatingBytes() {
        return hibernatingBytes;
    }

    /** These limits, but for {@link #hibernatingBytes}. */
    public Limits withHibernatingBytes(long limit) {
        return with(changed -> changed.hibernatingBytes = positive(limit));
    }

    /**
     * How many callable functions of pages one thread waits for at a time, one inside the other; default 32, far beyond what is meant to nest
     * and far below what a stack holds.
     */
    public int callDepth() {
        return callDepth;
    }

    /** These limits, but for {@link #callDepth}. */
    public Limits withCallDepth(int limit) {
        return with(changed -> changed.callDepth = positive(limit));
    }

    /**
     * How long a call may take before the page gives up, and a callable function before Java does; default 30 s. The call itself goes on.
     */
    public Duration deadline() {
        return deadline;
    }

    /** These limits, but for {@link #deadline}. */
    public Limits withDeadline(Duration time) {
        return with(changed -> changed.deadline = notNegative(time));
    }

    /**
     * How long a message waits for those before it; default 2 s, which two doors on one machine never need.
     */
    public Duration sequenceGap() {
        return sequenceGap;
    }

    /** These limits, but for {@link #sequenceGap}. */
    public Limits withSequenceGap(Duration time) {
        return with(changed -> changed.sequenceGap = notNegative(time));
    }

    /**
     * How long a session without a socket is kept; default 5 min. A page that hears nothing for that time and twice {@link #silence} takes
     * its session for lost.
     */
    public Duration retention() {
        return retention;
    }

    /** These limits, but for {@link #retention}. */
    public Limits withRetention(Duration time) {
        return with(changed -> changed.retention = notNegative(time));
    }

    /**
     * How long a page whose socket was closed by its browser may take to come back; default 100 ms: the browser says so for reloads and closed
     * tabs alike.
     */
    public Duration goneGrace() {
        return goneGrace;
    }

    /** These limits, but for {@link #goneGrace}. */
    public Limits withGoneGrace(Duration time) {
        return with(changed -> changed.goneGrace = notNegative(time));
    }

    /**
     * How long a socket may bring nothing, where its page gives signs of life, before the network is taken for broken; default 30 s, three
     * signs. The session is kept for {@link #retention}.
     */
    public Duration silence() {
        return silence;
    }

    /** These limits, but for {@link #silence}. */
    public Limits withSilence(Duration time) {
        return with(changed -> changed.silence = notNegative(time));
    }

    /**
     * How long the end of the main process waits for calls that have begun, and for pages to have their answers; default 10 s.
     */
    public Duration drain() {
        return drain;
    }

    /** These limits, but for {@link #drain}. */
    public Limits withDrain(Duration time) {
        return with(changed -> changed.drain = notNegative(time));
    }

    /** How long an address of {@code MainProcess.launchAddress} opens a page; default 60 s, for who follows a link at once. */
    public Duration launchToken() {
        return launchToken;
    }

    /** These limits, but for {@link #launchToken}. */
    public Limits withLaunchToken(Duration time) {
        return with(changed -> changed.launchToken = notNegative(time));
    }

    /**
     * How long a connection may take to say what it wants: to send the head of a request, or a WebSocket its first message; default 10 s. Whoever
     * says less is disconnected.
     */
    public Duration handshake() {
        return handshake;
    }

    /** These limits, but for {@link #handshake}. */
    public Limits withHandshake(Duration time) {
        return with(changed -> changed.handshake = notNegative(time));
    }

    /** Connections of all clients together; default 10 000. Beyond, none is accepted until one has ended. */
    public int connections() {
        return connections;
    }

    /** These limits, but for {@link #connections}. */
    public Limits withConnections(int limit) {
        return with(changed -> changed.connections = positive(limit));
    }

    private Limits with(Consumer<Limits> change) {
        Limits changed = new Limits(this);
        change.accept(changed);
        return changed;
    }

    private static int positive(int limit) {
        return (int) positive((long) limit);
    }

    private static long positive(long limit) {
        if (limit <= 0) {
            throw new IllegalArgumentException("A limit is 1 or more, not " + limit);
        }
        return limit;
    }

    private static Duration notNegative(Duration time) {
        if (time.isNegative()) {
            throw new IllegalArgumentException("A time is 0 or more, not " + time);
        }
        return time;
    }
}
