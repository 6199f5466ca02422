package dev.valence.chromium;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.valence.electron.Platform;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where Chromium is looked for, and what is said where it is not. */
class ChromiumFinderTest {
    @TempDir
    private Path folder;

    private final Map<String, String> environment = new HashMap<>();
    private final ChromiumFinder finder = new ChromiumFinder(Platform.LINUX, environment::get);

    @Test
    void whatTheApplicationSaysComesFirstThenTheVariableThenThePath() throws IOException {
        Path named = program("named");
        Path variable = program("variable");
        Path onPath = program("google-chrome");
        environment.put("PATH", "/nowhere:" + folder);
        assertThat(finder.find(null)).isEqualTo(onPath);
        environment.put("VALENCE_CHROMIUM", variable.toString());
        assertThat(finder.find(null)).isEqualTo(variable);
        assertThat(finder.find(named)).isEqualTo(named);
    }

    @Test
    void namedBrowserThatIsMissingIsAnErrorAndNoReasonToLookOn() throws IOException {
        program("chromium");
        environment.put("PATH", folder.toString());
        environment.put("VALENCE_CHROMIUM", folder.resolve("absent").toString());
        assertThatThrownBy(() -> finder.find(null))
                .isInstanceOf(ChromiumException.class)
                .hasMessageContaining("absent")
                .hasMessageContaining("VALENCE_CHROMIUM");
        assertThatThrownBy(() -> finder.find(folder.resolve("gone"))).hasMessageContaining("the options name");
    }

    @Test
    void fileThatIsNoProgramIsPassedOver() throws IOException {
        Files.createFile(folder.resolve("chromium"));
        Path chrome = program("google-chrome");
        environment.put("PATH", folder.toString());
        assertThat(finder.find(null)).isEqualTo(chrome);
    }

    @Test
    void missingBrowserListsWhatWasTriedAndHowToInstallOne() {
        ChromiumFinder windows = new ChromiumFinder(Platform.WINDOWS, Map.of("ProgramFiles", "/none")::get);
        assertThatThrownBy(() -> windows.find(null))
                .isInstanceOf(ChromiumException.class)
                .hasMessageContaining("Tried: ")
                .hasMessageContaining("chrome.exe")
                .hasMessageContaining("Install")
                .hasMessageContaining("VALENCE_CHROMIUM");
    }

    private Path program(String name) throws IOException {
        Path file = Files.createFile(folder.resolve(name));
        assertThat(file.toFile().setExecutable(true)).isTrue();
        return file;
    }
}
