package dev.valence.e2e.lifetime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.valence.api.Exposed;
import dev.valence.api.Renderer;
import dev.valence.e2e.Garbage;
import dev.valence.e2e.LongRun;
import dev.valence.e2e.Page;
import dev.valence.e2e.PageExtension;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Much of everything that comes and goes, and Java's memory afterwards. A little each time; in a long run 10 000 reloads, 10 000 callbacks
 * and 1 000 000 proxies.
 */
@Timeout(value = 60, unit = TimeUnit.MINUTES)
class SoakIT {
    private static final int RELOADS = LongRun.either(60, 10_000);
    private static final int CALLBACKS = LongRun.either(1_000, 10_000);
    private static final int PROXIES = LongRun.either(4_000, 1_000_000);

    /** Parts of a run, after each of which Java must be where it was. */
    private static final int ROUNDS = LongRun.either(4, 10);

    /** What the heap of the tests, with a browser's driver in it, may differ by. */
    private static final long NOISE_BYTES = 2 << 20;

    /** One in so many that leaks has to show. */
    private static final int LEAKING = 10;

    private static final Store STORE = new Store();

    @RegisterExtension
    static final PageExtension java = PageExtension.with(main -> main.module("./store", STORE));

    /** What is easily noticed where it stays. */
    @Exposed
    public static final class Thing {
        private final byte[] bulk;

        Thing(int bytes) {
            bulk = new byte[bytes];
        }

        public int size() {
            return bulk.length;
        }
    }

    @Exposed
    public static final class Store {
        /** As much of everything that Java makes for pages, for as long as Java has it: what leaks is as large as a thing. */
        private final Map<Object, byte[]> notes = Collections.synchronizedMap(new WeakHashMap<>());

        private volatile int bulk;
        private Runnable last = () -> {};

        public void enter() {
            note(Renderer.current().orElseThrow());
        }

        public Thing make() {
            return new Thing(bulk);
        }

        public void listen(Runnable listener) {
            note(listener);
            last = listener;
        }

        public void forget() {
            last.run();
            last = () -> {};
        }

        private void note(Object made) {
            notes.put(made, new byte[bulk]);
        }
    }

    @BeforeEach
    void open(Page page) {
        page.open("plain.html");
    }

    /** The least of several: what a collection finds unreachable is only after it given back by cleaners, and by the notes. */
    @SuppressWarnings("System.gc")
    private static long usedAfterCollection() {
        long least = Long.MAX_VALUE;
        for (int i = 0; i < 3; i++) {
            System.gc();
            STORE.notes.size();
            least = Math.min(
                    least,
                    ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
        }
        return least;
    }

    /**
     * Runs the parts, and compares the heap after the second half with that after the first: it has no slope. Each of the things has so many
     * bytes that the leaks of half a run are twice the noise.
     */
    private static void soak(Page page, int amount, IntConsumer part) {
        STORE.bulk = Math.toIntExact(2 * NOISE_BYTES * LEAKING * 2 / amount);
        List<Long> used = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            part.accept(amount / ROUNDS);
            page.gc();
            await("Java holds nothing but for the page itself")
                    .atMost(Duration.ofSeconds(20))
                    .untilAsserted(() -> {
                        assertThat(java.holdings().objectsByClass()).doesNotContainKey(Thing.class.getName());
                        assertThat(java.holdings().sessions()).isEqualTo(1);
                    });
            used.add(usedAfterCollection());
        }
        long before = least(used.subList(0, ROUNDS / 2));
        used.subList(0, ROUNDS / 2).clear();
        await("the heap has not grown beyond " + before + " bytes")
                .atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> {
                    // What a page leaves that has just ended goes within moments; what leaks stays.
                    used.add(usedAfterCollection());
                    assertThat(least(used) - before)
                            .as("growth of the heap, to %s", used)
                            .isLessThan(NOISE_BYTES);
                });
    }

    /** What is above it is garbage that came between two collections. */
    private static long least(List<Long> used) {
        return used.stream().mapToLong(Long::longValue).min().orElseThrow();
    }

    @Test
    void proxiesThatAreCollectedLeaveNothing(Page page) {
        page.run("globalThis.store = remote.require('./store')");
        soak(page, PROXIES, count -> {
            int made = 0;
            while (made < count) {
                int next = Math.min(1_000, count - made);
                page.run("for (let i = 0; i < %d; i++) store.make()".formatted(next));
                page.gc();
                made += next;
            }
        });
    }

    @Test
    void functionsThatJavaDropsLeaveNothing(Page page) {
        page.run("globalThis.store = remote.require('./store'); globalThis.ran = 0");
        int[] handed = {0};
        soak(page, CALLBACKS, count -> {
            page.run("""
                    for (let i = 0; i < %d; i++) {
                      const bulk = new Uint8Array(1024)
                      store.listen(() => { ran += bulk.length / 1024 })
                    }
                    store.forget()""".formatted(count));
            handed[0]++;
            page.eventually("return ran", (long) handed[0]);
            Garbage.collectUntil(
                    "Java has no function of the page", () -> java.holdings().callbacks() == 0);
        });
        page.eventually("return remote.held().callbacks", 0L);
    }

    @Test
    void reloadsLeaveNothing(Page page) {
        soak(page, RELOADS, count -> {
            for (int reload = 0; reload < count; reload++) {
                page.run("""
                        globalThis.store = remote.require('./store')
                        store.enter()
                        globalThis.things = [store.make(), store.make()]
                        store.listen(() => undefined)""");
                page.reload();
            }
        });
    }
}
