package dev.valence.transport;

import static org.assertj.core.api.Assertions.assertThat;

import dev.valence.MainProcess;
import dev.valence.api.Limits;
import dev.valence.protocol.Json;
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

    private final MainProcess main = MainProcess.builder()
            .admitAnyone()
            .global("answer", 42)
            .limits(Limits.defaults().withHttpRequests(REQUESTS).withIncomingBytes(INCOMING))
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
}
