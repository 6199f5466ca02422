package dev.valence.transport;

import static org.assertj.core.api.Assertions.assertThat;

import dev.valence.LongRun;
import dev.valence.MainProcess;
import dev.valence.api.Exposed;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** However often a page sends a call, by whichever door and in whatever order: it is executed once, in its place, and answered once. */
class CarelessPageTest {
    private static final int STEPS = LongRun.either(2000, 100_000);

    /** Remembers what it was told, and tells the place. */
    @Exposed
    public static final class Ledger {
        private final List<Integer> entries = new ArrayList<>();

        public int append(int entry) {
            entries.add(entry);
            return entries.size();
        }

        public int appendAndSay(int entry, Consumer<Integer> listener) {
            listener.accept(entry);
            return append(entry);
        }
    }

    private static final Ledger LEDGER = new Ledger();
    private static MainProcess main;

    private final long seed =
            Long.getLong("valence.seed", RandomGenerator.getDefault().nextLong());
    private final SplittableRandom chance = new SplittableRandom(seed);
    private final List<Integer> said = new ArrayList<>();
    private int calls;

    @BeforeAll
    static void start() {
        main = MainProcess.builder().admitAnyone().module("ledger", LEDGER).start();
    }

    @AfterAll
    static void stop() {
        main.close();
    }

    @Test
    void eachCallIsExecutedOnceInItsPlaceHoweverItIsSent() {
        try (CarelessPage page = new CarelessPage(main.address(), "careless")) {
            for (int i = 0; i < STEPS; i++) {
                step(page);
                page.look();
            }
            while (page.answers().size() < calls) {
                page.byHttp(List.of());
                page.look();
            }

            List<Integer> all = IntStream.rangeClosed(1, calls).boxed().toList();
            assertThat(LEDGER.entries).as("seed %d", seed).isEqualTo(all);
            Map<Integer, Integer> places = all.stream().collect(Collectors.toMap(call -> call + 2, call -> call));
            assertThat(page.answers()).as("seed %d", seed).isEqualTo(places);
            assertThat(page.heard()).as("seed %d", seed).isEqualTo(said);
        }
    }

    private void step(CarelessPage page) {
        switch (chance.nextInt(12)) {
            case 0, 1, 2 -> page.bySocket(next(page, 1 + chance.nextInt(3)), chance.nextBoolean());
            case 3, 4 -> page.byHttp(next(page, 1 + chance.nextInt(3)));
            case 5, 6 -> page.bySocket(earlier(page), chance.nextBoolean());
            case 7 -> page.byHttp(earlier(page));
            case 8, 9 -> {
                // The later ones overtake the earlier ones by the other door.
                List<Integer> first = next(page, 1 + chance.nextInt(2));
                page.bySocket(next(page, 2), chance.nextBoolean());
                page.byHttp(first);
            }
            case 10 -> {
                List<Integer> reversed = new ArrayList<>(next(page, 3));
                Collections.reverse(reversed);
                page.bySocket(reversed, chance.nextBoolean());
            }
            default -> {
                if (chance.nextInt(8) == 0) {
                    page.loseSocket();
                }
            }
        }
    }

    private List<Integer> next(CarelessPage page, int count) {
        List<Integer> indices = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int number = ++calls;
            boolean says = chance.nextInt(4) == 0;
            indices.add(says ? page.appendAndSay(number) : page.append(number));
            if (says) {
                said.add(number);
            }
        }
        return indices;
    }

    /** Some that were sent before, in any order. */
    private List<Integer> earlier(CarelessPage page) {
        return chance.ints(1 + chance.nextInt(4), 0, page.ready()).boxed().toList();
    }
}
