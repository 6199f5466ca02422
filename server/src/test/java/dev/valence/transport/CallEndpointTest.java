package dev.valence.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.valence.MainProcess;
import dev.valence.api.Exposed;
import dev.valence.api.Limits;
import dev.valence.api.RemoteFunction;
import dev.valence.protocol.Json;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the HTTP endpoint takes, refuses and waits for. */
class CallEndpointTest {
    private static final int MESSAGE_BYTES = 2000;
    private static final String SECRET = "0123456789012345678901";
    private static final String GLOBAL = """
            {"jsonrpc":"2.0","id":2,"method":"remote.global","params":["answer"]}""";

    /** Keeps a function of the page, for Java to call when the test wants it. */
    @Exposed
    public static final class Keeper {
        private final CompletableFuture<RemoteFunction> kept = new CompletableFuture<>();

        public void keep(RemoteFunction function) {
            kept.complete(function);
        }
    }

    private static final Keeper KEEPER = new Keeper();
    private static MainProcess main;
    private static int pages;

    private final String renderer = "r" + ++pages;
    private final String open = """
            {"jsonrpc":"2.0","id":1,"seq":1,"method":"session.open","params":[{"renderer":"%s","secret":"%s"}]}""".formatted(renderer, SECRET);
    private final HttpDoor door = new HttpDoor(main.address(), renderer + "." + SECRET);

    @BeforeAll
    static void start() {
        main = MainProcess.builder()
                .admitAnyone()
                .global("answer", 42)
                .module("keeper", KEEPER)
                .limits(Limits.defaults().withMessageBytes(MESSAGE_BYTES).withSequenceGap(Duration.ofMillis(200)))
                .start();
    }

    @AfterAll
    static void stop() {
        main.close();
    }

    @AfterEach
    void leaveNothing() {
        door.close();
        // The goodbye is a notification: nothing says when it was taken in.
        await().untilAsserted(() -> assertThat(main.holdings().sessions()).isZero());
    }

