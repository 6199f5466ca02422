package dev.valence.project;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** No source file is longer than a reader can hold in mind. */
class SourceSizeTest {

    private static final int LONGEST = 400;
    private static final Set<String> KINDS = Set.of("java", "ts", "mts", "js", "mjs", "html", "css", "sh");
    private static final Set<String> SCRIPTS = Set.of("run", "test");

    @Test
    void noSourceFileHasMoreThanFourHundredLines() throws IOException {
        Map<String, Integer> lengths = new TreeMap<>();
        for (Path file : Checkout.sources().filter(SourceSizeTest::isSource).toList()) {
            lengths.put(
                    file.toString(),
                    Files.readAllLines(Checkout.ROOT.resolve(file)).size());
        }
        assertThat(lengths.keySet()).contains("run", "scripts/setup.sh");
        lengths.values().removeIf(length -> length <= LONGEST);
        assertThat(lengths).as("files that are too long, and their lengths").isEmpty();
    }

    private static boolean isSource(Path file) {
        String name = file.getFileName().toString();
        return SCRIPTS.contains(name) || KINDS.contains(name.substring(name.lastIndexOf('.') + 1));
    }
}
