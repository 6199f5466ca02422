package dev.valence.transport;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.valence.MainProcess;
import dev.valence.api.Exposed;
import dev.valence.protocol.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A main process that is told to end by the system, in the midst of much to do: nothing that it did is unsaid. */
class SigtermTest {
    private static final int SOCKETS = 6;
    private static final int HTTP_CLIENTS = 2;
    /** Requests of one client that are under way at a time. */
    private static final int AHEAD = 8;
    /** Answers that each has before the end. */
    private static final int WARM = 50;
    /** As by every shell: 128 and the number of SIGTERM. */
    private static final int ENDED_BY_SIGTERM = 143;

    @TempDir
    private Path temporary;

    /** Writes down each call before it is answered. */
    @Exposed
    public static final class Ledger {
        private final Writer file;

        Ledger(Path file) throws IOException {
            this.file = Files.newBufferedWriter(file, StandardOpenOption.CREATE_NEW);
        }

        public String note(String call) throws IOException {
            file.write(call + "\n");
            file.flush();
            return call;
        }
    }

    /** A main process without pages, which ends when it is told to. */
    static final class Program {
        private Program() {}

        public static void main(String[] arguments) throws IOException, InterruptedException {
            MainProcess main = MainProcess.builder()
                    .admitAnyone()
                    .module("ledger", new Ledger(Path.of(arguments[0])))
                    .start();
            System.out.println(main.address());
            main.awaitExit();
        }
    }

    /** What one client sent and heard. */
    private record Story(List<String> answered, int closeCode) {}

    private final CountDownLatch warm = new CountDownLatch(SOCKETS + HTTP_CLIENTS);

    @Test
    void whatWasExecutedIsAnsweredAndWhatWasAnsweredWasExecuted() throws Exception {
        Path ledger = temporary.resolve("ledger");
        Process java = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Program.class.getName(),
                        ledger.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        BufferedReader output =
                new BufferedReader(new InputStreamReader(java.getInputStream(), StandardCharsets.UTF_8));
        URI address = URI.create(output.readLine());
        List<CompletableFuture<Story>> sockets = IntStream.range(0, SOCKETS)
                .mapToObj(client -> begin(() -> bySocket(address, "socket " + client)))
                .toList();
        List<CompletableFuture<Story>> requests = IntStream.range(0, HTTP_CLIENTS)
                .mapToObj(client -> begin(() -> byHttp(address, "http " + client)))
                .toList();
        assertThat(warm.await(60, TimeUnit.SECONDS)).as("all are at work").isTrue();

        java.toHandle().destroy();

        assertThat(java.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(java.exitValue()).isEqualTo(ENDED_BY_SIGTERM);
        List<String> answered = new ArrayList<>();
        for (CompletableFuture<Story> socket : sockets) {
            Story story = socket.get(20, TimeUnit.SECONDS);
            assertThat(story.closeCode).isEqualTo(1012);
            answered.addAll(story.answered);
        }
        for (CompletableFuture<Story> request : requests) {
            answered.addAll(request.get(20, TimeUnit.SECONDS).answered);
        }
        assertThat(answered).containsExactlyInAnyOrderElementsOf(Files.readAllLines(ledger));
    }

    private static CompletableFuture<Story> begin(Callable<Story> client) {
        CompletableFuture<Story> story = new CompletableFuture<>();
        new Thread(() -> {
                    try {
                        story.complete(client.call());
                    } catch (Exception | AssertionError e) {
                        story.completeExceptionally(e);
                    }
                })
                .start();
        return story;
    }

    private static long module(Door door) {
        return door.ask("""
                {"jsonrpc":"2.0","id":1,"method":"remote.require","params":["ledger"]}""").at("/result/id").asLong();
    }

    private static String note(long ledger, String call) {
        return """
                {"jsonrpc":"2.0","id":"%s","method":"member.call","params":[%d,"note",["%s"]]}""".formatted(call, ledger, call);
    }

    /** Asks until it is refused, and then hears all that was under way. */
    private Story bySocket(URI address, String name) {
        SocketDoor door = new SocketDoor(address);
        long ledger = module(door);
        List<String> answered = new ArrayList<>();
        int sent = 0;
        int heard = 0;
        boolean isRefused = false;
        while (!isRefused || heard < sent) {
            while (!isRefused && sent < heard + AHEAD) {
                door.tell(note(ledger, name + ", call " + ++sent));
            }
            JsonNode answer = door.next();
            heard++;
            if (answer.has("result")) {
                answered.add(answer.get("result").asText());
            } else {
                assertThat(answer.at("/error/message").asText()).contains("was not executed");
                isRefused = true;
            }
            if (heard == WARM) {
                warm.countDown();
            }
        }
        return new Story(answered, door.closeCode());
    }

    /** Asks until it is refused, or nobody is there. */
    private Story byHttp(URI address, String name) {
        HttpDoor door = HttpDoor.open(address, name.replace(' ', '-'));
        long ledger = module(door);
        List<String> answered = new ArrayList<>();
        for (int sent = 1; ; sent++) {
            HttpResponse<String> response;
            try {
                response = door.post(note(ledger, name + ", call " + sent));
            } catch (UncheckedIOException gone) {
                return new Story(answered, 0);
            }
            if (response.statusCode() != 200 || !response.body().contains("\"result\"")) {
                return new Story(answered, 0);
            }
            answered.add(Json.of(response.body()).get("result").asText());
            if (sent == WARM) {
                warm.countDown();
            }
        }
    }
}
