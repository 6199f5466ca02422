package dev.valence.chromium;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Who may read what the browser remembers, and what becomes of it. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "its file systems have no modes")
class ChromiumProfileTest {
    @TempDir
    private Path disk;

    private static String modeOf(Path folder) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(folder));
    }

    @Test
    void oneOfOurOwnIsForThisUserOnlyAndDeleted() throws IOException {
        ChromiumProfile profile = ChromiumProfile.open(null);
        assertThat(modeOf(profile.folder())).isEqualTo("rwx------");

        profile.delete();
        assertThat(profile.folder()).doesNotExist();
    }

    @Test
    void oneThatTheApplicationNamesIsMadeForThisUserOnlyAndKept() throws IOException {
        Path named = disk.resolve("application").resolve("profile");
        ChromiumProfile profile = ChromiumProfile.open(named);
        assertThat(profile.folder()).isEqualTo(named);
        assertThat(modeOf(named)).isEqualTo("rwx------");

        profile.delete();
        assertThat(named).isDirectory();
    }

    @Test
    void oneThatIsThereIsLeftAsItIs() throws IOException {
        Path named = Files.createDirectory(disk.resolve("profile"));
        Files.setPosixFilePermissions(named, PosixFilePermissions.fromString("rwxr-x---"));
        ChromiumProfile.open(named);
        assertThat(modeOf(named)).isEqualTo("rwxr-x---");
    }
}
