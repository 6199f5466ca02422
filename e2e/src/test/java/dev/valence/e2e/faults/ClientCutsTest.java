package dev.valence.e2e.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.valence.MainProcess;
import dev.valence.api.Limits;
import dev.valence.e2e.LongRun;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * As {@link CutsIT}, without a browser: a network that fails again and again under a client in Java. A failure names the seed of its run:
 * {@code -Dvalence.seed=…} repeats it, as far as threads allow.
 */
class ClientCutsTest {
    private static final int CUTS = LongRun.either(20, 400);

    /** A client whose network fails has said no good-bye: a session that is taken for left is lost at once, and the test fails. */
    private static final Limits NO_GRACE = Limits.defaults().withGoneGrace(Duration.ZERO);

    private final long seed =
            Long.getLong("valence.seed", RandomGenerator.getDefault().nextInt());
    private final SplittableRandom chance = new SplittableRandom(seed);
    private final History history = new History();
    private final Ledger ledger = new Ledger();

    @Test
    @Timeout(value = 10, unit = TimeUnit.MINUTES)
    void eachCallIsExecutedOnceAndInOrderWhateverTheNetworkDoes() throws Exception {
        try (MainProcess main = MainProcess.builder()
                        .admitAnyone()
                        .module("./ledger", ledger)
                        .limits(NO_GRACE)
                        .start();
                FaultProxy proxy = new FaultProxy(main.address(), seed);
                JavaClient client = new JavaClient(proxy.address(), history)) {
            try {
                proxy.begin();
                while (proxy.socketCuts() < CUTS) {
                    step(client);
                    client.look();
                }
                proxy.calm();
                client.settle();
                ledger.tell(history);
                assertThat(client.errors()).isEmpty();
                assertThat(history.violations()).isEmpty();
                assertThat(client.sockets()).isGreaterThan(CUTS);
                assertThat(main.holdings().sessions()).isEqualTo(1);
                System.out.println("a client: " + history.calls() + " calls, " + proxy + ", seed " + seed);
            } catch (Throwable failure) {
                failure.addSuppressed(new AssertionError("seed " + seed + ", trace " + proxy.saveTrace()));
                throw failure;
            }
        }
    }

    private void step(JavaClient client) throws InterruptedException {
        int first = some(client);
        switch (chance.nextInt(12)) {
            case 0 -> client.byHttp(first);
            case 1 -> {
                // The later one overtakes the earlier one by the other door.
                client.bySocket(some(client));
                client.byHttp(first);
            }
            default -> client.bySocket(first, some(client));
        }
    }

    private int some(JavaClient client) {
        return chance.nextInt(4) == 0 ? client.appendAndSay() : client.append();
    }
}
