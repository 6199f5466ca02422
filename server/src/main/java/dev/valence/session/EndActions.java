package dev.valence.session;

import dev.valence.api.Renderer.Registration;
import dev.valence.protocol.LogBudget;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/** What is to be done when a renderer ends; each once. Safe for any thread. */
final class EndActions {
    private static final Logger LOG = LoggerFactory.getLogger(EndActions.class);

    /** Told apart by identity: one action may be registered twice. */
    private record Entry(Runnable action, Object identity) {}

    private final Set<Entry> entries = new LinkedHashSet<>();
    private boolean ended;

    /** Runs {@code action} at the end; now, if that has come. */
    Registration add(Runnable action) {
        Entry entry = new Entry(action, new Object());
        synchronized (this) {
            if (!ended) {
                entries.add(entry);
                return () -> remove(entry);
            }
        }
        action.run();
        return () -> {};
    }

    synchronized boolean isEnded() {
        return ended;
    }

    /** From now on the renderer has ended. False where it had before. */
    synchronized boolean begin() {
        boolean first = !ended;
        ended = true;
        return first;
    }

    /**
     * Runs everything. One action that fails does not keep the others from running.
     *
     * @param log what it takes of all pages: they come and go as they like
     */
    void run(LogBudget log) {
        List<Entry> all;
        synchronized (this) {
            all = new ArrayList<>(entries);
            entries.clear();
        }
        for (Entry each : all) {
            try {
                each.action.run();
            } catch (RuntimeException | Error e) {
                log.tell(LOG, Level.WARN, "An action at the end of a renderer failed", e);
            }
        }
    }

    private synchronized void remove(Entry entry) {
        entries.remove(entry);
    }
}
