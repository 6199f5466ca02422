package dev.valence.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.valence.LogLines;
import dev.valence.MainProcess;
import dev.valence.api.Limits;
import dev.valence.protocol.Json;
import java.net.URI;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A process of this machine that has no launch token, and what one that has it may do. */
class AdmissionTest {
    private static final int NOT_ADMITTED = -32015;
    private static final String SECRET = "0123456789012345678901";
    private static final String REQUEST = """
            {"jsonrpc":"2.0","id":1,"method":"remote.global","params":["x"]}""";

    private static MainProcess main;

    @BeforeAll
    static void start() {
        main = MainProcess.builder().global("x", 5).start();
    }

    @AfterAll
    static void stop() {
        main.close();
    }

    private static String open(String renderer, String more) {
        return """
                {"jsonrpc":"2.0","id":"open","method":"session.open","params":[{"renderer":"%s","secret":"%s"%s}]}""".formatted(renderer, SECRET, more);
    }

    private static HttpResponse<String> post(String body, String... headers) {
        try (HttpDoor door = new HttpDoor(main.address(), "")) {
            return door.post(body, headers);
        }
    }

    private static String bearer(String token) {
        return "Bearer " + token;
    }

    private static void assertRefused(JsonNode answer) {
        assertThat(answer.at("/error/code").asInt()).as(answer.toString()).isEqualTo(NOT_ADMITTED);
        assertThat(answer.at("/error/data/name").asText()).isEqualTo("NotAdmittedError");
        assertThat(answer.at("/error/message").asText())
                .contains("MainProcess.launchAddress(page)", "Authorization: Bearer");
    }

    @Test
    void withoutATokenTheCallDoorIsShut() {
        for (String body : new String[] {REQUEST, open("thief", ""), open("thief", ",\"token\":\"guessed\"")}) {
            HttpResponse<String> answer = post(body);
            assertThat(answer.statusCode()).isEqualTo(401);
            assertThat(answer.headers().firstValue("WWW-Authenticate")).contains("Bearer");
            assertRefused(Json.of(answer.body()));
        }
        assertThat(main.holdings().sessions()).isZero();
    }

    @Test
    void withoutATokenTheSocketDoorIsShut() {
        try (SocketDoor socket = new SocketDoor(main.address())) {
            socket.tell(REQUEST);
            assertRefused(socket.next());
            socket.tell(open("thief", ""));
            assertRefused(socket.next());
        }
        assertThat(main.holdings().sessions()).isZero();
    }

    @Test
    void aTokenOpensOneSessionByEitherDoorAndNoOther() {
        String token = main.launchToken();
        try (SocketDoor socket = new SocketDoor(main.address());
                SocketDoor thief = new SocketDoor(main.address())) {
            String page = open("page", ",\"token\":\"" + token + "\"");
            assertThat(post(page).statusCode()).isEqualTo(200);
            socket.tell(page);
            assertThat(socket.next().at("/result/renderer").asText())
                    .as("the same page by its other door")
                    .isEqualTo("page");
            thief.tell(open("thief", ",\"token\":\"" + token + "\""));
            assertRefused(thief.next());
            assertThat(main.holdings().sessions()).isEqualTo(1);
            socket.tell("""
                    {"jsonrpc":"2.0","method":"session.close"}""");
        }
        await().until(() -> main.holdings().sessions() == 0);
    }

    @Test
    void whatTheFirstSessionIsAnsweredOpensTheNextOnes() {
        JsonNode opened = Json.of(post(open("first", ""), "Authorization", bearer(main.launchToken()))
                .body());
        String admission = opened.at("/result/admission").asText();
        assertThat(admission).hasSize(43);

        assertThat(Json.of(post(REQUEST, "Authorization", bearer(admission)).body())
                        .get("result")
                        .asInt())
                .isEqualTo(5);
        HttpResponse<String> second = post(open("second", ",\"admission\":\"" + admission + "\""));
        assertThat(second.statusCode()).isEqualTo(200);
        for (String renderer : new String[] {"first", "second"}) {
            new HttpDoor(main.address(), renderer + "." + SECRET).close();
        }
    }

    @Test
    void anAdmissionOfAnotherOriginIsNone() {
        JsonNode opened = Json.of(post(open("of-none", ""), "Authorization", bearer(main.launchToken()))
                .body());
        String admission = opened.at("/result/admission").asText();
        String body = open("of-another", ",\"admission\":\"" + admission + "\"");

        RawHttp answer = RawHttp.send(
                main.address(),
                "POST /valence/call HTTP/1.1\nHost: HERE\nOrigin: http://HERE\nContent-Type: application/json",
                body);
        assertThat(answer.status()).isEqualTo(401);
        new HttpDoor(main.address(), "of-none." + SECRET).close();
    }

    @Test
    void aClientThatIsNoBrowserShowsItsTokenInTheHandshake() {
        WebSocket.Builder builder =
                SocketDoor.HTTP.newWebSocketBuilder().header("Authorization", bearer(main.launchToken()));
        try (SocketDoor socket = new SocketDoor(main.address(), builder)) {
            assertThat(socket.ask(REQUEST).get("result").asInt()).isEqualTo(5);
        }
    }

    @Test
    void noSecretIsLoggedAtAnyLevel() {
        String token = main.launchToken();
        String spent = main.launchToken();
        try (LogLines log = LogLines.ofValence()) {
            JsonNode opened =
                    Json.of(post(open("logged", ",\"token\":\"" + token + "\"")).body());
            String admission = opened.at("/result/admission").asText();
            post(open("other", ",\"admission\":\"" + admission + "\""), "Authorization", bearer(spent));
            post(open("thief", ",\"token\":\"" + token + "\""));
            post("{\"token\":\"" + token + "\"");
            for (String renderer : new String[] {"logged", "other"}) {
                new HttpDoor(main.address(), renderer + "." + SECRET).close();
            }
            assertThat(log.withStacks())
                    .noneMatch(line -> line.contains(token)
                            || line.contains(spent)
                            || line.contains(admission)
                            || line.contains(SECRET));
        }
    }

    @Test
    void aTokenThatIsTooOldIsRefused() throws Exception {
        Limits limits = Limits.defaults().withLaunchToken(Duration.ZERO);
        try (MainProcess strict = MainProcess.builder().limits(limits).start();
                HttpDoor door = new HttpDoor(strict.address(), "")) {
            assertThat(door.post(REQUEST, "Authorization", bearer(strict.launchToken()))
                            .statusCode())
                    .isEqualTo(401);
        }
    }

    @Test
    void aLaunchAddressHasItsTokenWhereNoServerSeesIt() {
        URI plain = main.launchAddress("index.html");
        URI section = main.launchAddress("index.html?q=1#part");
        assertThat(plain.toString()).matches("\\Q" + main.address() + "\\Eindex\\.html#valence=[\\w-]{43}");
        assertThat(section.toString())
                .matches("\\Q" + main.address() + "\\Eindex\\.html\\?q=1#part&valence=[\\w-]{43}");
    }

    @Test
    void whereAnyoneIsAdmittedNobodyIsToldOfAdmissions() {
        try (MainProcess open = MainProcess.builder().admitAnyone().start();
                SocketDoor socket = new SocketDoor(open.address())) {
            JsonNode opened = socket.ask(open("page", ""));
            assertThat(opened.at("/result/renderer").asText()).isEqualTo("page");
            assertThat(opened.get("result").has("admission")).isFalse();
        }
    }
}
