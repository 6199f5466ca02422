package dev.valence.e2e.faults;

import dev.valence.MainProcess;
import dev.valence.api.Exposed;
import dev.valence.api.Limits;
import dev.valence.api.RemoteFunction;
import dev.valence.e2e.PageExtension;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A main process in a Java of its own, to be killed. What it executes it writes into a file, which outlives it. */
final class MortalJava implements AutoCloseable {
    private static final String READY = "ready ";

    private final Path file;
    private final Limits limits;
    private Process process;
    private int port;

    /** Java's end of a {@link History}, as {@link Ledger}, and calls that are never answered. */
    @Exposed
    public static final class Book {
        private final Path file;

        Book(Path file) {
            this.file = file;
        }

        public int append(int id) {
            try {
                Files.writeString(file, id + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
                return id;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        /** Never returns. */
        public int appendAndStay(int id) throws InterruptedException {
            append(id);
            new CountDownLatch(1).await();
            return id;
        }

        /** Calls a function that blocks the page, when Selenium is done with the page. */
        public void callSoon(RemoteFunction function) {
            CompletableFuture.delayedExecutor(300, TimeUnit.MILLISECONDS).execute(function::call);
        }

        /** Promises something that never comes about. */
        public CompletionStage<Integer> appendAndPromise(int id) {
            append(id);
            return new CompletableFuture<>();
        }
    }

    static final class Program {
        private Program() {}

        /**
         * Ends by itself when its input does.
         *
         * @param arguments the file, the port, and two limits in milliseconds: retention and silence
         */
        public static void main(String[] arguments) throws IOException {
            MainProcess main = MainProcess.builder()
                    .admitAnyone()
                    .module("./book", new Book(Path.of(arguments[0])))
                    .port(Integer.parseInt(arguments[1]))
                    .limits(Limits.defaults()
                            .withRetention(Duration.ofMillis(Long.parseLong(arguments[2])))
                            .withSilence(Duration.ofMillis(Long.parseLong(arguments[3]))))
                    .pages(PageExtension.fixtures())
                    .headless(true)
                    .start();
            System.out.println(READY + main.address().getPort());
            while (System.in.read() >= 0) {
                // Nothing comes.
            }
            System.exit(0);
        }
    }

    /** Starts it at a port that is free. */
    MortalJava(Path file) throws IOException {
        this(file, Limits.defaults());
    }

    /** @param limits of which retention and silence hold */
    MortalJava(Path file, Limits limits) throws IOException {
        this.file = file;
        this.limits = limits;
        this.process = launch();
    }

    private Process launch() throws IOException {
        Process launched = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Program.class.getName(),
                        file.toString(),
                        String.valueOf(port),
                        String.valueOf(limits.retention().toMillis()),
                        String.valueOf(limits.silence().toMillis()))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        BufferedReader output =
                new BufferedReader(new InputStreamReader(launched.getInputStream(), StandardCharsets.UTF_8));
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            if (line.startsWith(READY)) {
                port = Integer.parseInt(line.substring(READY.length()));
                return launched;
            }
        }
        throw new AssertionError("the program ended before it was ready");
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + port + "/");
    }

    /** Ends it as kill -9 does. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** Starts another one at the same port. */
    void startAgain() throws IOException {
        process = launch();
    }

    /** What all of them have executed, in order. */
    List<Long> executions() throws IOException {
        return Files.exists(file)
                ? Files.readAllLines(file).stream().map(Long::valueOf).toList()
                : List.of();
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }
}
