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
    private int callDepth = 32;
    private Duration deadline = Duration.ofSeconds(30);
    private Duration sequenceGap = Duration.ofSeconds(2);
    private Duration retention = Duration.ofMinutes(5);
    private Duration goneGrace = Duration.ofMillis(100);
    private Duration silence = Duration.ofSeconds(30);
    private Duration drain = Duration.ofSeconds(10);

    private Limits() {}

    private Limits(Limits other) {
        messageBytes = other.messageBytes;
        depth = other.depth;
        objects = other.objects;
        callbacks = other.callbacks;
        outboxBytes = other.outboxBytes;
        callDepth = other.callDepth;
        deadline = other.deadline;
        sequenceGap = other.sequenceGap;
        retention = other.retention;
        goneGrace = other.goneGrace;
        silence = other.silence;
        drain = other.drain;
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

    /** Bytes waiting for one page; default 64 MiB. A page that reads no more loses its session beyond. */
    public int outboxBytes() {
        return outboxBytes;
    }

    /** These limits, but for {@link #outboxBytes}. */
    public Limits withOutboxBytes(int limit) {
        return with(changed -> changed.outboxBytes = positive(limit));
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

    /** How long a session without a socket is kept; default 5 min. */
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

    private Limits with(Consumer<Limits> change) {
        Limits changed = new Limits(this);
        change.accept(changed);
        return changed;
    }

    private static int positive(int limit) {
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
