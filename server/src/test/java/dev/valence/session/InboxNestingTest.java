package dev.valence.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.valence.protocol.Work.Place;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Turns of a page that run while a thread waits for that page. The executors run when the test says so. */
class InboxNestingTest {
    private static final Duration LONG = Duration.ofSeconds(20);

    private final BlockingQueue<Runnable> mainThread = new LinkedBlockingQueue<>();
    private final Deque<Runnable> pool = new ArrayDeque<>();
    private final ThreadLocal<Boolean> isMain = ThreadLocal.withInitial(() -> false);
    private final Inbox inbox = newInbox();
    private final List<String> ran = Collections.synchronizedList(new ArrayList<>());
    private final CompletableFuture<Void> answer = new CompletableFuture<>();

    private Inbox newInbox() {
        return new Inbox(mainThread::add, pool::add, isMain::get);
    }

    private void add(String name, Place place, Runnable body) {
        add(inbox, name, place, body);
    }

    private void add(Inbox target, String name, Place place, Runnable body) {
        target.add(new Inbox.Turn() {
            @Override
            public Place prepare() {
                return place;
            }

            @Override
            public void run() {
                ran.add(name);
                body.run();
                ran.add("/" + name);
            }

            @Override
            public void refuse(RuntimeException reason) {
                throw new AssertionError(reason);
            }
        });
    }

