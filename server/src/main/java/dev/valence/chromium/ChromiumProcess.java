package dev.valence.chromium;

import dev.valence.electron.Platform;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A Chromium of ours, spoken to over a pipe: no port that anybody else could open, and it ends when this process does, however
 * that ends, because the pipe closes then.
 *
 * <p>It shows no window of its own and stays when the last one closes. Ended only by {@link #close()}, by itself, or with Java;
 * always by its process, never by its name. All methods may be called from any thread.
 */
final class ChromiumProcess implements AutoCloseable {
    /** Chromium wants the pipe as files 3 and 4; Java can hand over 0 to 2 only. The shell is replaced by Chromium. */
    private static final String SHELL = "exec \"$0\" \"$@\" 3<&0 4>&1 </dev/null >/dev/null";

    /** How long Chromium may take to end in good order; it usually takes a tenth of a second. */
    private static final Duration FAREWELL = Duration.ofSeconds(5);

    /** How long the second start, which only hands a window over to the first, may take; usually a tenth of a second. */
    private static final Duration HAND_OVER = Duration.ofSeconds(20);

    private static final Logger LOG = LoggerFactory.getLogger(ChromiumProcess.class);
    private static final AtomicBoolean ROOT_WARNED = new AtomicBoolean();

    private final List<String> command;
    private final ChromiumOptions options;
    private final ChromiumProfile profile;
    private final Process process;
    private final DevToolsPipe pipe;
    private final Thread atExit;
    private final boolean headless;
    private final String version;

    /** The children as they were last seen. Who they were cannot be told any more when Chromium has ended. */
    private volatile List<ProcessHandle> children = List.of();

    /**
     * Starts Chromium and waits for its first answer.
     *
     * @param listener hears of pages from now on
     * @param lastWish is done, when Java ends, before Chromium is ended with it
     * @throws ChromiumException there is none, or it did not start; the message has its last words
     */
    static ChromiumProcess launch(ChromiumOptions options, DevToolsPipe.Listener listener, Runnable lastWish) {
        if (Platform.current() == Platform.WINDOWS) {
            throw new ChromiumException("On Windows Java cannot give Chromium the pipe it is spoken to over;"
                    + " open the page in any browser instead.");
        }
        Path executable = ChromiumFinder.ofThisSystem().find(options.executable());
        ChromiumProfile profile = ChromiumProfile.open(options.profile());
        try {
            return new ChromiumProcess(executable, options, profile, listener, lastWish);
        } catch (RuntimeException e) {
            profile.delete();
            throw e;
        }
    }

    private ChromiumProcess(
            Path executable,
            ChromiumOptions options,
            ChromiumProfile profile,
            DevToolsPipe.Listener listener,
            Runnable lastWish) {
        this.options = options;
        this.profile = profile;
        this.headless = isHeadless(options);
        this.command = command(executable);
        List<String> start = new ArrayList<>(List.of("sh", "-c", SHELL));
        start.addAll(command);
        start.addAll(List.of("--no-startup-window", "--remote-debugging-pipe"));
        this.process = start(start);
        this.pipe = new DevToolsPipe(process.getInputStream(), process.getOutputStream(), listener);
        this.atExit = new Thread(
                () -> {
                    lastWish.run();
                    kill();
                },
                "valence-chromium-exit");
        Runtime.getRuntime().addShutdownHook(atExit);
        pipe.start();
        try {
            this.version = pipe.ask(null, "Browser.getVersion", Map.of())
                    .text("product")
                    .replaceFirst("^[^/]*/", "");
        } catch (ChromiumException e) {
            kill();
            throw new ChromiumException(
                    "Chromium (" + executable + ") did not start: " + e.getMessage() + lastWords(), e);
        }
        LOG.debug("Chromium {} runs as process {}{}", version, process.pid(), headless ? ", headless" : "");
    }

    DevToolsPipe pipe() {
        return pipe;
    }

    boolean isHeadless() {
        return headless;
    }

    /** Such as {@code 156.0.8078.79}. */
    String version() {
        return version;
    }

    long pid() {
        return process.pid();
    }

    /**
     * Opens a window without the browser's own controls, by starting Chromium once more on the same profile: it hands the
     * address to the one that runs. The window then appears as a target.
     */
    void openApp(String url) {
        List<String> again = new ArrayList<>(command);
        again.add("--app=" + url);
        Process handOver = start(again);
        try {
            if (!handOver.waitFor(HAND_OVER.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new ChromiumException("Chromium did not open a window within " + HAND_OVER.toSeconds() + " s");
            }
            if (handOver.exitValue() != 0) {
                throw new ChromiumException(
                        "Chromium opened no window (exit code " + handOver.exitValue() + ")" + lastWords());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ChromiumException("interrupted while Chromium opened a window", e);
        } finally {
            handOver.destroyForcibly();
        }
    }

    /**
     * Ends Chromium in good order, by force where it takes too long, and deletes its profile. Waits for both, and until its
     * windows were told.
     */
    @Override
    public void close() {
        lookForChildren();
        pipe.tell(null, "Browser.close", Map.of());
        pipe.close();
        try {
            if (!process.waitFor(FAREWELL.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.warn("Chromium did not end within {} s and is ended by force", FAREWELL.toSeconds());
                process.destroyForcibly();
            }
            pipe.awaitEnd(FAREWELL);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        ended();
    }

    /** To be called when the pipe has ended: nothing of Chromium is left that could be spoken to. */
    void ended() {
        kill();
        try {
            Runtime.getRuntime().removeShutdownHook(atExit);
        } catch (IllegalStateException e) {
            LOG.trace("Java is ending: {}", e.getMessage());
        }
    }

    /** Its children would end by themselves, but on a busy machine not soon, and until then they write into the profile. */
    private void kill() {
        lookForChildren();
        process.destroyForcibly();
        process.onExit().join();
        children.forEach(ProcessHandle::destroyForcibly);
        profile.delete();
    }

    private void lookForChildren() {
        List<ProcessHandle> seen = process.descendants().toList();
        if (!seen.isEmpty()) {
            children = seen;
        }
    }

    private List<String> command(Path executable) {
        List<String> words = new ArrayList<>();
        words.add(executable.toString());
        words.add("--user-data-dir=" + profile.folder());
        words.addAll(List.of(
                "--no-first-run",
                "--no-default-browser-check",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-crash-reporter",
                "--disable-features=Prerender2,Translate",
                // As in Electron: a page of ours may open windows without a click.
                "--disable-popup-blocking",
                "--disable-sync",
                "--hide-crash-restore-bubble",
                // Asking the desktop's keyring would open a dialog in front of the first window.
                "--password-store=basic",
                "--use-mock-keychain"));
        if (headless) {
            words.add("--headless");
        }
        if (isRoot()) {
            if (!ROOT_WARNED.getAndSet(true)) {
                LOG.warn("Running as root: Chromium is started without its sandbox. Run as another user to have it.");
            }
            words.addAll(List.of("--no-sandbox", "--test-type"));
        }
        words.addAll(options.arguments());
        return words;
    }

    private Process start(List<String> words) {
        ProcessBuilder builder = new ProcessBuilder(words).redirectError(Redirect.appendTo(log().toFile()));
        builder.environment().putAll(options.environment());
        try {
            return builder.start();
        } catch (IOException e) {
            throw new ChromiumException("Chromium could not be started: " + e.getMessage(), e);
        }
    }

    private Path log() {
        return profile.folder().resolve("valence-chromium.log");
    }

    /** The end of what Chromium wrote, for whoever has to find out why it does not start. */
    private String lastWords() {
        try {
            List<String> lines = Files.readAllLines(log());
            String end = String.join("\n  ", lines.subList(Math.max(0, lines.size() - 8), lines.size()));
            return end.isBlank() ? "" : ". It wrote:\n  " + end;
        } catch (IOException e) {
            return "";
        }
    }

    private static boolean isRoot() {
        return System.getProperty("user.name").equals("root");
    }

    /** Whether a browser launched with these options would show its windows to nobody. */
    static boolean isHeadless(ChromiumOptions options) {
        Boolean asked = options.headless();
        if (asked != null) {
            return asked;
        }
        return Platform.current() == Platform.LINUX && !isSet("DISPLAY", options) && !isSet("WAYLAND_DISPLAY", options);
    }

    private static boolean isSet(String variable, ChromiumOptions options) {
        String value = options.environment().getOrDefault(variable, System.getenv(variable));
        return value != null && !value.isEmpty();
    }
}
