package dev.valence.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.valence.protocol.Work.Place;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;

/** With executors that run when the test says so. */
class InboxTest {
    private final Deque<Runnable> mainThread = new ArrayDeque<>();
    private final Deque<Runnable> pool = new ArrayDeque<>();
    private final Inbox inbox = new Inbox(mainThread::add, pool::add, () -> false);
    private final List<String> ran = new ArrayList<>();

    private void add(String name, Place place) {
        addTo(inbox, name, place);
    }

    private void addTo(Inbox target, String name, Place place) {
        addTo(target, name, place, () -> ran.add(name));
    }

    private void addTo(Inbox target, String name, Place place, Runnable body) {
        target.add(new Inbox.Turn() {
            @Override
            public Place prepare() {
                ran.add("prepared " + name);
                return place;
            }

            @Override
            public void run() {
                body.run();
            }

            @Override
            public void refuse(RuntimeException reason) {
                ran.add("refused " + name);
            }
        });
    }

    @Test
    void whatMayRunHereRunsAtOnce() {
        add("a", Place.HERE);
        add("b", Place.HERE);

        assertThat(ran).containsExactly("prepared a", "a", "prepared b", "b");
    }

    @Test
    void nothingOvertakesWhatWaitsForAThread() {
        add("a", Place.MAIN_THREAD);
        add("b", Place.HERE);
        add("c", Place.POOL);
        add("d", Place.MAIN_THREAD);
        assertThat(ran).containsExactly("prepared a");

        mainThread.remove().run();
        assertThat(ran).endsWith("a", "prepared b", "b", "prepared c");
        assertThat(mainThread).isEmpty();
        pool.remove().run();
        assertThat(ran).endsWith("c", "prepared d");
        mainThread.remove().run();
        assertThat(ran).endsWith("d");
    }

    @Test
    void whatIsAskedForWhileSomethingRunsWaitsForItsEnd() {
        inbox.add(new Inbox.Turn() {
            @Override
            public Place prepare() {
                return Place.HERE;
            }

            @Override
            public void run() {
                add("inner", Place.HERE);
                ran.add("outer");
            }

            @Override
            public void refuse(RuntimeException reason) {
                throw new AssertionError(reason);
            }
        });

        assertThat(ran).containsExactly("outer", "prepared inner", "inner");
    }

    @Test
    void anExecutorThatTakesNoMoreRefusesOneTurnAndNotThoseAfterIt() {
        Inbox full = new Inbox(
                task -> {
                    throw new RejectedExecutionException();
                },
                pool::add,
                () -> false);
        addTo(full, "a", Place.MAIN_THREAD);
        addTo(full, "b", Place.HERE);

        assertThat(ran).containsExactly("prepared a", "refused a", "prepared b", "b");
    }

    @Test
    void aTurnThatThrowsDoesNotStopThoseAfterIt() {
        addTo(inbox, "a", Place.MAIN_THREAD, () -> {
            throw new IllegalStateException();
        });
        add("b", Place.HERE);

        assertThatThrownBy(() -> mainThread.remove().run()).isInstanceOf(IllegalStateException.class);
        assertThat(ran).endsWith("prepared b", "b");
    }

    @Test
    void whatHasNotBegunIsForgotten() {
        add("a", Place.MAIN_THREAD);
        add("b", Place.MAIN_THREAD);
        inbox.clear();
        mainThread.remove().run();

        assertThat(ran).containsExactly("prepared a", "a");
        add("c", Place.HERE);
        assertThat(ran).endsWith("prepared c", "c");
    }
}
