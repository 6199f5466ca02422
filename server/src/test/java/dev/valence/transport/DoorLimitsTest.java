package dev.valence.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.valence.MainProcess;
import dev.valence.api.Exposed;
import dev.valence.api.Limits;
import dev.valence.protocol.Json;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What one session, and all clients together, may have under way at both doors. */
class DoorLimitsTest {
    private static final String SECRET = "0123456789012345678901";
    private static final int REQUESTS = 3;
    private static final int INCOMING = 1 << 20;
    private static final int OBJECTS = 20;

    private static final int LONG_ANSWER = 12 << 20;

    @Exposed
    public static final class Texts {
        public String text(int length) {
            return "x".repeat(length);
        }

        public Texts another() {
            return new Texts();
        }
    }

    private final MainProcess main = MainProcess.builder()
            .admitAnyone()
            .global("answer", 42)
            .module("texts", new Texts())
            .limits(Limits.defaults()
                    .withHttpRequests(REQUESTS)
                    .withIncomingBytes(INCOMING)
                    .withObjects(OBJECTS))
            .start();

    @AfterEach
    void stop() {
        main.close();
    }

    private SocketDoor open(String renderer) {
        SocketDoor door = new SocketDoor(main.address());
        door.tell("""
                {"jsonrpc":"2.0","id":1,"method":"session.open","params":[{"renderer":"%s","secret":"%s"}]}""".formatted(renderer, SECRET));
        door.nextText();
        return door;
    }

    @Test
    void aPageHasSoManyHttpRequestsUnderWayAndTheNextIs429() {
        SocketDoor page = open("page");
        HttpDoor door = new HttpDoor(main.address(), "page." + SECRET);
        List<CompletableFuture<Integer>> parked = new ArrayList<>();
        for (int i = 0; i < REQUESTS; i++) {
            parked.add(door.park(1_000));
        }
        // One of the four came when three were there already, whichever.
        CompletableFuture<Integer> fourth = door.park(1_000);
        List<CompletableFuture<Integer>> all = new ArrayList<>(parked);
        all.add(fourth);
        assertThat(CompletableFuture.anyOf(all.toArray(CompletableFuture[]::new))
                        .join())
                .isEqualTo(429);

        open("other");
        HttpDoor others = new HttpDoor(main.address(), "other." + SECRET);
        assertThat(others.park(0).join()).isEqualTo(204);
        page.close();
        assertThat(all.stream().map(CompletableFuture::join).toList())
                .containsOnlyOnce(429)
                .contains(204);
    }

