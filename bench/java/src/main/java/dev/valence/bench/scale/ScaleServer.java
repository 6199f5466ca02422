package dev.valence.bench.scale;

import dev.valence.MainProcess;
import dev.valence.bench.Bench;
import dev.valence.bench.EchoServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * One of the two servers, alone in its virtual machine. It says its port; then, for each line that comes, the bytes of its heap that are in
 * use after a collection. It ends with its input.
 */
public final class ScaleServer {
    private ScaleServer() {}

    /** @param arguments {@code valence} or {@code echo} */
    public static void main(String... arguments) throws IOException {
        if (arguments[0].equals("valence")) {
            Bench bench = new Bench();
            // The rows are the application's: there before anybody counts.
            bench.rows();
            try (MainProcess main =
                    MainProcess.builder().admitAnyone().module("bench", bench).start()) {
                serve(main.address());
            }
        } else {
            try (EchoServer echo = EchoServer.start(Path.of("").toAbsolutePath())) {
                serve(echo.address());
            }
        }
    }

    private static void serve(URI address) throws IOException {
        System.out.println(address.getPort());
        BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
        while (lines.readLine() != null) {
            System.out.println(heapInUse());
        }
    }

    /** More than one collection: what the first one finds dead may have kept other things alive. */
    private static long heapInUse() {
        var memory = ManagementFactory.getMemoryMXBean();
        for (int i = 0; i < 3; i++) {
            memory.gc();
        }
        return memory.getHeapMemoryUsage().getUsed();
    }
}
