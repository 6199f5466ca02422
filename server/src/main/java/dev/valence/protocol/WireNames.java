package dev.valence.protocol;

/** The names of what Java sends and of what it must know before it is dispatched. Those of {@link RemoteService} stand there. */
public final class WireNames {
    public static final String SESSION_OPEN = "session.open";
    public static final String SESSION_JOIN = "session.join";
    public static final String SESSION_ALIVE = "session.alive";
    public static final String SESSION_HIBERNATE = "session.hibernate";
    public static final String SESSION_CLOSE = "session.close";
    public static final String SESSION_DROPPED = "session.dropped";

    public static final String CALLBACK_CALL = "callback.call";
    public static final String CALLBACK_RELEASE = "callback.release";
    public static final String PROMISE_RESOLVE = "promise.resolve";
    public static final String PROMISE_REJECT = "promise.reject";
    public static final String STREAM_READ = "stream.read";
    public static final String STREAM_CANCEL = "stream.cancel";
    public static final String PAGE_EVALUATE = "page.evaluate";
    public static final String PAGE_WINDOW = "page.window";

    /** HTTP header: the session that a request belongs to, {@code renderer.secret}. */
    public static final String SESSION_HEADER = "Valence-Session";
    /** HTTP header: the caller reads the outbox beyond this sequence number. */
    public static final String ACK_HEADER = "Valence-Ack";
    /** HTTP header: wake the caller when something beyond this sequence number is due. */
    public static final String PARK_HEADER = "Valence-Park";
    /** HTTP header: wait so many milliseconds at most. */
    public static final String WAIT_HEADER = "Valence-Wait";

    private WireNames() {}
}
