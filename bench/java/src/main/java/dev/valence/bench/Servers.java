package dev.valence.bench;

import dev.valence.MainProcess;
import java.io.IOException;
import java.nio.file.Path;
import org.eclipse.jetty.server.Server;

/**
 * Starts both servers in one virtual machine and says on standard output where they are; ends when standard input does, and so
 * with whoever started it.
 */
public final class Servers {
    private Servers() {}

    /** @param arguments the folder of the benchmark's pages */
    public static void main(String... arguments) throws IOException {
        Path pages = Path.of(arguments[0]);
        try (MainProcess main = MainProcess.builder()
                        .admitAnyone()
                        .module("bench", new Bench())
                        .module("counter", Bench.Counter.class)
                        .pages(pages)
                        .start();
                EchoServer echo = EchoServer.start(pages)) {
            System.out.printf(
                    "{\"valence\":\"%s\",\"echo\":\"%s\",\"java\":\"%s\",\"jetty\":\"%s\",\"version\":\"%s\"}%n",
                    main.address(), echo.address(), Runtime.version(), Server.getVersion(), MainProcess.VERSION);
            while (System.in.read() >= 0) {
                // Until the end of it.
            }
        }
    }
}
