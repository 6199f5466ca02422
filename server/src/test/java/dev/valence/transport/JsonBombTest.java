package dev.valence.transport;

import static org.assertj.core.api.Assertions.assertThat;

import dev.valence.MainProcess;
import dev.valence.api.Exposed;
import dev.valence.protocol.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Messages made to cost Java more than their senders, fifty at a time, against a Java that has little memory. */
class JsonBombTest {
    private static final int BOMBS = 50;
    private static final int MOST_BYTES = 15 << 20;
    private static final String HEAP = "-Xmx192m";
    private static final long GROWTH = 24L << 20;

    @Exposed
    public static final class Module {
        public int size(List<Object> values) {
            return values.size();
        }
    }

    /** A Java program with a server: says where it is, and, for each line of input, how much of its heap is alive. */
    static final class Program {
        private Program() {}

        public static void main(String[] arguments) throws IOException {
            try (MainProcess main =
                    MainProcess.builder().module("module", new Module()).start()) {
                PrintStream out = System.out;
                out.println(main.address());
                BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
                while (in.readLine() != null) {
                    out.println(Heap.used());
                }
            }
        }
    }

    /** What is in one message. */
    enum Bomb {
        /** 28 times its length as a tree. */
        EMPTY_OBJECTS("{},", "[", "{}]"),
        /** The same where the parameters of a call are. */
        ARGUMENTS_OF_EMPTY_LISTS(
                "[],", "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"member.call\",\"params\":[1,\"size\",[", "[]]]}"),
        /** Each is answered. */
        BATCH_OF_NOTHING("1,", "[", "1]"),
        DEEP("[", "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"member.call\",\"params\":[1,\"size\",", ""),
        DUPLICATES("\"a\":1,", "{", "\"b\":1}"),
        TRAILING("{} ", "", "{}"),
        LONG_NUMBER("9", "[", "]"),
        LONG_NAME("x", "{\"", "\":1}"),
        LONG_ID("x", "{\"jsonrpc\":\"2.0\",\"id\":\"", "\",\"method\":\"no.such\"}"),
        LONG_METHOD("x", "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"", "\"}"),
        LONG_STRING("\\u0001", "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"remote.require\",\"params\":[\"", "\"]}"),
        STRINGS(
                "\"a\",",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"member.call\",\"params\":[1,\"size\",[[",
                "\"a\"]]]}");

        private final String repeated;
        private final String head;
        private final String tail;

        Bomb(String repeated, String head, String tail) {
            this.repeated = repeated;
            this.head = head;
            this.tail = tail;
        }

        String text() {
            return head + repeated.repeat(MOST_BYTES / repeated.length()) + tail;
        }
    }

    private Process java;
    private BufferedReader output;
    private URI address;

    @BeforeEach
    void start() throws IOException {
        java = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(),
                        HEAP,
                        "-XX:+ExitOnOutOfMemoryError",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Program.class.getName())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        output = new BufferedReader(new InputStreamReader(java.getInputStream(), StandardCharsets.UTF_8));
        address = URI.create(output.readLine());
    }

    @AfterEach
    void stop() throws Exception {
        java.getOutputStream().close();
        if (!java.waitFor(20, TimeUnit.SECONDS)) {
            java.destroyForcibly();
        }
    }

    private long heap() throws IOException {
        java.getOutputStream().write('\n');
        java.getOutputStream().flush();
        return Long.parseLong(output.readLine());
    }

    @ParameterizedTest
    @EnumSource
    void fiftyAtATimeAreRefusedAndANormalClientIsAnswered(Bomb bomb) throws Exception {
        String text = bomb.text();
        long before = heap();
        AtomicInteger over = new AtomicInteger();
        List<Thread> senders = new ArrayList<>();
        try (RawSocket normal = new RawSocket(address)) {
            for (int i = 0; i < BOMBS; i++) {
                Thread sender = new Thread(() -> {
                    throwAt(text);
                    over.incrementAndGet();
                });
                sender.start();
                senders.add(sender);
            }
            int answers = 0;
            while (over.get() < BOMBS || answers < 100) {
                normal.send("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"remote.global\",\"params\":[\"none\"]}");
                assertThat(Json.of(normal.read()).has("result")).isTrue();
                answers++;
            }
        }
        for (Thread sender : senders) {
            sender.join();
        }
        assertThat(java.isAlive()).as("no OutOfMemoryError").isTrue();
        assertThat(heap() - before).isLessThan(GROWTH);
    }

    /** It is answered by an error, or the socket is closed: anything but silence. */
    private void throwAt(String text) {
        try (RawSocket socket = new RawSocket(address)) {
            socket.send(text);
            socket.read();
        } catch (IOException closed) {
            // Java would not read it to its end.
        }
    }
}
