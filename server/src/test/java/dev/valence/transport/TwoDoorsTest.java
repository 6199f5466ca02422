package dev.valence.transport;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.valence.MainProcess;
import dev.valence.api.Exposed;
import dev.valence.protocol.Json;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** One session behind both doors: one order, and everything once. */
class TwoDoorsTest {
    private static final String SECRET = "0123456789012345678901";

    /** Has a side effect that can be counted. */
    @Exposed
    public static final class Ledger {
        private final List<String> entries = new ArrayList<>();

        public int add(String entry) {
            entries.add(entry);
            return entries.size();
        }

        public List<String> entries() {
            return entries;
        }

        public void clear() {
            entries.clear();
        }
    }

    private static MainProcess main;
    private static int pages;

    private final String renderer = "page" + ++pages;
    private final HttpDoor http = new HttpDoor(main.address(), renderer + "." + SECRET);
    private long ledger;

    @BeforeAll
    static void start() {
        main = MainProcess.builder()
                .admitAnyone()
                .module("ledger", new Ledger())
                .start();
    }

    @AfterAll
    static void stop() {
        main.close();
    }

    /** Numbers 1 to 3 go by the HTTP door, as those of a page's first script do. */
    @BeforeEach
    void open() {
        read(open(1, false), 0);
        ledger = read("""
                {"jsonrpc":"2.0","id":2,"seq":2,"ack":1,"method":"remote.require","params":["ledger"]}""", 1).at("/0/result/id").asLong();
        read(call(3, "clear", ""), 2);
    }

    private String open(int seq, boolean resume) {
        return """
                {"jsonrpc":"2.0","id":"open",%s"ack":0,"method":"session.open","params":[{"renderer":"%s","secret":"%s"%s}]}""".formatted(
                        seq == 0 ? "" : "\"seq\":" + seq + ",", renderer, SECRET, resume ? ",\"resume\":true" : "");
    }

    private String call(int seq, String method, String argument) {
        return """
                {"jsonrpc":"2.0","id":%d,"seq":%d,"ack":0,"method":"member.call","params":[%d,"%s",[%s]]}""".formatted(seq, seq, ledger, method, argument);
    }

    private JsonNode read(String body, int seen) {
        return Json.of(http.post(body, "Valence-Ack", String.valueOf(seen)).body());
    }

    private SocketDoor attach() {
        SocketDoor socket = new SocketDoor(main.address());
        socket.tell(open(0, true));
        return socket;
    }

    private static JsonNode answer(SocketDoor socket, String id) {
        JsonNode next = socket.next();
        while (!next.path("id").asText().equals(id)) {
            next = socket.next();
        }
        return next;
    }

    @Test
    void aMessageThatOvertookAnotherByTheOtherDoorWaitsForIt() throws Exception {
        try (SocketDoor socket = attach()) {
            answer(socket, "open");
            CompletableFuture<HttpResponse<String>> early =
                    http.begin(call(5, "add", "\"second\""), "Valence-Ack", "99");
            socket.tell(call(4, "add", "\"first\""));

            assertThat(answer(socket, "4").get("result").asInt()).isEqualTo(1);
            assertThat(answer(socket, "5").get("result").asInt()).isEqualTo(2);
            socket.tell(call(6, "entries", ""));
            assertThat(answer(socket, "6").get("result").toString()).isEqualTo("""
                    ["first","second"]""");
            early.cancel(true);
        }
    }

    @Test
    void aMessageThatCameByBothDoorsIsExecutedOnce() {
        try (SocketDoor socket = attach()) {
            answer(socket, "open");
            socket.tell(call(4, "add", "\"once\""));
            JsonNode byHttp = read(call(4, "add", "\"once\""), 4);
            assertThat(byHttp.findValuesAsText("id")).contains("4");
            assertThat(answer(socket, "4").get("result").asInt()).isEqualTo(1);

            socket.tell(call(4, "add", "\"once\""));
            socket.tell(call(5, "entries", ""));
            assertThat(socket.next().get("id").asText())
                    .as("the repeat is not answered again")
                    .isEqualTo("5");
            socket.tell(call(6, "entries", ""));
            assertThat(answer(socket, "6").get("result").toString()).isEqualTo("""
                    ["once"]""");
        }
    }

    @Test
    void anAnswerThatWasLostIsReadAgain() {
        JsonNode first = read(call(4, "add", "\"x\""), 3);
        JsonNode repeated = read(call(4, "add", "\"x\""), 3);

        assertThat((Object) repeated).isEqualTo(first);
        assertThat(first.at("/0/result").asInt()).isEqualTo(1);
    }

    @Test
    void whatWasNotAcknowledgedComesFirstByANewSocket() {
        read(call(4, "add", "\"x\""), 3);
        try (SocketDoor socket = attach()) {
            assertThat(socket.next().get("id").asText())
                    .as("beyond 3, which that request acknowledged")
                    .isEqualTo("4");
            assertThat(socket.next().get("id").asText()).isEqualTo("open");
        }
    }

    @Test
    void bothDoorsSeeOneObjectOfOneId() {
        try (SocketDoor socket = attach()) {
            answer(socket, "open");
            socket.tell("""
                    {"jsonrpc":"2.0","id":"again","method":"remote.require","params":["ledger"]}""");
            JsonNode reference = answer(socket, "again").get("result");

            assertThat(reference.get("id").asLong()).isEqualTo(ledger);
            assertThat(reference.get("n").asInt())
                    .as("handed out for the second time")
                    .isEqualTo(2);
            assertThat(reference.get("class").isIntegralNumber())
                    .as("the class crossed by the other door")
                    .isTrue();
        }
    }

    @Test
    void acknowledgementsOfJavaTellWhatItHasTakenIn() throws Exception {
        try (SocketDoor socket = attach()) {
            answer(socket, "open");
            socket.tell(call(4, "add", "\"x\""));

            assertThat(answer(socket, "4").get("ack").asInt()).isEqualTo(4);
        }
    }
}
