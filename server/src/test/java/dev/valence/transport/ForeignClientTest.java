package dev.valence.transport;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.valence.MainProcess;
import dev.valence.api.Exposed;
import dev.valence.protocol.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A JSON-RPC client that is not ours, in {@code src/test/npm-client}, speaks to both doors. */
class ForeignClientTest {
    private static final Path SOURCE = Path.of("src/test/npm-client");
    private static final Path FOLDER = Path.of("target/npm-client");
    private static final int PATIENCE_SECONDS = 120;

    /** What the client calls. */
    @Exposed
    public static final class Greeter {
        public int count;

        public String greet(String name) {
            count++;
            return "Hello, " + name;
        }
    }

    @Test
    void itOpensASessionCallsAModuleAndGetsItsAnswers() throws Exception {
        install();
        try (MainProcess main = MainProcess.builder()
                .admitAnyone()
                .module("greeter", new Greeter())
                .start()) {
            JsonNode answers = Json.of(run("node", "client.mjs", main.address().toString()));

            assertThat((Object) answers).isEqualTo(Json.of("""
                    {
                      "version": "%s",
                      "greeting": "Hello, socket",
                      "count": 1,
                      "code": -32002,
                      "overHttp": ["Hello, http", 2]
                    }""".formatted(MainProcess.VERSION)));
        }
    }

    /** In a copy, so that nothing is installed among the sources. */
    private static void install() throws IOException, InterruptedException {
        Files.createDirectories(FOLDER);
        try (Stream<Path> files = Files.list(SOURCE)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.copy(file, FOLDER.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
            }
        }
        run("npm", "ci", "--prefer-offline", "--no-audit", "--no-fund");
    }

    /** What a command prints. */
    private static String run(String... command) throws IOException, InterruptedException {
        Path log = Files.createTempFile(FOLDER, "run", ".log");
        Process process = new ProcessBuilder(List.of(command))
                .directory(FOLDER.toFile())
                .redirectError(log.toFile())
                .start();
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.exitValue())
                .as("%s said%n%s%s", String.join(" ", command), output, Files.readString(log))
                .isZero();
        return output;
    }
}
