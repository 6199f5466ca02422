package dev.valence.session;

import dev.valence.api.LimitException;
import dev.valence.api.RemoteException;
import dev.valence.api.SessionLostException;
import dev.valence.protocol.Budget;
import dev.valence.protocol.ErrorCode;
import dev.valence.protocol.Frame;
import dev.valence.protocol.OpenPage;
import dev.valence.protocol.WireError;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * All sessions of a main process: opens them, finds them again by renderer and secret, keeps them for a while without a socket, ends
 * them. Safe for any thread.
 */
public final class SessionDirectory implements AutoCloseable {
    /** RFC 6455 section 7.4.1: 1000 normal, 1001 going away; 1012 of its registry: service restart. */
    public static final int CLOSE_NORMAL = 1000;

    public static final int CLOSE_GOING_AWAY = 1001;
    public static final int CLOSE_RESTART = 1012;

    /** RFC 6455 section 7.4.1: the page does not keep to a limit. */
    public static final int CLOSE_POLICY = 1008;

    /** The page will be frozen, and may come back. Of the range that RFC 6455 leaves to applications. */
    public static final int CLOSE_HIBERNATING = 4001;

    private static final Duration HIBERNATING_CHECK = Duration.ofSeconds(1);

    private static final int MINIMAL_SECRET_CHARS = 22;

    private static final class Entry {
        final Session session;
        final String secret;
        final boolean isMinted;

        final Object attaching = new Object();

        /** Of the last socket that was attached; under the lock of {@link #attaching}. */
        long epoch;

        @Nullable
        Future<?> expiry;

        Entry(Session session, String secret, boolean isMinted) {
            this.session = session;
            this.secret = secret;
            this.isMinted = isMinted;
        }
    }

    private final Application application;
    private final Admissions admissions;
    private final SecureRandom random = new SecureRandom();
    private final Map<String, Entry> entries = new ConcurrentHashMap<>();
    private final Hibernating hibernating;
    private final Farewells farewells = new Farewells();
    private final Budget work;
    private final AuditBudgets auditBudgets = new AuditBudgets();
    private volatile boolean isEnding;

    /** @param admissions who may open a session */
    public SessionDirectory(Application application, Admissions admissions) {
        this.application = application;
        this.admissions = admissions;
        this.hibernating = new Hibernating(application.limits());
        this.work = new Budget(application.limits().incomingBytes());
        // What waits for a page without a socket grows without any message of it.
        long millis = HIBERNATING_CHECK.toMillis();
        application.timer().scheduleWithFixedDelay(() -> endTooMany(0), millis, millis, TimeUnit.MILLISECONDS);
    }

    /**
     * The session that the first message of {@code frame} opens; one of its own where it opens none.
     *
     * @param visitor who sent it
     * @param bearer what it was sent with as an entitlement
     * @throws RemoteException as {@link #open}
     * @throws IllegalArgumentException what it says of the page is malformed
     */
    public Session openBy(Frame frame, Visitor visitor, @Nullable String bearer) {
        return open(pageOf(frame), visitor, bearer);
    }

    /**
     * As {@link #openBy}, for a socket by which the session speaks from now on; one it had before is closed. A frame that opened a socket
     * before opens none again, and does no harm to the one that lives: whoever has recorded it cannot take a session over.
     */
    public Session attachBy(Frame frame, Visitor visitor, @Nullable String bearer, Link link) {
        OpenPage page = pageOf(frame);
        Session session = open(page, visitor, bearer);
        Entry entry = entries.get(session.id());
        if (entry == null) {
            attach(session, link);
            return session;
        }
        // Not the entry's own lock: to attach wakes whoever waits for the session.
        synchronized (entry.attaching) {
            if (entry.epoch > 0 && page.epochOrZero() <= entry.epoch) {
                throw new SessionLostException("Socket " + page.epochOrZero() + " of renderer " + session.id()
                        + " has been here before: the last one was " + entry.epoch);
            }
            entry.epoch = page.epochOrZero();
            attach(session, link);
        }
        return session;
    }

