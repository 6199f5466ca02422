package dev.valence.session;

import dev.valence.protocol.Work.Place;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** One thread, as the inboxes of pages know it: whose turns it runs, one inside the other, and whether it waits for a page. */
final class Runner {
    private static final ThreadLocal<Runner> CURRENT = ThreadLocal.withInitial(Runner::new);

    /** Of the turns that it runs, the innermost first. */
    private final Deque<Inbox> inboxes = new ArrayDeque<>();

    private @Nullable Place place;
    private int waits;

    /** All else is for this thread alone. */
    private volatile boolean isWaiting;

    private Runner() {}

    /** The calling thread. */
    static Runner current() {
        return CURRENT.get();
    }

    /**
     * Begins a turn.
     *
     * @return what {@link #leave} is to be given
     */
    @Nullable
    Place enter(Inbox inbox, Place newPlace) {
        Place outer = place;
        inboxes.push(inbox);
        if (newPlace != Place.HERE) {
            place = newPlace;
        }
        return outer;
    }

    /** Ends the innermost turn. */
    void leave(@Nullable Place outer) {
        inboxes.pop();
        place = outer;
    }

    /** Whether a turn that it runs was brought to this thread because work of {@code wanted} runs here. */
    boolean isAt(Place wanted) {
        return place == wanted;
    }

    /** Whether it is in a turn of that page, which waits for it then. */
    boolean isIn(Inbox inbox) {
        return inboxes.contains(inbox);
    }

    /** How many waits for pages it is in, one inside the other. */
    int waits() {
        return waits;
    }

    /** It begins to wait for a page, inside what it does. Its turns stand still, so what waits for their ends may look again. */
    void beginWait() {
        waits++;
        rest();
    }

    void endWait() {
        isWaiting = false;
        waits--;
    }

    /** In the midst of a wait, it begins to run a turn. */
    void work() {
        isWaiting = false;
    }

    /** In the midst of a wait, it has nothing to run. */
    void rest() {
        isWaiting = true;
        inboxes.forEach(Inbox::wake);
    }

    /** Whether it waits for a page, and runs nothing. May be asked by any thread. */
    boolean isWaiting() {
        return isWaiting;
    }
}
