package dev.valence.session;

import dev.valence.api.Backlog;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Which events for a page are too many. Once as much waits as may, all that come are dropped until the page has read half of it: so it is told
 * of them together. Not safe for threads.
 */
final class Drops {
    private final Unread unread;
    private final List<CompletableFuture<Void>> waiting = new ArrayList<>();
    private boolean isDropping;
    private long untold;
    private long total;

    Drops(Unread unread) {
        this.unread = unread;
    }

    /** Whether nobody has to be told anything, whatever the page reads. */
    boolean isIdle() {
        return untold == 0 && waiting.isEmpty();
    }

    /** Whether one more is too many; then it is counted. */
    boolean drops(Backlog limit) {
        isDropping = isDropping ? hasMoreThanHalf(limit) : unread.hasEvents(limit);
        if (isDropping) {
            untold++;
            total++;
        }
        return isDropping;
    }

    private boolean hasMoreThanHalf(Backlog limit) {
        return unread.hasMoreEvents(limit.messages() / 2, limit.bytes() / 2);
    }

    /** How many the page is to be told of now; 0 where there are none, or it has not read enough. */
    long takeTold(Backlog limit) {
        if (untold == 0 || hasMoreThanHalf(limit)) {
            return 0;
        }
        isDropping = false;
        long told = untold;
        untold = 0;
        return told;
    }

    /** How many there were in all. */
    long total() {
        return total;
    }

    /** Completes as soon as half of what may wait does not. */
    CompletableFuture<Void> drained(Backlog limit) {
        CompletableFuture<Void> drained = new CompletableFuture<>();
        if (hasMoreThanHalf(limit)) {
            waiting.add(drained);
        } else {
            drained.complete(null);
        }
        return drained;
    }

    /** Who may be told that it has; the caller does, outside of any lock. */
    List<CompletableFuture<Void>> takeDrained(Backlog limit) {
        return waiting.isEmpty() || hasMoreThanHalf(limit) ? List.of() : takeAll();
    }

    /** All who wait: the page has ended. */
    List<CompletableFuture<Void>> takeAll() {
        List<CompletableFuture<Void>> all = List.copyOf(waiting);
        waiting.clear();
        return all;
    }
}
