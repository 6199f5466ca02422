package dev.valence.session;

import dev.valence.protocol.Work.Place;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** One thread, as the inboxes of pages know it: whose turns it runs, one inside the other, and whether it waits for a page. */
final class Runner {
    private static final ThreadLocal<Runner> CURRENT = ThreadLocal.withInitial(Runner::new);

    /** Of the turns that it runs, the innermost first. */
    private final Deque<Inbox> inboxes = new ArrayDeque<>();

    private @Nullable Place place;
    private int waits;

    /** What it waits for, where it runs nothing meanwhile. All else is for this thread alone. */
    private volatile @Nullable CompletableFuture<?> awaited;

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
    void beginWait(CompletableFuture<?> answer) {
        waits++;
        rest(answer);
    }

    void endWait() {
        awaited = null;
        waits--;
    }

    /** In the midst of a wait, it begins to run a turn. */
    void work() {
        awaited = null;
    }

    /** In the midst of a wait for {@code answer}, it has nothing to run. */
    void rest(CompletableFuture<?> answer) {
        awaited = answer;
        inboxes.forEach(Inbox::wake);
    }

    /**
     * Whether it waits for a page, and runs nothing. Not from the moment on when its answer is there, though it may have to wake first: what
     * the page asks for after its answer must not begin beside the turn that goes on with it. May be asked by any thread.
     */
    boolean isWaiting() {
        CompletableFuture<?> answer = awaited;
        return answer != null && !answer.isDone();
    }
}
