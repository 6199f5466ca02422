package dev.valence.project;

import static org.assertj.core.api.Assertions.assertThat;

import dev.valence.Doctor;
import java.io.File;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code ./run doctor}, in a checkout that is built: of links to what this test runs with, so that nothing is built beside it. */
class DoctorScriptTest {
    @TempDir
    private Path checkout;

    @TempDir
    private Path elsewhere;

    @BeforeEach
    void build() throws Exception {
        for (String each : List.of("run", "scripts", "pom.xml", ".mvn")) {
            Files.createSymbolicLink(checkout.resolve(each), Checkout.file(each));
        }
        for (String module : List.of("js-client", "server", "web-sample")) {
            Files.createDirectory(checkout.resolve(module));
        }
        Path quick = checkout.resolve("web-sample/target/quick");
        Path lib = Files.createDirectories(quick.resolve("lib"));
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
            if (entry.endsWith(".jar")) {
                Files.createSymbolicLink(lib.resolve(Path.of(entry).getFileName()), Path.of(entry));
            }
        }
        URI doctor =
                Doctor.class.getProtectionDomain().getCodeSource().getLocation().toURI();
        Files.createSymbolicLink(quick.resolve("classes"), Path.of(doctor));
        assertThat(bash("""
                ROOT='%s' && source "$ROOT/scripts/build.sh" && stamp_of js-client server web-sample >"$ROOT/web-sample/target/quick/stamp"
                """.formatted(checkout))).isEqualTo(new Checkout.Outcome(0, ""));
    }

    private static Checkout.Outcome bash(String command) throws Exception {
        return Checkout.run(Map.of(), List.of("bash", "-c", command));
    }

    private Checkout.Outcome doctor(String file) throws Exception {
        return bash("cd '%s' && '%s' doctor %s".formatted(elsewhere, checkout.resolve("run"), file));
    }

    @Test
    void itTellsWhatAFileOfTheCurrentFolderPermits() throws Exception {
        Files.writeString(elsewhere.resolve("mine.json"), """
                {"capabilities": [{"identifier": "viewer", "builtins": ["app"], "members": ["Files.read"]}]}""");
        Checkout.Outcome told = doctor("mine.json");
        assertThat(told.output())
                .contains("viewer")
                .containsPattern("members +Files\\.read")
                .contains("! capability 'viewer' gives app: pages can end the application");
        assertThat(told.code()).isZero();
    }

    @Test
    void itEndsWithOneAtAFileThatIsWrong() throws Exception {
        Files.writeString(elsewhere.resolve("mine.json"), "{\"capability\": []}");
        Checkout.Outcome told = doctor("mine.json");
        assertThat(told.output()).startsWith("mine.json, line 1, at /capability: this is not known here");
        assertThat(told.code()).isEqualTo(1);
    }

    @Test
    void withoutAFileItTellsWhatHoldsWhereNothingIsDeclared() throws Exception {
        Checkout.Outcome told = doctor("");
        assertThat(told.output()).contains("No capabilities are declared.");
        assertThat(told.code()).isZero();
    }
}
