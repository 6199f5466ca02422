package dev.valence.session;

import dev.valence.protocol.LineBudget;
import java.security.Principal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Map.Entry;
import org.jspecify.annotations.Nullable;

/**
 * How many warnings the audit log takes of one visitor, whatever pages it opens: a page that is loaded again and again is another one each
 * time, and would have its lines anew. Safe for any thread.
 */
final class AuditBudgets {
    /** Warnings at once of all pages of one visitor, and more for each further second: as many as of five pages. */
    static final int BURST = 5 * Audit.BURST;

    static final int PER_SECOND = 5 * Audit.PER_SECOND;

    /** Visitors that are remembered. Names of origins are those that the server was told, and no principal makes itself up. */
    private static final int VISITORS = 1_000;

    private final Map<Identity, OfVisitor> known = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Entry<Identity, OfVisitor> eldest) {
            return size() > VISITORS;
        }
    };

    /** What makes two visitors one. A client that is no browser says of the port what it likes, so that ports of one name are one origin. */
    private record Identity(
            @Nullable String origin, @Nullable String principal) {
        static Identity of(Visitor visitor) {
            Principal principal = visitor.principal();
            String origin = visitor.origin() == null ? null : visitor.origin().replaceFirst(":\\d+$", "");
            return new Identity(origin, principal == null ? null : principal.getName());
        }
    }

    synchronized OfVisitor of(Visitor visitor) {
        return known.computeIfAbsent(Identity.of(visitor), fresh -> new OfVisitor());
    }

    /** What is left of one visitor, and what was left out. */
    static final class OfVisitor {
        private final LineBudget lines = new LineBudget(BURST, PER_SECOND, System.nanoTime());
        private long untold;

        /**
         * @param ofPage what is left of the page that was denied something
         * @return how many were left out before this one, which is told; -1 where it is left out
         */
        synchronized long admit(LineBudget ofPage, long now) {
            if (!ofPage.take(now) || !lines.take(now)) {
                untold++;
                return -1;
            }
            long before = untold;
            untold = 0;
            return before;
        }
    }
}
