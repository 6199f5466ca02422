package dev.valence.session;

import dev.valence.api.Limits;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The sessions without a socket, those that have been silent for the longest first. Safe for any thread. */
final class Hibernating {
    private final Limits limits;

    /** Whether each has had a socket. */
    private final Map<Session, Boolean> sessions = new LinkedHashMap<>();

    Hibernating(Limits limits) {
        this.limits = limits;
    }

    /** {@code session} has no socket: not yet, or not any more. */
    synchronized void add(Session session, boolean hadSocket) {
        sessions.remove(session);
        sessions.put(session, hadSocket);
    }

    /** A page without a socket has given a sign of life. */
    synchronized void stillAlive(Session session) {
        Boolean hadSocket = sessions.remove(session);
        if (hadSocket != null) {
            sessions.put(session, hadSocket);
        }
    }

    /** {@code session} has a socket, or has ended. */
    synchronized void remove(Session session) {
        sessions.remove(session);
    }

    /**
     * A session that has to end, since there are too many or they hold too much; null where they do not. One that never had a socket is the
     * first to go: who opens sessions and does nothing with them must not end those of others.
     *
     * @param coming how many are about to be added
     */
    synchronized @Nullable Session oneTooMany(int coming) {
        long bytes = sessions.keySet().stream()
                .mapToLong(session -> session.outbox().heapBytes())
                .sum();
        boolean areTooMany = sessions.size() + coming > limits.hibernatingSessions();
        if (sessions.isEmpty() || (!areTooMany && bytes <= limits.hibernatingBytes())) {
            return null;
        }
        return sessions.entrySet().stream()
                .filter(each -> areTooMany && !each.getValue())
                .findFirst()
                .or(() -> sessions.entrySet().stream()
                        .filter(each -> areTooMany || each.getKey().outbox().heapBytes() > 0)
                        .findFirst())
                .map(Map.Entry::getKey)
                .orElse(null);
    }
}
