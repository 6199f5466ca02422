package dev.valence.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.valence.LongRun;
import dev.valence.MainProcess;
import dev.valence.api.Exposed;
import dev.valence.protocol.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
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

    /** A call of so many may wait for its turn where there is as little heap as here. */
    private static final int RUN_VALUES = MOST_VALUES / 5;

    private static final String CALL =
            "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"member.call\",\"params\":[MODULE,\"size\",";
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

    /** Java has as much of messages that are not read yet as it may (1013). The client may try again; nothing was made of this one. */
    private static final String BUSY = "closed by 1013";

    private static final String MALFORMED = "error -32700";
    private static final String NO_METHOD = "error -32601";
    private static final String LIMIT = "error -32012";

    /** What is in one message, and what comes of it where there is room for it. */
    enum Bomb {
        /** 28 times its length as a tree; refused before there is one. */
        EMPTY_OBJECTS("{},", "[", "{}]", MOST_BYTES / 3, LIMIT),
        /** As many as are read. A batch of them is too long, which is known when the tree is there. */
        EMPTY_OBJECTS_AS_MAY_BE("{},", "[", "{}]", MOST_VALUES / 2, LIMIT),
        /** Read straight into wire values, and executed, unless what waits for that is too much. */
        STRINGS_AS_MAY_BE("\"a\",", CALL + "[[", "\"a\"]]]}", RUN_VALUES, "result " + (RUN_VALUES + 1), LIMIT),
        /** Each character is six in JSON, in the error too that repeats it. */
        LONG_STRING(
                "\\u0001",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"remote.require\",\"params\":[\"",
                "\"]}",
                MOST_BYTES / 6,
                "error -32001"),
        /** Read, and refused: to wait for its turn it takes more room than there is. */
        LISTS_AS_MAY_BE("[],", CALL + "[[", "[]]]]}", MOST_VALUES / 2, LIMIT),
        /** Each would be answered. */
        BATCH_OF_NOTHING("1,", "[", "1]", MOST_VALUES, LIMIT),
        DEEP("[", CALL, "", MOST_VALUES, MALFORMED),
        DUPLICATES("\"a\":1,", "{", "\"b\":1}", MOST_VALUES / 2, MALFORMED),
        TRAILING("{} ", "", "{}", MOST_VALUES, MALFORMED),
        LONG_NUMBER("9", "[", "]", FEW_BYTES, MALFORMED),
        LONG_NAME("x", "{\"", "\":1}", FEW_BYTES, MALFORMED),
        LONG_ID("x", "{\"jsonrpc\":\"2.0\",\"id\":\"", "\",\"method\":\"no.such\"}", FEW_BYTES, NO_METHOD),
        LONG_METHOD("x", "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"", "\"}", FEW_BYTES, NO_METHOD);

        private final String repeated;
        private final String head;
        private final String tail;
        private final int times;
        private final String outcome;
        private final List<String> allowed;

        /** @param more what may come of it besides, where many come */
        Bomb(String repeated, String head, String tail, int times, String outcome, String... more) {
            this.repeated = repeated;
            this.head = head;
            this.tail = tail;
            this.times = times;
            this.outcome = outcome;
            this.allowed = new ArrayList<>(List.of(more));
            allowed.addAll(List.of(outcome, BUSY));
        }

        /** How it begins in a session that has the module by this id. */
        String head(long module) {
            return head.replace("MODULE", String.valueOf(module));
        }

        /** The rest, which is the same in every session. */
        String rest() {
            return repeated.repeat(times) + tail;
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
        return Stream.of(Bomb.values()).limit(LongRun.either(Bomb.DEEP.ordinal() + 1, Bomb.values().length));
    }

    @ParameterizedTest
    @MethodSource("bombs")
    void fiftyAtATimeAreRefusedAndANormalClientIsAnswered(Bomb bomb) throws Exception {
        ByteBuffer rest = RawSocket.lastFrameOf(bomb.rest());
        long before = heap();
        ExecutorService senders = Executors.newFixedThreadPool(BOMBS);
        List<Future<String>> outcomes = Stream.generate(() -> senders.submit(() -> outcomeOf(bomb, rest)))
                .limit(BOMBS)
                .toList();
        try (RawSocket normal = new RawSocket(address)) {
            int answers = 0;
            while (answers < 100 || !outcomes.stream().allMatch(Future::isDone)) {
                normal.send("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"remote.global\",\"params\":[\"none\"]}");
                String answer = normal.read();
                assertThat(Json.of(answer).has("result"))
                        .as("answer %s is %s; closed by %s", answers, answer, normal.closeReason())
                        .isTrue();
                answers++;
            }
        } finally {
            senders.shutdown();
        }
        List<String> all = new ArrayList<>();
        for (Future<String> outcome : outcomes) {
            all.add(outcome.get());
        }
        assertThat(all).contains(bomb.outcome).isSubsetOf(bomb.allowed);
        assertThat(java.isAlive())
                .as("no OutOfMemoryError, in which it would have ended")
                .isTrue();
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(heap() - before).isLessThan(GROWTH));
    }

    /** What Java makes of a bomb, in a few characters. */
    private String outcomeOf(Bomb bomb, ByteBuffer rest) throws IOException {
        try (RawSocket socket = new RawSocket(address)) {
            socket.send("{\"jsonrpc\":\"2.0\",\"id\":0,\"method\":\"remote.require\",\"params\":[\"module\"]}");
            socket.begin(bomb.head(Json.of(socket.read()).at("/result/id").asLong()));
            try {
                socket.send(rest);
            } catch (IOException cut) {
                // What Java said before has come all the same.
            }
            String answer = socket.read();
            if (answer.isEmpty()) {
                return "closed by " + socket.closeReason().split(" ")[0];
            }
            JsonNode message = Json.of(answer);
            return message.has("error") ? "error " + message.at("/error/code") : "result " + message.path("result");
        }
    }
}
