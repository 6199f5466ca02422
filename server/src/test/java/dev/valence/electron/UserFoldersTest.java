package dev.valence.electron;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The folders behind the names of {@code app.getPath}. */
class UserFoldersTest {
    @TempDir
    private Path home;

    private UserFolders on(Platform platform, Map<String, String> environment) {
        return new UserFolders(platform, home, environment::get);
    }

    @Test
    void linuxHasXdgFolders() throws IOException {
        Path config = Files.createDirectory(home.resolve("config"));
        Files.writeString(
                config.resolve("user-dirs.dirs"),
                "# comment\nXDG_MUSIC_DIR=\"$HOME/Musik\"\nXDG_VIDEOS_DIR=\"/films\"\n");
        UserFolders folders = on(Platform.LINUX, Map.of("XDG_CONFIG_HOME", config.toString()));
        assertThat(folders.path("appData", "App")).isEqualTo(config);
        assertThat(folders.path("userData", "App")).isEqualTo(config.resolve("App"));
        assertThat(folders.path("music", "App")).isEqualTo(home.resolve("Musik"));
        assertThat(folders.path("videos", "App")).isEqualTo(Path.of("/films"));
        assertThat(folders.path("downloads", "App")).isEqualTo(home.resolve("Downloads"));
    }

    @Test
    void linuxWithoutXdgHasTheUsualFolders() {
        UserFolders folders = on(Platform.LINUX, Map.of());
        assertThat(folders.path("appData", "App")).isEqualTo(home.resolve(".config"));
        assertThat(folders.path("desktop", "App")).isEqualTo(home.resolve("Desktop"));
    }

    @Test
    void othersHaveTheirs() {
        assertThat(on(Platform.MAC, Map.of()).path("videos", "App")).isEqualTo(home.resolve("Movies"));
        assertThat(on(Platform.MAC, Map.of()).path("appData", "App"))
                .isEqualTo(home.resolve("Library/Application Support"));
        assertThat(on(Platform.WINDOWS, Map.of("APPDATA", "roaming")).path("userData", "App"))
                .isEqualTo(Path.of("roaming", "App"));
    }

    @Test
    void unknownNameListsTheKnownOnes() {
        assertThatThrownBy(() -> on(Platform.LINUX, Map.of()).path("cellar", "App"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Failed to get 'cellar' path: known are home, appData, userData, temp, exe, desktop,"
                        + " documents, downloads, music, pictures, videos");
    }
}