    @Test
    void aPageHasSoManySocketsByWhichItOnlySends() {
        open("page");
        String join = """
                {"jsonrpc":"2.0","method":"session.join","params":["page.%s"]}""".formatted(SECRET);
        List<SocketDoor> further = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            SocketDoor door = new SocketDoor(main.address());
            door.tell(join);
            // Its own answer comes by the page's first socket; this one says that it is open by staying so.
            further.add(door);
        }
        HttpDoor http = new HttpDoor(main.address(), "page." + SECRET);
        assertThat(http.exchange("""
                {"jsonrpc":"2.0","id":1,"method":"remote.global","params":["answer"]}""")).hasSize(1);
        List<SocketDoor> tooMany = new ArrayList<>(further);
        SocketDoor fifth = new SocketDoor(main.address());
        fifth.tell(join);
        tooMany.add(fifth);
        assertThat(CompletableFuture.anyOf(tooMany.stream()
                                .map(each -> CompletableFuture.supplyAsync(each::closeCode))
                                .toArray(CompletableFuture[]::new))
                        .join())
                .isEqualTo(1008);
    }

    @Test
    void aPageHoldsSoManyObjects() {
        SocketDoor page = open("page");
        SocketDoor other = open("other");
        String texts = """
                {"jsonrpc":"2.0","id":1,"method":"remote.require","params":["texts"]}""";
        String another = """
                {"jsonrpc":"2.0","id":2,"method":"member.call","params":[%d,"another",[]]}""".formatted(page.ask(texts).at("/result/id").asLong());
        long last = 0;
        // With the module came its class.
        for (int held = main.holdings().objects(); held < OBJECTS; held++) {
            last = page.ask(another).at("/result/id").asLong();
        }
        assertThat(last).isPositive();
        assertThat(main.holdings().objects()).isEqualTo(OBJECTS);
        JsonNode refused = page.ask(another).get("error");
        assertThat(refused.get("code").asInt()).isEqualTo(-32012);
        assertThat(refused.get("message").asText()).contains("(Limits.objects)");
        assertThat(other.ask(texts).has("result")).as("another page").isTrue();

        page.tell("""
                {"jsonrpc":"2.0","method":"reference.release","params":[[[%d,1]]]}""".formatted(last));
        assertThat(page.ask(another).has("result")).isTrue();
    }

    @Test
    void longMessagesThatAreNotWholeTakeNoMoreThanTheyMay() throws Exception {
        try (RawSocket greedy = new RawSocket(main.address());
                RawSocket modest = new RawSocket(main.address())) {
            greedy.begin("\"" + "x".repeat(INCOMING / 2));
            modest.begin("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"remote.global\",");
            greedy.goOn("x".repeat(INCOMING), false);
            assertThat(greedy.read()).isEmpty();
            assertThat(greedy.closeReason()).startsWith("1013").contains("(Limits.incomingBytes)");

            modest.goOn(" ".repeat(10_000) + "\"params\":[\"answer\"]}", true);
            assertThat(Json.of(modest.read()).get("result").asInt()).isEqualTo(42);
        }
        // What they took is given back.
        try (RawSocket next = new RawSocket(main.address())) {
            next.send("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"remote.global\",\"params\":[\"%s\"]}"
                    .formatted("x".repeat(INCOMING)));
            assertThat(Json.of(next.read()).get("result").get("$").asText()).isEqualTo("undefined");
        }
    }

    @Test
    void aLongRequestThatThereIsNoRoomForIs503() {
        String head = "POST /valence/call HTTP/1.1\nHost: HERE\nContent-Type: application/json";
        String global = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"remote.global\",\"params\":[\"%s\"]}";
        RawHttp fits = RawHttp.send(main.address(), head, global.formatted("x".repeat(INCOMING)));
        RawHttp tooLong = RawHttp.send(main.address(), head, global.formatted("x".repeat(INCOMING + 70_000)));

        assertThat(fits.status()).isEqualTo(200);
        assertThat(tooLong.status()).isEqualTo(503);
    }

    @Test
    void whatIsOnlySaidOfTheLengthOfARequestTakesNothingFromOthers() throws IOException {
        String head = "POST /valence/call HTTP/1.1\nHost: HERE\nContent-Type: application/json";
        String global = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"remote.global\",\"params\":[\"%s\"]}";
        try (Socket boastful = begin(head + "\nContent-Length: " + 8 * INCOMING)) {
            boastful.getOutputStream().write('{');
            assertThat(RawHttp.send(main.address(), head, global.formatted("x".repeat(INCOMING)))
                            .status())
                    .isEqualTo(200);
        }
    }

    @Test
    void aRequestIsUnderWayUntilItsAnswerIsRead() throws IOException {
        HttpDoor door = HttpDoor.open(main.address(), "page");
        long texts = door.ask("""
                        {"jsonrpc":"2.0","id":1,"method":"remote.require","params":["texts"]}""").at("/result/id").asLong();
        door.post("""
                {"jsonrpc":"2.0","id":2,"method":"member.call","params":[%d,"text",[%d]]}""".formatted(texts, LONG_ANSWER), "Valence-Ack", "0");
        List<Socket> unread = new ArrayList<>();
        for (int i = 0; i < REQUESTS; i++) {
            unread.add(begin("""
                    POST /valence/call HTTP/1.1
                    Host: HERE
                    Content-Type: application/json
                    Valence-Session: page.a-secret-of-enough-characters
                    Valence-Ack: 0
                    Content-Length: 0"""));
        }
        await().until(() -> door.post("", "Valence-Park", "0").statusCode() == 429);
        for (Socket each : unread) {
            each.close();
        }
        await().until(() -> door.post("", "Valence-Park", "0").statusCode() == 204);
    }

    @Test
    void oneAnswerBringsAsManyMessagesAsMakeAMegabyte() {
        HttpDoor door = HttpDoor.open(main.address(), "page");
        long texts = door.ask("""
                        {"jsonrpc":"2.0","id":1,"method":"remote.require","params":["texts"]}""").at("/result/id").asLong();
        String call = """
                {"jsonrpc":"2.0","id":2,"method":"member.call","params":[%d,"text",[400000]]}""".formatted(texts);
        for (int i = 0; i < 5; i++) {
            door.post(call, "Valence-Ack", "0");
        }
        List<Integer> lengths = new ArrayList<>();
        String seen = "0";
        for (String read = door.post("", "Valence-Ack", seen).body();
                !read.isEmpty();
                read = door.post("", "Valence-Ack", seen, "Valence-Wait", "1").body()) {
            JsonNode messages = Json.of(read);
            lengths.add(messages.size());
            seen = messages.get(messages.size() - 1).get("seq").asText();
        }
        assertThat(lengths).containsExactly(2, 2, 1);
    }

    /** Sends the head of a request, and reads nothing. */
    private Socket begin(String head) throws IOException {
        Socket socket = new Socket();
        socket.setReceiveBufferSize(4096);
        socket.connect(
                new InetSocketAddress(main.address().getHost(), main.address().getPort()));
        String request = head.replace("HERE", main.address().getAuthority()).replace("\n", "\r\n") + "\r\n\r\n";
        socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
        return socket;
    }
}
