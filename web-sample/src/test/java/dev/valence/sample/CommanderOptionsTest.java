package dev.valence.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CommanderOptionsTest {
    @Test
    void withoutArgumentsItShowsHomeInAWindow() {
        Path home = Path.of(System.getProperty("user.home"));

        assertThat(CommanderOptions.parse())
                .isEqualTo(new CommanderOptions(
                        "127.0.0.1", 8420, home, "index.html", true, false, false, false, false, false));
    }

    @Test
    void everyOptionIsTaken(@TempDir Path root) {
        assertThat(CommanderOptions.parse(
                        "--port",
                        "0",
                        "--host",
                        "localhost",
                        "--root",
                        root.toString(),
                        "--sample",
                        "electron-remote",
                        "--no-window",
                        "--headless",
                        "--admit-anyone",
                        "--unprotected",
                        "--development",
                        "--help"))
                .isEqualTo(new CommanderOptions(
                        "localhost", 0, root, "electron-remote.html", false, true, true, true, true, true));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-1", "65536", "http", "8420x"})
    void whatIsNoPortIsRefused(String port) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CommanderOptions.parse("--port", port))
                .withMessageContaining("“" + port + "”");
    }

    @Test
    void whatIsNoFolderIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CommanderOptions.parse("--root", "/does/not/exist"))
                .withMessageContaining("/does/not/exist");
    }

    @Test
    void unknownOptionAndMissingValueAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CommanderOptions.parse("--prot", "1"))
                .withMessageContaining("--prot");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CommanderOptions.parse("--sample", "calculator"))
                .withMessageContaining("calculator");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CommanderOptions.parse("--root"))
                .withMessageContaining("--root needs a value");
    }
}
