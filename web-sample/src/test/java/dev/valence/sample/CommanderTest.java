package dev.valence.sample;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commander in a process of its own, as {@code ./run} starts it. */
class CommanderTest {
    @TempDir
    private Path root;

    /** What it prints, both streams as they come, until it says where it is. */
    private List<String> begins(String... more) throws IOException {
        Stream<String> command = Stream.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Commander.class.getName(),
                "--root",
                root.toString(),
                "--port",
                "0",
                "--no-window");
        Process process = new ProcessBuilder(
                        Stream.concat(command, Stream.of(more)).toList())
                .redirectErrorStream(true)
                .start();
        List<String> lines = new ArrayList<>();
        try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                lines.add(line);
                if (line.startsWith("Commander is at ")) {
                    break;
                }
            }
        } finally {
            process.destroyForcibly();
        }
        return lines;
    }

    @Test
    void inDevelopmentItPrintsWhatIsInForce() throws IOException {
        assertThat(begins("--development"))
                .contains("Permitted is what these capabilities name, and nothing else.")
                .anyMatch(line -> line.startsWith("  ! development(true): "));
    }

    @Test
    void elseItPrintsWhereItIs() throws IOException {
        assertThat(begins())
                .noneMatch(line -> line.contains("capabilities"))
                .last()
                .asString()
                .startsWith("Commander is at http://127.0.0.1:");
    }
}
