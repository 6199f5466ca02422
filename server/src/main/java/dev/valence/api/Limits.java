package dev.valence.api;

import java.time.Duration;

/**
 * What one page can make Java hold or do, and for how long. Beyond a limit the page gets a {@link LimitException} that names
 * it; the session goes on and no other page notices.
 *
 * @param messageBytes longest message in bytes; default 16 MiB: 10 MB of bytes, even as base64. Longer ones
 *     close the socket with 1009
 * @param depth how deeply values may nest; default 64, far beyond what people write by hand and far below what a stack holds
 * @param objects references, streams among them, that one renderer may hold; default 100 000. Refused beyond, never evicted
 * @param callbacks page functions, and as many streams, that Java holds for one renderer; default 10 000
 * @param outboxBytes bytes waiting for one page; default 64 MiB. A page that reads no more loses its session beyond
 * @param callDepth how many callable functions of pages one thread waits for at a time, one inside the other; default 32, far beyond
 *     what is meant to nest and far below what a stack holds
 * @param deadline how long a call may take before the page gives up, and a callable function before Java does; default 30 s. The call
 *     itself goes on
 * @param sequenceGap how long a message waits for those before it; default 2 s, which two doors on one machine never need
 * @param retention how long a session without a socket is kept; default 5 min
 * @param goneGrace how long a page whose socket was closed by its browser may take to come back; default 200 ms: the browser
 *     says so for reloads and closed tabs alike
 */
public record Limits(
        int messageBytes,
        int depth,
        int objects,
        int callbacks,
        int outboxBytes,
        int callDepth,
        Duration deadline,
        Duration sequenceGap,
        Duration retention,
        Duration goneGrace) {

    /** The defaults described above. */
    public static Limits defaults() {
        return new Limits(
                16 << 20,
                64,
                100_000,
                10_000,
                64 << 20,
                32,
                Duration.ofSeconds(30),
                Duration.ofSeconds(2),
                Duration.ofMinutes(5),
                Duration.ofMillis(200));
    }
}
