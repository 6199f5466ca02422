package dev.valence.bench;

import dev.valence.api.Exposed;

/** What pages call. The peers' servers offer the same; see {@code bench/peers}. */
@Exposed
public final class Bench {
    public int number = 42;

    public void nothing() {}

    public int add(int a, int b, int c) {
        return a + b + c;
    }
}
