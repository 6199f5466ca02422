package dev.valence.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.valence.LongRun;
import dev.valence.MainProcess;
import dev.valence.api.Exposed;
import dev.valence.protocol.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Messages made to cost Java more than their senders, fifty at a time, against a Java that has little memory. */
class JsonBombTest {
    private static final int BOMBS = 50;
    private static final int FEW_BYTES = 3 << 20;
    private static final int MOST_BYTES = 15 << 20;

    /** Just below {@link dev.valence.api.Limits#values}: the dearest that Java reads to its end. */
    private static final int MOST_VALUES = 990_000;

    private static final String CALL =
            "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"member.call\",\"params\":[1,\"size\",";
    private static final String HEAP = "-Xmx256m";
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
            try (MainProcess main = MainProcess.builder()
                    .admitAnyone()
                    .module("module", new Module())
                    .start()) {
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
        /** 28 times its length as a tree; refused before there is one. */
        EMPTY_OBJECTS("{},", "[", "{}]", MOST_BYTES / 3),
        /** As many as are read. A batch of them is too long, which is known when the tree is there. */
        EMPTY_OBJECTS_AS_MAY_BE("{},", "[", "{}]", MOST_VALUES / 2),
        /** Read straight into wire values, and executed. */
        STRINGS_AS_MAY_BE("\"a\",", CALL + "[[", "\"a\"]]]}", MOST_VALUES),
        /** Each character is six in JSON, in the error too that repeats it. */
        LONG_STRING(
                "\\u0001",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"remote.require\",\"params\":[\"",
                "\"]}",
                MOST_BYTES / 6),
        LISTS_AS_MAY_BE("[],", CALL + "[[", "[]]]]}", MOST_VALUES / 2),
        /** Each would be answered. */
        BATCH_OF_NOTHING("1,", "[", "1]", MOST_VALUES),
        DEEP("[", CALL, "", FEW_BYTES),
        DUPLICATES("\"a\":1,", "{", "\"b\":1}", FEW_BYTES / 6),
        TRAILING("{} ", "", "{}", FEW_BYTES / 3),
        LONG_NUMBER("9", "[", "]", FEW_BYTES),
        LONG_NAME("x", "{\"", "\":1}", FEW_BYTES),
        LONG_ID("x", "{\"jsonrpc\":\"2.0\",\"id\":\"", "\",\"method\":\"no.such\"}", FEW_BYTES),
        LONG_METHOD("x", "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"", "\"}", FEW_BYTES);

        private final String repeated;
        private final String head;
        private final String tail;
        private final int times;

        Bomb(String repeated, String head, String tail, int times) {
            this.repeated = repeated;
            this.head = head;
            this.tail = tail;
            this.times = times;
        }

        String text() {
            return head + repeated.repeat(times) + tail;
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
                        // What a parser keeps in case it is needed again is no leak.
                        "-XX:SoftRefLRUPolicyMSPerMB=1",
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

    /** The dearest ones each time, all of them in a long run. */
    static Stream<Bomb> bombs() {
        return Stream.of(Bomb.values()).limit(LongRun.either(4, Bomb.values().length));
    }

    @ParameterizedTest
    @MethodSource("bombs")
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
        assertThat(java.isAlive())
                .as("no OutOfMemoryError, in which it would have ended")
                .isTrue();
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(heap() - before).isLessThan(GROWTH));
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
