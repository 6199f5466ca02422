package dev.valence.e2e.bridge;

import dev.valence.MainProcess;
import dev.valence.e2e.PageExtension;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Objects;

/** A main process in a process of its own, which a test can freeze and kill. Its module {@code ./line} is a {@link Line}. */
final class OtherJava implements AutoCloseable {
    private static final String READY = "at ";

    private final Process process;
    private final URI address;

    /** The program. Calls what a page gave to {@link Line#toBegin} for each byte of its input, and ends by itself when that does. */
    static final class Program {
        private Program() {}

        public static void main(String[] arguments) throws IOException {
            Line line = new Line();
            line.renew();
            try (MainProcess main = MainProcess.builder()
                    .admitAnyone()
                    .module("./line", line)
                    .pages(Path.of(arguments[0]))
                    .start()) {
                System.out.println(READY + main.address());
                while (System.in.read() >= 0) {
                    Objects.requireNonNull(line.begin).call();
                }
            }
            System.exit(0);
        }
    }

    OtherJava() throws IOException {
        process = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Program.class.getName(),
                        PageExtension.fixtures().toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        address = readAddress();
    }

    private URI readAddress() throws IOException {
        BufferedReader output =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        for (String said = output.readLine(); said != null; said = output.readLine()) {
            if (said.startsWith(READY)) {
                return URI.create(said.substring(READY.length()));
            }
        }
        throw new IllegalStateException("The program ended before it had started");
    }

    URI address() {
        return address;
    }

    /** Lets the page run what it gave to {@link Line#toBegin}. */
    void begin() throws IOException {
        process.getOutputStream().write(0);
        process.getOutputStream().flush();
    }

    /** Stops all of its threads where they are; its sockets stay open, and the kernel goes on to take connections for it. */
    void freeze() throws Exception {
        signal("STOP");
    }

    /** Lets it go on. */
    void thaw() throws Exception {
        signal("CONT");
    }

    /** Ends it where it is, frozen or not. */
    void kill() {
        process.destroyForcibly().onExit().join();
    }

    private void signal(String name) throws Exception {
        Process kill = new ProcessBuilder("kill", "-" + name, String.valueOf(process.pid()))
                .inheritIO()
                .start();
        if (kill.waitFor() != 0) {
            throw new IllegalStateException("kill -" + name + " failed");
        }
    }

    @Override
    public void close() {
        kill();
    }
}