    private OpenPage pageOf(Frame frame) {
        return application.codec().openPage(frame.envelopes().get(0).message()).orElse(OpenPage.NOTHING);
    }

    /**
     * Opens a session, or finds it again. Until a socket is attached it is kept for the retention time.
     *
     * @param bearer what entitles to a new session beside what the page says
     * @throws SessionLostException the page wants to resume a session that is not there, has not its secret, or is another visitor
     * @throws LimitException there are as many sessions as may be, or its id or secret is longer than they may be
     * @throws dev.valence.api.NotAdmittedException nothing entitles it to a new one
     */
    public synchronized Session open(OpenPage page, Visitor visitor, @Nullable String bearer) {
        page.requireShort();
        String renderer = page.renderer() == null ? mint() : page.renderer();
        String secret = page.secret() == null ? mint() : page.secret();
        Entry known = entries.get(renderer);
        if (known != null) {
            if (!isSame(known.secret, secret)) {
                throw new SessionLostException("The secret is not that of renderer " + renderer);
            }
            if (!known.session.visitor().isSameAs(visitor)) {
                throw new SessionLostException("The session of renderer " + renderer + " is another visitor's");
            }
            return known.session;
        }
        if (page.isResumed() || isEnding || farewells.has(renderer)) {
            throw new SessionLostException(
                    "Java has no session of renderer " + renderer + " any more. Reload the page to begin a new one");
        }
        if (secret.length() < MINIMAL_SECRET_CHARS) {
            throw new IllegalArgumentException("The secret has less than " + MINIMAL_SECRET_CHARS + " characters");
        }
        if (entries.size() >= application.limits().sessions()) {
            throw new LimitException("There are " + application.limits().sessions()
                    + " sessions, which is the limit (Limits.sessions). Close some pages first");
        }
        OpenPage admitted = page.with(renderer, secret).admitted(admissions.admit(page, visitor, bearer));
        boolean isMinted = page.secret() == null;
        Session session = new Session(
                application,
                renderer,
                admitted,
                isMinted,
                visitor,
                this::endAsItWants,
                this::hibernate,
                work,
                auditBudgets);
        Entry entry = new Entry(session, secret, isMinted);
        entries.put(renderer, entry);
        // Before it is one of them: it would be the first to go.
        endTooMany(1);
        hibernating.add(session, false);
        expireAfter(entry, application.limits().retention());
        return session;
    }

    /** What a page is told whose session cannot be opened, for one of the reasons of {@link #open}. */
    public WireError refusal(RuntimeException reason) {
        return reason instanceof RemoteException
                ? new ErrorMapper(application.errors()).map(reason)
                : WireError.of(ErrorCode.INVALID_PARAMS, "Invalid params: " + reason.getMessage());
    }

    /** The session of a {@code renderer.secret} pair, as the HTTP header has it; empty also where it is another visitor's. */
    public Optional<Session> find(String credentials, Visitor visitor) {
        int dot = credentials.indexOf('.');
        Entry entry = dot < 0 ? null : entries.get(credentials.substring(0, dot));
        if (entry == null
                || !isSame(entry.secret, credentials.substring(dot + 1))
                || !entry.session.visitor().isSameAs(visitor)) {
            return Optional.empty();
        }
        stillAlive(entry);
        return Optional.of(entry.session);
    }

    /** From now on {@code session} speaks through {@code link}; one it had before is closed. */
    void attach(Session session, Link link) {
        Entry entry = entries.get(session.id());
        if (entry == null) {
            link.close(isEnding ? CLOSE_RESTART : CLOSE_NORMAL, "The session has ended");
            return;
        }
        synchronized (entry) {
            cancelExpiry(entry);
        }
        hibernating.remove(session);
        Link old = session.outbox().attach(link);
        if (old != null) {
            old.close(isEnding ? CLOSE_RESTART : CLOSE_NORMAL, "The session has another socket, or has ended");
        }
    }