    @ParameterizedTest
    @CsvSource({
        "application/json, 200",
        "application/json; charset=utf-8, 200",
        "APPLICATION/JSON, 200",
        "text/plain, 415",
        "application/x-www-form-urlencoded, 415",
        "multipart/form-data, 415",
        "application/json-seq, 415",
        "'', 415"
    })
    void onlyJsonIsTaken(String type, int status) {
        String header = type.isEmpty() ? "" : "\nContent-Type: " + type;

        assertThat(RawHttp.send(main.address(), "POST /valence/call HTTP/1.1\nHost: HERE" + header, GLOBAL)
                        .status())
                .isEqualTo(status);
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "PUT", "DELETE", "OPTIONS", "HEAD"})
    void onlyPostIsTaken(String method) {
        RawHttp refused = RawHttp.send(
                main.address(), method + " /valence/call HTTP/1.1\nHost: HERE\nContent-Type: application/json", "");

        assertThat(refused.status()).isEqualTo(405);
        assertThat(refused.header("Allow")).isEqualTo("POST");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Valence-Ack: x", "Valence-Park: -1", "Valence-Wait: 1.5", "Valence-Ack: "})
    void headersThatAreNoNumbersAreABadRequest(String header) {
        assertThat(RawHttp.send(
                                main.address(),
                                "POST /valence/call HTTP/1.1\nHost: HERE\nContent-Type: application/json\n" + header,
                                GLOBAL)
                        .status())
                .isEqualTo(400);
    }

    @Test
    void aBodyMayBeAsLongAsTheLimitAndNoLonger() {
        assertThat(door.post(" ".repeat(MESSAGE_BYTES - open.length()) + open).statusCode())
                .isEqualTo(200);
        assertThat(door.post(" ".repeat(MESSAGE_BYTES - GLOBAL.length() + 1) + GLOBAL)
                        .statusCode())
                .isEqualTo(413);
        assertThat(door.ask(GLOBAL).at("/result").asInt()).isEqualTo(42);
    }

    @Test
    void aBodyOfUnknownLengthEndsAtTheLimitToo() {
        RawHttp refused = RawHttp.send(
                main.address(),
                "POST /valence/call HTTP/1.1\nHost: HERE\nContent-Type: application/json\nTransfer-Encoding: chunked",
                "bb8\r\n" + " ".repeat(3000) + "\r\n0\r\n\r\n");

        assertThat(refused.status()).isEqualTo(413);
    }

    /** Connections are used again; an answer without a body must not end the request after it. */
    @Test
    void answersWithAndWithoutABodyTakeTurnsOnAConnection() {
        door.post(open);
        List<CompletableFuture<Void>> clients = Stream.generate(() -> CompletableFuture.runAsync(() -> {
                    for (int i = 0; i < 300; i++) {
                        assertThat(door.post("""
                                {"jsonrpc":"2.0","method":"page.changed","params":[{"title":"t"}]}""").statusCode()).isEqualTo(204);
                        assertThat(door.post(GLOBAL).statusCode()).isEqualTo(200);
                    }
                }))
                .limit(3)
                .toList();

        clients.forEach(CompletableFuture::join);
    }

    @Test
    void answersAreNotCached() {
        HttpResponse<String> response = new HttpDoor(main.address(), "").post(GLOBAL);

        assertThat(response.headers().firstValue("Cache-Control")).contains("no-store");
        assertThat(response.headers().firstValue("Content-Type")).contains("application/json");
    }

    @Test
    void aRequestWithoutASessionHasOneForItself() {
        assertThat(new HttpDoor(main.address(), "").ask(GLOBAL).at("/result").asInt())
                .isEqualTo(42);
        assertThat(main.holdings().sessions()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"RENDERER.wrong-secret-0123456789", "nobody.0123456789012345678901", "RENDERER", "."})
    void credentialsOfNoSessionAreASessionLost(String pattern) {
        String credentials = pattern.replace("RENDERER", renderer);
        door.post(open);
        JsonNode answer = new HttpDoor(main.address(), credentials).ask(GLOBAL);

        assertThat(answer.at("/error/code").asInt()).isEqualTo(-32011);
        assertThat(answer.at("/error/data/name").asText()).isEqualTo("SessionLostError");
        assertThat(answer.at("/id").asInt()).isEqualTo(2);
        assertThat(new HttpDoor(main.address(), credentials)
                        .post("", "Valence-Park", "0")
                        .body())
                .contains("-32011");
    }

    @Test
    void whoReadsTheOutboxGetsEveryMessageBeyondWhatItHas() {
        JsonNode first = Json.of(door.post(open, "Valence-Ack", "0").body());
        assertThat(first.isArray()).isTrue();
        assertThat(first.at("/0/seq").asInt()).isEqualTo(1);

        JsonNode again = Json.of(door.post("", "Valence-Ack", "0").body());
        assertThat((Object) again).isEqualTo(first);

        JsonNode next = Json.of(door.post(GLOBAL, "Valence-Ack", "1").body());
        assertThat(next).hasSize(1);
        assertThat(next.at("/0/result").asInt()).isEqualTo(42);
        assertThat(next.at("/0/seq").asInt()).isEqualTo(2);
    }

    @Test
    void whatWasReadAndAcknowledgedIsGone() {
        door.post(open, "Valence-Ack", "0");
        door.post(GLOBAL, "Valence-Ack", "1");

        assertThat(Json.of(door.post("", "Valence-Ack", "0").body()).findValuesAsText("seq"))
                .containsExactly("2");
    }

    @Test
    void aWaitWithNothingDueEndsAfterTheTimeThatItAskedFor() {
        door.post(open, "Valence-Ack", "0");
        long begun = System.nanoTime();
        int read = door.post("", "Valence-Ack", "1", "Valence-Wait", "50").statusCode();
        int parked = door.post("", "Valence-Park", "1", "Valence-Wait", "50").statusCode();

        assertThat(read).isEqualTo(204);
        assertThat(parked).isEqualTo(204);
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isGreaterThanOrEqualTo(Duration.ofMillis(100));
    }

    @Test
    void aParkIsAnsweredByAnythingThatIsDueAndLeavesItWhereItIs() throws Exception {
        door.post(open, "Valence-Ack", "0");
        long target = Json.of(door.post("""
                        {"jsonrpc":"2.0","id":3,"method":"remote.require","params":["keeper"]}""", "Valence-Ack", "1").body())
                .at("/0/result/id")
                .asLong();
        door.post("""
                {"jsonrpc":"2.0","id":4,"method":"member.call","params":[%d,"keep",[{"$":"callback","id":1,"n":1,"length":0}]]}""".formatted(target), "Valence-Ack", "2");
        CompletableFuture<HttpResponse<String>> parked = door.begin("", "Valence-Park", "3");
        CompletableFuture<HttpResponse<String>> reading = door.begin("", "Valence-Ack", "3");

        KEEPER.kept.get().call("due");

        assertThat(parked.get(20, TimeUnit.SECONDS).statusCode()).isEqualTo(204);
        assertThat(Json.of(reading.get(20, TimeUnit.SECONDS).body())
                        .at("/0/method")
                        .asText())
                .isEqualTo("callback.call");
        assertThat(door.post("", "Valence-Park", "3").statusCode())
                .as("still due")
                .isEqualTo(204);
    }

    @Test
    void whoeverWaitsIsReleasedWhenTheSessionEnds() throws Exception {
        door.post(open, "Valence-Ack", "0");
        CompletableFuture<HttpResponse<String>> parked = door.begin("", "Valence-Park", "1");
        door.post("""
                {"jsonrpc":"2.0","method":"session.close"}""");

        assertThat(parked.get(20, TimeUnit.SECONDS).statusCode()).isIn(200, 204);
        assertThat(main.holdings().sessions()).isZero();
    }

    @Test
    void aNumberThatCameBeforeIsRefusedWhereTheAnswerCannotBeReadAgain() {
        door.post(open);
        JsonNode again = door.ask(open);

        assertThat(again.at("/error/code").asInt()).isEqualTo(-32010);
        assertThat(again.at("/error/data/name").asText()).isEqualTo("SequenceError");
    }

    @Test
    void aGapIsRefusedToWhoeverAskedAndNotToANotification() {
        door.post(open);
        JsonNode refused = door.ask("""
                [{"jsonrpc":"2.0","id":5,"seq":3,"method":"remote.global","params":["answer"]},
                 {"jsonrpc":"2.0","seq":4,"method":"page.changed","params":[{"title":"t"}]}]""");

        assertThat(refused).hasSize(1);
        assertThat(refused.at("/0/error/code").asInt()).isEqualTo(-32010);
        assertThat(refused.at("/0/id").asInt()).isEqualTo(5);
    }
}
