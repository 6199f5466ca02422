package dev.valence.transport;

import java.lang.management.ManagementFactory;

/** What is alive in the heap. */
final class Heap {
    private static final int ROUNDS = 3;

    private Heap() {}

    /** Bytes that survive a collection: the least of several, since much else goes on in a test. */
    static long used() {
        long least = Long.MAX_VALUE;
        for (int i = 0; i < ROUNDS; i++) {
            System.gc();
            least = Math.min(
                    least,
                    ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
        }
        return least;
    }
}
