package dev.valence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.valence.api.Capabilities;
import dev.valence.api.Capability;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The policy in words, and the warnings of what is dangerous in it. */
class DoctorTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private int doctor(String... arguments) {
        return Doctor.run(List.of(arguments), new PrintStream(out, true), new PrintStream(err, true));
    }

    private String said() {
        return out.toString(StandardCharsets.UTF_8);
    }

    @Test
    void itPrintsWhatEachCapabilityPermitsToWhom(@TempDir Path disk) throws IOException {
        Path file = Files.writeString(disk.resolve("c.json"), """
                {"capabilities": [{"identifier": "viewer", "description": "Reads.", "windows": ["viewer"], "modules": ["files"],
                  "members": ["Files.read"], "deny": ["Files.x"], "scopes": [{"member": "Files.read", "folder": "."}]}]}""");

        assertThat(doctor(file.toString())).isZero();
        assertThat(said())
                .contains("viewer: Reads.")
                .containsPattern("in windows +viewer")
                .containsPattern("modules +files")
                .containsPattern("globals +none")
                .containsPattern("members +Files\\.read")
                .containsPattern("never +Files\\.x")
                .contains("where argument 0 of Files.read leads into " + disk)
                .contains("Nothing of it is dangerous by itself.");
    }

    @Test
    void withoutAFileItTellsWhatHoldsThen() {
        assertThat(doctor()).isZero();
        assertThat(said()).contains("No capabilities are declared.", "of Valence's own: nothing");
    }

    @Test
    void anInvalidFileEndsItWithOneAndAMessage(@TempDir Path disk) throws IOException {
        Path file = Files.writeString(disk.resolve("c.json"), "{\"capability\": []}");

        assertThat(doctor(file.toString())).isEqualTo(1);
        assertThat(said()).isEmpty();
        assertThat(err.toString(StandardCharsets.UTF_8))
                .contains("c.json, line 1, at /capability: this is not known here");
        assertThat(doctor(disk.resolve("missing").toString())).isEqualTo(1);
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("missing: there is no such file");
        assertThat(doctor(Files.writeString(file, "{\"capabilities\":\n[").toString()))
                .isEqualTo(1);
        assertThat(err.toString(StandardCharsets.UTF_8))
                .contains("c.json, line 2, column 2: no JSON: Unexpected end-of-input: expected close marker for Array"
                        + " (start marker at line: 2, column: 1)")
                .doesNotContain("REDACTED");
        assertThat(doctor("a", "b")).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'builtins': ['BrowserWindow']          | pages reach all windows by it",
                "'builtins': ['process']                | it tells of the whole process",
                "'builtins': ['app']                    | pages can end the application",
                "'builtins': ['*']                      | by the pattern *",
                "'builtins': ['dialog']                 | which is none of [BrowserWindow,",
                "'members': ['WebContents.executeJavaScript'] | can do all that the page in the window can",
                "'members': ['*']                       | with what changes or deletes",
                "'members': ['Files.*']                 | with what changes or deletes",
                "'members': ['Files.deleteAll']         | with what changes or deletes",
                "'origins': ['http://a.test']           | take https",
                "'origins': ['https://*.test']          | name those that are meant",
                "'windows': ['*']                       | windows of all names",
                "'modules': ['files']                   | permits no member of them",
                "'members': ['Files']                   | permits 'Files', which is no member",
                "'deny': ['delete']                     | denies 'delete', which is no member, so nothing is denied",
                "'members': ['F.read'], 'scopes': [{'member': 'F.raed', 'values': ['a']}]    | bounds 'F.raed', which fits no member",
                "'members': ['F.r*'], 'scopes': [{'member': 'F.w*', 'values': ['a']}]        | bounds 'F.w*', which fits no member",
                "'members': ['F.r', 'F.w'], 'scopes': [{'member': 'F', 'values': ['a']}]     | bounds 'F', which fits no member",
                "'members': ['F.r'], 'scopes': [{'member': 'F.r=', 'values': ['a']}]         | bounds 'F.r=', which fits no member",
                "'scopes': [{'member': 'F.r', 'folder': '/'}] | which is everything",
                "'scopes': [{'member': 'F.r', 'folder': '/is/not/there'}] | which is no folder"
            })
    void itWarnsOfWhatIsDangerous(String member, String warning, @TempDir Path disk) throws IOException {
        Path file = Files.writeString(
                disk.resolve("c.json"), ("{'capabilities': [{'identifier': 'a', " + member + "}]}").replace('\'', '"'));

        assertThat(doctor(file.toString())).isZero();
        assertThat(said()).contains("! capability 'a'").contains(warning);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'origins': ['http://localhost:8080', 'http://[::1]', 'https://a.test'], 'members': ['A.read']",
                "'members': ['Files.*'], 'deny': ['Files.delete']",
                "'members': ['A.x', 'F.read'], 'scopes': [{'member': 'F.read', 'values': ['a']}]",
                "'members': ['F.read', 'F.list'], 'scopes': [{'member': 'F.*', 'values': ['a']}, {'member': '*', 'values': ['a']}]",
                "'members': ['F.read*', '*.x'], 'scopes': [{'member': 'F.reads', 'values': ['a']}, {'member': 'F.*s', 'values': ['a']}, {'member': 'G.*', 'values': ['a']}]",
                "'builtins': ['getCurrentWindow'], 'members': ['BrowserWindow.minimize']"
            })
    void whatIsMeantIsNotWarnedOf(String member, @TempDir Path disk) throws IOException {
        Path file = Files.writeString(
                disk.resolve("c.json"), ("{'capabilities': [{'identifier': 'a', " + member + "}]}").replace('\'', '"'));

        doctor(file.toString());
        assertThat(said()).doesNotContain("!");
    }

    @Test
    void aMainProcessTellsItsOwnPolicy() {
        try (MainProcess main = MainProcess.builder()
                .headless(true)
                .allowEverything()
                .development(true)
                .allowHost("intranet.test")
                .start()) {
            assertThat(main.policy())
                    .contains(
                            "Everything is permitted",
                            "every page may use everything",
                            "development is on",
                            "intranet.test");
        }
    }

    @Test
    void whatIsSwitchedOffIsWarnedOfByItsName() {
        try (MainProcess main = MainProcess.builder()
                .headless(true)
                .allowEverything()
                .admitAnyone()
                .development(true)
                .unprotectedOnPurpose()
                .contentSecurityPolicy("")
                .permissionsPolicy("")
                .start()) {
            assertThat(main.policy())
                    .contains(
                            "! allowEverything(): ",
                            "! admitAnyone(): ",
                            "! development(true): ",
                            "! unprotectedOnPurpose(): ",
                            "! contentSecurityPolicy(\"\"): ",
                            "! permissionsPolicy(\"\"): ");
        }
        try (MainProcess main = MainProcess.builder().headless(true).start()) {
            assertThat(main.policy()).doesNotContain("!");
        }
    }

    @Test
    void aMainProcessTellsWhoseOtherPagesComeInAndWhatIsOddAboutThem() {
        try (MainProcess main = MainProcess.builder()
                .headless(true)
                .allowOrigin("http://localhost:5173")
                .allowOrigin("http://tools.test")
                .allowOrigin("https://example.org")
                .capabilities(Capabilities.of(
                        Capability.named("tools").withOrigins("http://tools.test", "http://localhost:5173"),
                        Capability.named("forgotten").withOrigins("https://forgotten.test"),
                        Capability.named("elsewhere").withOrigins("http://localhost:3000")))
                .start()) {
            assertThat(main.policy())
                    .containsPattern(
                            "(?s)come in, too.*\\n  http://localhost:5173\\n  http://tools.test\\n  https://example.org\\n")
                    .contains(
                            "! pages of http://tools.test come in: who is on the network between",
                            "! pages of https://example.org come in and may use nothing",
                            "! capability 'forgotten' applies to https://forgotten.test, whose pages do not come in",
                            "! capability 'elsewhere' applies to http://localhost:3000, whose pages come in only where")
                    .doesNotContain(
                            "pages of http://localhost:5173 come in",
                            "pages of https://example.org come in: who",
                            "pages of http://tools.test come in and may use nothing",
                            "'tools' applies to http://localhost:5173, whose pages do not come in");
        }
        try (MainProcess main = MainProcess.builder().headless(true).start()) {
            assertThat(main.policy()).doesNotContain("come in");
        }
    }

    @Test
    void whatPagesMayUseIsSaidInOneWay() {
        Capabilities one = Capabilities.of(Capability.named("a"));

        assertThatThrownBy(() -> MainProcess.builder()
                        .allowEverything()
                        .capabilities(one)
                        .start())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("capabilities(…) and allowEverything()");
        assertThatThrownBy(() ->
                        MainProcess.builder().builtins("app").capabilities(one).start())
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> MainProcess.builder().builtins("shell"))
                .hasMessageContaining("There is no built-in 'shell'. There are [BrowserWindow, app,");
    }
}
