package dev.valence.fuzz;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Jazzer, in a Java process of its own: it rewrites the classes that it watches, and other tests count what those allocate.
 *
 * @param target class with a {@code fuzzerTestOneInput}
 * @param seeds folder of inputs to begin with
 */
record Fuzzer(Class<?> target, Path seeds) {
    private static final Path FOLDER = Path.of("target", "fuzz");
    private static final int SECONDS_PER_INPUT = 20;
    private static final Duration START_AND_END = Duration.ofMinutes(2);

    /** What came of it. */
    record Outcome(int exitCode, String output) {}

    Outcome run(Duration howLong) throws IOException, InterruptedException {
        Path folder = FOLDER.resolve(target.getSimpleName());
        Path grown = Files.createDirectories(folder.resolve("corpus"));
        Path log = folder.resolve("log.txt");
        Process process = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(),
                        // What an input can make Java hold is bounded: a frame has at most 64 KiB here.
                        "-Xmx192m",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "com.code_intelligence.jazzer.Jazzer",
                        "--target_class=" + target.getName(),
                        "--instrumentation_includes=dev.valence.**",
                        "--custom_hook_includes=dev.valence.**",
                        // The target speaks to a server of its own; that is no forgery.
                        "--disabled_hooks=com.code_intelligence.jazzer.sanitizers.ServerSideRequestForgery",
                        "--reproducer_path=" + folder,
                        "-artifact_prefix=" + folder + "/",
                        "-timeout=" + SECONDS_PER_INPUT,
                        "-rss_limit_mb=0",
                        "-max_len=4096",
                        "-print_final_stats=1",
                        "-max_total_time=" + howLong.toSeconds(),
                        grown.toString(),
                        seeds.toString())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        if (!process.waitFor(howLong.plus(START_AND_END).toMillis(), TimeUnit.MILLISECONDS)) {
            process.destroyForcibly().waitFor();
        }
        return new Outcome(
                process.exitValue(), Files.readString(log, StandardCharsets.ISO_8859_1) + shown(List.of(folder)));
    }

    private static String shown(List<Path> folders) {
        return "\nInputs that fail lie in " + folders
                + ": those that a mended bug has left go to src/test/resources/fuzz.";
    }
}