    private boolean await(Inbox target, CompletableFuture<Void> awaited, Duration patience) {
        try {
            return target.await(awaited, patience);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private void await() {
        assertThat(await(inbox, answer, LONG)).as("the answer came").isTrue();
    }

    private void complete() {
        answer.complete(null);
    }

    @Test
    void aTurnThatWaitsForItsPageRunsTheTurnsAfterItInside() {
        isMain.set(true);
        add("outer", Place.MAIN_THREAD, this::await);
        add("nested", Place.MAIN_THREAD, () -> {});
        add("short", Place.HERE, () -> {});
        add("last", Place.MAIN_THREAD, this::complete);
        mainThread.remove().run();

        assertThat(ran).containsExactly("outer", "nested", "/nested", "short", "/short", "last", "/last", "/outer");
        assertThat(mainThread).isEmpty();
    }

    @Test
    void waitsNest() {
        isMain.set(true);
        CompletableFuture<Void> inner = new CompletableFuture<>();
        add("1", Place.MAIN_THREAD, this::await);
        add("2", Place.MAIN_THREAD, () -> {
            assertThat(await(inbox, inner, LONG)).isTrue();
            complete();
        });
        add("3", Place.MAIN_THREAD, () -> inner.complete(null));
        mainThread.remove().run();

        assertThat(ran).containsExactly("1", "2", "3", "/3", "/2", "/1");
    }

    @Test
    void whatTheBusyMainThreadWasGivenRunsWhereItWaits() {
        isMain.set(true);
        add("queued", Place.MAIN_THREAD, this::complete);
        assertThat(mainThread).hasSize(1);
        await();
        assertThat(ran).containsExactly("queued", "/queued");

        mainThread.remove().run();
        assertThat(ran).as("it does not run again").hasSize(2);
        add("next", Place.MAIN_THREAD, () -> {});
        mainThread.remove().run();
        assertThat(ran).endsWith("next", "/next");
    }

    @Test
    void whatIsForAnotherThreadThanTheOneThatWaitsRunsThere() throws Exception {
        CompletableFuture<Void> waited = CompletableFuture.runAsync(this::await);
        add("elsewhere", Place.MAIN_THREAD, this::complete);
        Runnable task = mainThread.poll(20, TimeUnit.SECONDS);
        assertThat(waited).isNotDone();
        task.run();

        assertThat(waited).succeedsWithin(LONG);
        assertThat(ran).containsExactly("elsewhere", "/elsewhere");
    }

    @Test
    void aThreadOfThePoolRunsNestedWorkForThePoolItselfAndNoOther() {
        List<Thread> threads = new ArrayList<>();
        add("outer", Place.POOL, () -> {
            threads.add(Thread.currentThread());
            add("nested", Place.POOL, () -> {
                threads.add(Thread.currentThread());
                complete();
            });
            await();
            add("main", Place.MAIN_THREAD, () -> {});
        });
        pool.remove().run();

        assertThat(threads).hasSize(2).containsOnly(Thread.currentThread());
        assertThat(ran).containsExactly("outer", "nested", "/nested", "/outer");
        assertThat(mainThread).hasSize(1);
    }

    @Test
    void theMainThreadDoesNotRunWhatIsForThePool() {
        isMain.set(true);
        add("outer", Place.MAIN_THREAD, () -> {
            add("concurrent", Place.POOL, () -> {});
            assertThat(await(inbox, answer, Duration.ofMillis(1))).isFalse();
        });
        mainThread.remove().run();

        assertThat(ran).containsExactly("outer", "/outer");
        pool.remove().run();
        assertThat(ran).endsWith("concurrent", "/concurrent");
    }

    @Test
    void patienceEndsAndTheInboxGoesOn() {
        isMain.set(true);
        add(
                "outer",
                Place.MAIN_THREAD,
                () -> assertThat(await(inbox, answer, Duration.ofMillis(1))).isFalse());
        mainThread.remove().run();
        add("next", Place.HERE, () -> {});

        assertThat(ran).containsExactly("outer", "/outer", "next", "/next");
    }

    @Test
    void timeInTurnsIsNotTimeWaited() {
        isMain.set(true);
        Duration patience = Duration.ofMillis(5);
        add("outer", Place.MAIN_THREAD, () -> {
            add("nested", Place.MAIN_THREAD, () -> {
                long until = System.nanoTime() + 3 * patience.toNanos();
                while (System.nanoTime() < until) {
                    Thread.onSpinWait();
                }
            });
            add("last", Place.MAIN_THREAD, this::complete);
            assertThat(await(inbox, answer, patience)).isTrue();
        });
        mainThread.remove().run();

        assertThat(ran).endsWith("last", "/last", "/outer");
    }

    @Test
    void aTurnThatDoesNotWaitIsNotJoinedByAnother() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch gate = new CountDownLatch(1);
        add("busy", Place.POOL, () -> {
            begun.countDown();
            try {
                gate.await();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        });
        CompletableFuture<Void> busy = CompletableFuture.runAsync(pool.remove());
        begun.await();
        add("after", Place.HERE, this::complete);
        assertThat(await(inbox, answer, Duration.ofMillis(20))).isFalse();
        assertThat(ran).containsExactly("busy");
        gate.countDown();

        await();
        assertThat(busy).succeedsWithin(LONG);
        assertThat(ran).containsExactly("busy", "/busy", "after", "/after");
    }

    /** Is asked a second time by who waited for it, when that one has seen that it is done; and lets it go on when the test says so. */
    private static final class SlowlyNoticed extends CompletableFuture<Void> {
        final CountDownLatch noticed = new CountDownLatch(2);
        final CountDownLatch gate = new CountDownLatch(1);
        private final Thread tester = Thread.currentThread();

        @Override
        public boolean isDone() {
            boolean isDone = super.isDone();
            if (isDone && Thread.currentThread() != tester) {
                noticed.countDown();
                if (noticed.getCount() == 0) {
                    try {
                        gate.await();
                    } catch (InterruptedException e) {
                        throw new AssertionError(e);
                    }
                }
            }
            return isDone;
        }
    }

    @Test
    void whatComesAfterTheAnswerDoesNotBeginBesideTheTurnThatGoesOnWithIt() throws Exception {
        SlowlyNoticed slow = new SlowlyNoticed();
        add("outer", Place.POOL, () -> assertThat(await(inbox, slow, LONG)).isTrue());
        CompletableFuture<Void> outer = CompletableFuture.runAsync(pool.remove());
        slow.complete(null);
        slow.noticed.await();

        add("after", Place.HERE, () -> {});
        assertThat(await(inbox, answer, Duration.ofMillis(20))).isFalse();
        assertThat(ran).containsExactly("outer");
        slow.gate.countDown();

        assertThat(outer).succeedsWithin(LONG);
        assertThat(ran).containsExactly("outer", "/outer", "after", "/after");
    }

    @Test
    void twoPagesThatWaitForEachOtherBothGoOn() {
        Inbox other = newInbox();
        CompletableFuture<Void> otherAnswer = new CompletableFuture<>();
        add(
                inbox,
                "a",
                Place.POOL,
                () -> assertThat(await(other, otherAnswer, LONG)).isTrue());
        add(other, "b", Place.POOL, () -> assertThat(await(inbox, answer, LONG)).isTrue());
        CompletableFuture<Void> first = CompletableFuture.runAsync(pool.remove());
        CompletableFuture<Void> second = CompletableFuture.runAsync(pool.remove());
        add(inbox, "nested in a", Place.POOL, this::complete);
        add(other, "nested in b", Place.POOL, () -> otherAnswer.complete(null));

        assertThat(CompletableFuture.allOf(first, second)).succeedsWithin(LONG);
        assertThat(ran).contains("/nested in a", "/nested in b", "/a", "/b");
    }

    @Test
    void whatIsLeftWhenTheAnswerCameRunsAfterwardsWhereItBelongs() {
        isMain.set(true);
        add("outer", Place.MAIN_THREAD, () -> {
            add("nested", Place.MAIN_THREAD, this::complete);
            add("later", Place.MAIN_THREAD, () -> {});
            await();
        });
        mainThread.remove().run();

        assertThat(ran).containsExactly("outer", "nested", "/nested", "/outer");
        mainThread.remove().run();
        assertThat(ran).endsWith("later", "/later");
    }

    @Test
    void aThreadCountsTheWaitsThatItIsIn() {
        isMain.set(true);
        List<Integer> depths = new ArrayList<>();
        add("outer", Place.MAIN_THREAD, () -> {
            depths.add(Runner.current().waits());
            await();
            depths.add(Runner.current().waits());
        });
        add("nested", Place.MAIN_THREAD, () -> {
            depths.add(Runner.current().waits());
            complete();
        });
        mainThread.remove().run();

        assertThat(depths).containsExactly(0, 1, 0);
    }
}
