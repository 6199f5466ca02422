package dev.valence.chromium;

import static dev.valence.chromium.OwnBrowser.until;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** However Java ends, its Chromium does not outlive it. */
class KilledJavaTest {
    @TempDir
    private Path temporary;

    /** A Java program with a window: says where its Chromium is, then waits to be ended. */
    static final class Program {
        private Program() {}

        /** Ends by itself when its input does. */
        public static void main(String[] arguments) throws IOException {
            OwnBrowser browser = OwnBrowser.headless();
            browser.open();
            System.out.println("chromium " + browser.backend.browserPid().orElseThrow());
            while (System.in.read() >= 0) {
                // Nothing comes.
            }
            System.exit(0);
        }
    }

    @Test
    void killedJavaLeavesNoChromiumAndTheNextLaunchDeletesItsProfile() throws Exception {
        Process java = start();
        long chromium = chromiumOf(java);
        java.destroyForcibly();
        until(() -> !isAlive(chromium));
        until(() -> processesWithOurProfile().isEmpty());
        assertThat(profiles()).hasSize(1);

        Process next = start();
        chromiumOf(next);
        assertThat(profiles()).hasSize(1);
        next.destroyForcibly();
        until(() -> processesWithOurProfile().isEmpty());
    }

    @Test
    void javaThatEndsLeavesNeitherChromiumNorProfile() throws Exception {
        Process java = start();
        long chromium = chromiumOf(java);
        java.getOutputStream().close();
        assertThat(java.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(isAlive(chromium)).isFalse();
        assertThat(profiles()).isEmpty();
    }

    /** As a machine that is busy elsewhere may let it stand, with its files open, for longer than Java is willing to wait. */
    @Test
    void aChildOfChromiumThatStandsStillIsEndedWithIt() throws Exception {
        Process java = start();
        long chromium = chromiumOf(java);
        until(() -> childOf(chromium).isPresent());
        long child = childOf(chromium).orElseThrow().pid();
        assertThat(new ProcessBuilder("kill", "-STOP", String.valueOf(child))
                        .start()
                        .waitFor())
                .isZero();
        java.getOutputStream().close();
        assertThat(java.waitFor(20, TimeUnit.SECONDS)).isTrue();
        until(() -> !isAlive(child));
        until(() -> processesWithOurProfile().isEmpty());
        assertThat(profiles()).isEmpty();
    }

    private Process start() throws IOException {
        return new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "-Djava.io.tmpdir=" + temporary,
                        "-cp",
                        System.getProperty("java.class.path"),
                        Program.class.getName())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    private static long chromiumOf(Process java) throws IOException {
        BufferedReader output =
                new BufferedReader(new InputStreamReader(java.getInputStream(), StandardCharsets.UTF_8));
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            if (line.startsWith("chromium ")) {
                return Long.parseLong(line.substring("chromium ".length()));
            }
        }
        throw new AssertionError("the program ended without a window");
    }

    private static boolean isAlive(long pid) {
        return ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false);
    }

    /** The browser and all its children name the profile, which is below our temporary folder. */
    private List<ProcessHandle> processesWithOurProfile() {
        return ProcessHandle.allProcesses()
                .filter(each -> each.info().commandLine().orElse("").contains("--user-data-dir=" + temporary))
                .toList();
    }

    private static Optional<ProcessHandle> childOf(long chromium) {
        return ProcessHandle.of(chromium).stream()
                .flatMap(ProcessHandle::descendants)
                .findAny();
    }

    private List<Path> profiles() throws IOException {
        try (Stream<Path> files = Files.list(temporary)) {
            return files.filter(file -> file.getFileName().toString().startsWith("valence-chromium-"))
                    .toList();
        }
    }
}
