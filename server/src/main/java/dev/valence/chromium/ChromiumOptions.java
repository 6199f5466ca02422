package dev.valence.chromium;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How Chromium is launched. Immutable.
 *
 * @param executable the browser; null looks for it, see {@link ChromiumFinder}
 * @param profile folder of its profile, which is kept; null makes one of its own that is deleted with the browser
 * @param headless whether windows are invisible; null where that depends on whether there is a display
 * @param arguments further switches for Chromium
 * @param environment variables that Chromium gets beside those of this process, such as {@code DISPLAY}
 */
public record ChromiumOptions(
        @Nullable Path executable,
        @Nullable Path profile,
        @Nullable Boolean headless,
        List<String> arguments,
        Map<String, String> environment) {

    /** Takes copies. */
    public ChromiumOptions {
        arguments = List.copyOf(arguments);
        environment = Map.copyOf(environment);
    }

    /** Looks for a browser, gives it a profile of its own, shows windows where there is a display. */
    public static ChromiumOptions defaults() {
        return new ChromiumOptions(null, null, null, List.of(), Map.of());
    }

    /** These options with visible or invisible windows. */
    public ChromiumOptions withHeadless(boolean newHeadless) {
        return new ChromiumOptions(executable, profile, newHeadless, arguments, environment);
    }

    /** These options with another browser. */
    public ChromiumOptions withExecutable(Path newExecutable) {
        return new ChromiumOptions(newExecutable, profile, headless, arguments, environment);
    }

    /** These options with a profile that is kept. */
    public ChromiumOptions withProfile(Path newProfile) {
        return new ChromiumOptions(executable, newProfile, headless, arguments, environment);
    }

    /** These options with these variables instead of those before. */
    public ChromiumOptions withEnvironment(Map<String, String> newEnvironment) {
        return new ChromiumOptions(executable, profile, headless, arguments, newEnvironment);
    }

    /** These options with these further switches instead of those before. */
    public ChromiumOptions withArguments(List<String> newArguments) {
        return new ChromiumOptions(executable, profile, headless, newArguments, environment);
    }
}
