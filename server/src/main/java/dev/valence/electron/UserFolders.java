package dev.valence.electron;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where a system keeps what belongs to its user: the names of {@code app.getPath} and the folders behind them. On Linux as the
 * XDG base and user directories say.
 */
final class UserFolders {
    private static final List<String> SYSTEM = List.of("home", "appData", "userData", "temp", "exe");

    /** Electron's names for the user's own folders, and what XDG calls them. */
    private static final Map<String, String> XDG_NAMES = Map.of(
            "desktop", "DESKTOP",
            "documents", "DOCUMENTS",
            "downloads", "DOWNLOAD",
            "music", "MUSIC",
            "pictures", "PICTURES",
            "videos", "VIDEOS");

    private final Platform platform;
    private final Path home;
    private final UnaryOperator<@Nullable String> environment;

    /** @param environment gives the value of an environment variable, or null */
    UserFolders(Platform platform, Path home, UnaryOperator<@Nullable String> environment) {
        this.platform = platform;
        this.home = home;
        this.environment = environment;
    }

    static UserFolders ofThisSystem() {
        return new UserFolders(Platform.current(), Path.of(System.getProperty("user.home")), System::getenv);
    }

    /** The folder, or for {@code exe} the file, of that name. It need not exist. */
    Path path(String name, String application) {
        return switch (name) {
            case "home" -> home;
            case "appData" -> appData();
            case "userData" -> appData().resolve(application);
            case "temp" -> Path.of(System.getProperty("java.io.tmpdir"));
            case "exe" -> Path.of(ProcessModule.executable());
            default -> own(name);
        };
    }

    private Path appData() {
        return switch (platform) {
            case LINUX -> variable("XDG_CONFIG_HOME", home.resolve(".config"));
            case MAC -> home.resolve("Library").resolve("Application Support");
            case WINDOWS -> variable("APPDATA", home.resolve("AppData").resolve("Roaming"));
        };
    }

    private Path own(String name) {
        String xdgName = XDG_NAMES.get(name);
        if (xdgName == null) {
            throw new IllegalArgumentException("Failed to get '" + name + "' path: known are "
                    + String.join(", ", SYSTEM) + ", "
                    + String.join(", ", XDG_NAMES.keySet().stream().sorted().toList()));
        }
        if (platform == Platform.LINUX) {
            Path configured = xdgFolder(xdgName);
            if (configured != null) {
                return configured;
            }
        }
        if (platform == Platform.MAC && name.equals("videos")) {
            return home.resolve("Movies");
        }
        return home.resolve(name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1));
    }

    /** Reads a line such as {@code XDG_MUSIC_DIR="$HOME/Musik"} of the file that xdg-user-dirs keeps. */
    private @Nullable Path xdgFolder(String xdgName) {
        Path file = appData().resolve("user-dirs.dirs");
        if (!Files.isRegularFile(file)) {
            return null;
        }
        try {
            Matcher line = Pattern.compile("(?m)^\\s*XDG_" + xdgName + "_DIR=\"(\\$HOME)?/?([^\"]*)\"")
                    .matcher(Files.readString(file));
            if (!line.find()) {
                return null;
            }
            return line.group(1) == null ? Path.of("/").resolve(line.group(2)) : home.resolve(line.group(2));
        } catch (IOException e) {
            // Not readable to us is as good as not there: the folders have their usual names then.
            return null;
        }
    }

    private Path variable(String name, Path otherwise) {
        String value = environment.apply(name);
        return value == null || value.isEmpty() ? otherwise : Path.of(value);
    }
}