    /**
     * The socket of {@code session} is closed. The page may come back within a short grace where its browser said that it is
     * going away, and within the retention time where the network failed or the page itself said that it hibernates
     * ({@link #CLOSE_HIBERNATING}): only then may the page still be there.
     */
    public void detach(Session session, Link link, int code) {
        Entry entry = entries.get(session.id());
        if (entry == null || !session.outbox().detach(link)) {
            return;
        }
        if (entry.isMinted) {
            leave(session);
            return;
        }
        hibernating.add(session, true);
        if (!session.isAlive()) {
            // Its end came in between, and has looked for it too early.
            hibernating.remove(session);
        }
        endTooMany(0);
        boolean saidGoodbye = code == CLOSE_NORMAL || code == CLOSE_GOING_AWAY;
        expireAfter(
                entry,
                saidGoodbye
                        ? application.limits().goneGrace()
                        : application.limits().retention());
    }

    /** The page of {@code session} says that it will be frozen, and has perhaps not closed its socket. */
    private void hibernate(Session session) {
        Link link = session.outbox().link();
        if (link != null) {
            detach(session, link, CLOSE_HIBERNATING);
            link.close(CLOSE_HIBERNATING, "The page hibernates");
        }
    }

    /** A page that speaks is there, also where it has no socket. */
    private void stillAlive(Entry entry) {
        if (entry.session.outbox().link() == null && entry.session.isAlive()) {
            hibernating.stillAlive(entry.session);
            expireAfter(entry, application.limits().retention());
        }
    }

    /** The oldest sessions without a socket make room for others. Their pages are told that they are lost when they come back. */
    private void endTooMany(int coming) {
        for (Session old = hibernating.oneTooMany(coming); old != null; old = hibernating.oneTooMany(coming)) {
            hibernating.remove(old);
            leave(old);
        }
    }

    /** Ends a session of whoever sees its end first. */
    public void leave(Session session) {
        end(session, CLOSE_NORMAL, "The session has ended");
    }

    /** All sessions there are; a copy. */
    public List<Session> sessions() {
        return entries.values().stream().map(entry -> entry.session).toList();
    }

    /** From now on no session is opened, and calls that come are refused. */
    void beginEnding() {
        synchronized (this) {
            isEnding = true;
        }
        sessions().forEach(Session::beginEnding);
    }

    /** Whether the main process is ending: who is refused had better come back to the next one. */
    public boolean isEnding() {
        return isEnding;
    }

    /** Ends all sessions. None is opened any more. */
    @Override
    public void close() {
        beginEnding();
        sessions().forEach(session -> end(session, CLOSE_RESTART, "The main process ends"));
    }

    /** Its page says goodbye, or does not keep to a limit. */
    private void endAsItWants(Session session, int code, String reason) {
        if (code == CLOSE_NORMAL) {
            farewells.add(session.id());
        }
        end(session, code, reason);
    }

    private void end(Session session, int code, String reason) {
        Entry entry = entries.get(session.id());
        // A page may have opened a session of the same id meanwhile; that one stays.
        if (entry != null && entry.session == session && entries.remove(session.id(), entry)) {
            synchronized (entry) {
                cancelExpiry(entry);
            }
            hibernating.remove(session);
            session.end(code, reason);
        }
    }

    private void expireAfter(Entry entry, Duration time) {
        synchronized (entry) {
            cancelExpiry(entry);
            entry.expiry = application.timer().schedule(() -> expire(entry), time.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private void expire(Entry entry) {
        if (entry.session.outbox().link() == null) {
            leave(entry.session);
        }
    }

    private static void cancelExpiry(Entry entry) {
        if (entry.expiry != null) {
            entry.expiry.cancel(false);
            entry.expiry = null;
        }
    }

    private String mint() {
        byte[] bytes = new byte[24];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** Takes as long for a wrong secret as for the right one. */
    private static boolean isSame(String one, String other) {
        return MessageDigest.isEqual(one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
    }
}
