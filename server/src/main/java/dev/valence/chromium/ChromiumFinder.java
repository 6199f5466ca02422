package dev.valence.chromium;

import dev.valence.electron.Platform;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where a Chromium is: what the application says, else what {@code VALENCE_CHROMIUM} says (system property
 * {@code valence.chromium} before the variable), else the first known name on the {@code PATH}, else the places where
 * installers put it. Edge and Chrome do as well. What was named but is not there is an error, not a reason to look on.
 */
final class ChromiumFinder {
    static final String VARIABLE = "VALENCE_CHROMIUM";
    static final String PROPERTY = "valence.chromium";

    private static final List<String> NAMES = List.of(
            "chromium",
            "chromium-browser",
            "google-chrome",
            "google-chrome-stable",
            "chrome",
            "microsoft-edge",
            "brave-browser");

    private static final List<String> LINUX = List.of(
            "/usr/bin/chromium",
            "/usr/bin/chromium-browser",
            "/usr/lib/chromium/chromium",
            "/opt/google/chrome/chrome",
            "/snap/bin/chromium");

    private static final List<String> MAC = List.of(
            "/Applications/Chromium.app/Contents/MacOS/Chromium",
            "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
            "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge");

    /** Below each of the folders for programs. */
    private static final List<String> WINDOWS = List.of(
            "Chromium\\Application\\chrome.exe",
            "Google\\Chrome\\Application\\chrome.exe",
            "Microsoft\\Edge\\Application\\msedge.exe");

    private final Platform platform;
    private final UnaryOperator<@Nullable String> environment;

    /** @param environment gives the value of a variable, or null */
    ChromiumFinder(Platform platform, UnaryOperator<@Nullable String> environment) {
        this.platform = platform;
        this.environment = environment;
    }

    static ChromiumFinder ofThisSystem() {
        return new ChromiumFinder(Platform.current(), System::getenv);
    }

    /**
     * The browser to launch.
     *
     * @param named what the application says, or null
     * @throws ChromiumException there is none; lists what was tried and how to install one
     */
    Path find(@Nullable Path named) {
        if (named != null) {
            return existing(named, "the options name");
        }
        String property = System.getProperty(PROPERTY);
        if (property != null) {
            return existing(Path.of(property), "the system property " + PROPERTY + " names");
        }
        String variable = environment.apply(VARIABLE);
        if (variable != null && !variable.isEmpty()) {
            return existing(Path.of(variable), "the variable " + VARIABLE + " names");
        }
        List<Path> candidates = candidates();
        return candidates.stream()
                .filter(ChromiumFinder::isProgram)
                .findFirst()
                .orElseThrow(() -> new ChromiumException("There is no Chromium. Tried: "
                        + String.join(
                                ", ", candidates.stream().map(Path::toString).toList())
                        + ". " + advice() + " Or name one in " + VARIABLE + "."));
    }

    private static Path existing(Path path, String origin) {
        if (!isProgram(path)) {
            throw new ChromiumException("There is no Chromium at " + path + ", which " + origin + ".");
        }
        return path;
    }

    private List<Path> candidates() {
        List<Path> candidates = new ArrayList<>();
        String path = environment.apply("PATH");
        if (path != null && platform != Platform.WINDOWS) {
            for (String name : NAMES) {
                for (String folder : path.split(File.pathSeparator, -1)) {
                    addIfPath(candidates, folder, name);
                }
            }
        }
        switch (platform) {
            case LINUX -> LINUX.forEach(place -> candidates.add(Path.of(place)));
            case MAC -> MAC.forEach(place -> candidates.add(Path.of(place)));
            case WINDOWS ->
                Stream.of("ProgramFiles", "ProgramFiles(x86)", "LocalAppData").forEach(variable -> {
                    String folder = environment.apply(variable);
                    if (folder != null) {
                        WINDOWS.forEach(place -> addIfPath(candidates, folder, place));
                    }
                });
        }
        return candidates;
    }

    private static void addIfPath(List<Path> candidates, String folder, String name) {
        try {
            if (!folder.isEmpty()) {
                candidates.add(Path.of(folder, name));
            }
        } catch (InvalidPathException e) {
            // A PATH may hold what is no path; a shell passes over it, too.
            return;
        }
    }

    private static boolean isProgram(Path path) {
        return Files.isRegularFile(path) && Files.isExecutable(path);
    }

    private String advice() {
        return switch (platform) {
            case LINUX -> "Install it, on Debian by: apt-get install chromium.";
            case MAC -> "Install it, for instance by: brew install --cask chromium.";
            case WINDOWS -> "Install Chromium, Chrome or Edge.";
        };
    }
}
