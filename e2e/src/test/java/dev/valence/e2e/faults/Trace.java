package dev.valence.e2e.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** What a {@link FaultProxy} has done, the last of it: one line of JSON each. Safe for any thread. */
final class Trace {
    private static final int LINES = 20_000;

    private final long begin = System.nanoTime();
    private final Deque<String> lines = new ArrayDeque<>();

    /** @param frame number of the frame in its direction of its connection */
    synchronized void add(int connection, boolean isPage, long frame, String what) {
        if (lines.size() == LINES) {
            lines.remove();
        }
        lines.add("""
                {"micros":%d,"connection":%d,"from":"%s","frame":%d,"what":"%s"}""".formatted((System.nanoTime() - begin) / 1000, connection, isPage ? "page" : "Java", frame, what));
    }

    synchronized List<String> lines() {
        return List.copyOf(lines);
    }

    /** Writes it to the build's folder and says where. */
    Path save(String name) throws IOException {
        Path file = Path.of("target", "faults", name + ".jsonl").toAbsolutePath();
        Files.createDirectories(file.getParent());
        return Files.write(file, lines());
    }
}
