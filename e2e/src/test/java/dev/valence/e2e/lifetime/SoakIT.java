package dev.valence.e2e.lifetime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.valence.api.Exposed;
import dev.valence.e2e.LongRun;
import dev.valence.e2e.Page;
import dev.valence.e2e.PageExtension;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Much of everything that comes and goes, and Java's memory afterwards. A little each time; in a long run 10 000 reloads, 10 000 callbacks
 * and 1 000 000 proxies.
 */
class SoakIT {
    private static final int RELOADS = LongRun.either(20, 10_000);
    private static final int CALLBACKS = LongRun.either(1_000, 10_000);
    private static final int PROXIES = LongRun.either(4_000, 1_000_000);

    /** Parts of a run, after each of which Java must be where it was. */
    private static final int ROUNDS = LongRun.either(4, 10);

    /** What the heap of the tests, with a browser's driver in it, may differ by. A thing that leaks has {@link #BULK} bytes. */
    private static final long NOISE_BYTES = 2 << 20;

    /** So large that what leaks of a short run cannot be taken for noise. */
    private static final int BULK = 16 * 1024;

    @RegisterExtension
    static final PageExtension java = PageExtension.with(main -> main.module("./store", new Store()));

    /** What is easily noticed where it stays. */
    @Exposed
    public static final class Thing {
        private final byte[] bulk = new byte[BULK];

        public int size() {
            return bulk.length;
        }
    }

    @Exposed
    public static final class Store {
        private Runnable last = () -> {};

        public Thing make() {
            return new Thing();
        }

        public void listen(Runnable listener) {
            last = listener;
        }

        public void forget() {
            last.run();
            last = () -> {};
        }
    }

    @BeforeEach
    void open(Page page) {
        page.open("plain.html");
    }

    /** Twice, since what the first collection finds unreachable is only then given back by its cleaners. */
    @SuppressWarnings("System.gc")
    private static long usedAfterCollection() {
        System.gc();
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    /** Runs the parts, and compares the heap after the second half with that after the first: it has no slope. */
    private static void soak(Page page, int amount, IntConsumer part) {
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
        assertThat(least(used.subList(ROUNDS / 2, ROUNDS)) - least(used.subList(0, ROUNDS / 2)))
                .as("growth of the heap, of %s", used)
                .isLessThan(NOISE_BYTES);
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
            await("Java has no function of the page")
                    .atMost(Duration.ofSeconds(20))
                    .untilAsserted(() -> {
                        usedAfterCollection();
                        assertThat(java.holdings().callbacks()).isZero();
                    });
        });
        page.eventually("return remote.held().callbacks", 0L);
    }

    @Test
    void reloadsLeaveNothing(Page page) {
        soak(page, RELOADS, count -> {
            for (int reload = 0; reload < count; reload++) {
                page.run("""
                        globalThis.store = remote.require('./store')
                        globalThis.things = [store.make(), store.make()]
                        store.listen(() => undefined)""");
                page.reload();
            }
        });
    }
}
