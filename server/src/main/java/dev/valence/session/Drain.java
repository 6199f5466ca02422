package dev.valence.session;

import dev.valence.api.Limits;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The last work of a main process: what pages have asked for is done and answered before their sessions end. From the beginning no
 * session is opened, and a call that comes is refused, so that its page knows that it was not executed.
 */
public final class Drain {
    private static final Logger LOG = LoggerFactory.getLogger(Drain.class);

    /** Nothing on the way of a call has to tell that it is over: looking costs less, and only here. */
    private static final Duration LOOK_EVERY = Duration.ofMillis(5);

    /** Calls that are named in the log. */
    private static final int NAMED = 20;

    private final SessionDirectory sessions;
    private final Duration patience;

    /** @param limits of them {@link Limits#drain} */
    public Drain(SessionDirectory sessions, Limits limits) {
        this.sessions = sessions;
        this.patience = limits.drain();
    }

    /**
     * Waits until what was begun is done, or for as long as it may; less where the thread is interrupted. Not to be called where that
     * holds up calls, which is in a call or on the main thread.
     */
    public void run() {
        sessions.beginEnding();
        List<Session> asking = sessions.sessions().stream()
                .filter(session -> !session.inProgress().isEmpty())
                .toList();
        if (asking.isEmpty()) {
            return;
        }
        int count =
                asking.stream().mapToInt(session -> session.inProgress().size()).sum();
        if (isEndedByACall()) {
            LOG.info("A call has ended Java and will not return: of {} calls none is awaited", count);
            return;
        }
        LOG.info(
                "The main process is ending: {} calls of {} pages are awaited, for {} ms at most (Limits.drain)",
                count,
                asking.size(),
                patience.toMillis());
        long end = System.nanoTime() + patience.toNanos();
        List<String> left = left(asking);
        while (!left.isEmpty() && isWorthWaiting(end)) {
            pause();
            left = left(asking);
        }
        if (left.isEmpty()) {
            // More may come for ever: only what is there.
            List<Inbox.Turn> refusals = late();
            while (!Collections.disjoint(refusals, late()) && isWorthWaiting(end)) {
                pause();
            }
        } else {
            LOG.warn(
                    "{} calls are abandoned, which were not done and answered within {} ms (Limits.drain): {}",
                    left.size(),
                    patience.toMillis(),
                    named(left));
        }
    }

    /** Pages wrote the addresses, and the names of members. */
    private static String named(List<String> left) {
        String some = left.stream().limit(NAMED).map(Audit::clean).collect(Collectors.joining(", "));
        return left.size() > NAMED ? some + ", and others" : some;
    }

    private static boolean isWorthWaiting(long end) {
        return System.nanoTime() < end && !Thread.currentThread().isInterrupted();
    }

    private static void pause() {
        LockSupport.parkNanos(LOOK_EVERY.toNanos());
    }

    private List<Inbox.Turn> late() {
        return sessions.sessions().stream()
                .flatMap(session -> session.late().stream())
                .toList();
    }

    /**
     * What is awaited still: calls of any page, since one may wait for another; and answers, where a page has asked for them and is
     * without a socket at the moment.
     */
    private List<String> left(Collection<Session> asking) {
        List<String> left = new ArrayList<>();
        for (Session session : sessions.sessions()) {
            session.inProgress().forEach(call -> left.add(call + " of " + session.url()));
            if (asking.contains(session) && session.outbox().holdsAnswer()) {
                left.add("an answer to " + session.url());
            }
        }
        return left;
    }

    /** Whether {@code System.exit} was called in a call: it does not return, and others wait for the thread that it has. */
    private static boolean isEndedByACall() {
        return Thread.getAllStackTraces().values().stream()
                .map(List::of)
                .anyMatch(stack -> stack.stream().anyMatch(frame -> isFrame(frame, Runtime.class, "exit"))
                        && stack.stream().anyMatch(frame -> isFrame(frame, RequestTurn.class, "run")));
    }

    private static boolean isFrame(StackTraceElement frame, Class<?> type, String method) {
        return frame.getClassName().equals(type.getName())
                && frame.getMethodName().equals(method);
    }
}
