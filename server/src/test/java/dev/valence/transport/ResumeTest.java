package dev.valence.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.valence.MainProcess;
import dev.valence.api.Exposed;
import dev.valence.api.Limits;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How sessions begin, break, come back and end. */
class ResumeTest {
    private static final String SECRET = "0123456789012345678901";
    private static final Duration GRACE = Duration.ofMillis(300);
    private static final int MESSAGE_BYTES = 3000;

    /** Remembers, so that a page can see that its object is the same. */
    @Exposed
    public static final class Counter {
        private int value;

        public int next() {
            return ++value;
        }

        public Counter fresh() {
            return new Counter();
        }
    }

    private static MainProcess main;
    private static int pages;

    private final String renderer = "page" + ++pages;

    @BeforeAll
    static void start() {
        main = MainProcess.builder()
                .admitAnyone()
                .module("counter", new Counter())
                .limits(Limits.defaults().withMessageBytes(MESSAGE_BYTES).withGoneGrace(GRACE))
                .start();
    }

    @AfterAll
    static void stop() {
        main.close();
    }

    @AfterEach
    void leaveNothing() {
        new HttpDoor(main.address(), renderer + "." + SECRET).close();
        awaitSessions(0);
        assertThat(main.holdings().objects()).isZero();
    }

    private static void awaitSessions(int count) {
        await().untilAsserted(() -> assertThat(main.holdings().sessions()).isEqualTo(count));
    }

    private String open(String more) {
        return """
                {"jsonrpc":"2.0","id":"open","method":"session.open","params":[{"renderer":"%s","secret":"%s"%s}]}""".formatted(renderer, SECRET, more);
    }

    private SocketDoor connect() {
        SocketDoor socket = new SocketDoor(main.address());
        assertThat(socket.ask(open("")).at("/result/renderer").asText()).isEqualTo(renderer);
        return socket;
    }

    private static long fresh(SocketDoor socket) {
        long counter = socket.ask("""
                {"jsonrpc":"2.0","id":1,"method":"remote.require","params":["counter"]}""").at("/result/id").asLong();
        return socket.ask("""
                {"jsonrpc":"2.0","id":2,"method":"member.call","params":[%d,"fresh",[]]}""".formatted(counter)).at("/result/id").asLong();
    }

    private static int next(SocketDoor socket, long counter) {
        return socket.ask("""
                {"jsonrpc":"2.0","id":3,"method":"member.call","params":[%d,"next",[]]}""".formatted(counter)).get("result").asInt();
    }

    @Test
    void openingAgainIsTheSameSession() {
        try (SocketDoor socket = connect()) {
            long counter = fresh(socket);
            next(socket, counter);

            assertThat(socket.ask(open("")).at("/result/renderer").asText()).isEqualTo(renderer);
            assertThat(next(socket, counter)).isEqualTo(2);
            assertThat(main.holdings().sessions()).isEqualTo(1);
        }
    }

    @Test
    void whoeverOpensIsToldWhatItHasToKnow() {
        try (SocketDoor socket = connect()) {
            JsonNode opened = socket.ask(open("")).get("result");

            assertThat(opened.get("version").asText()).isEqualTo(MainProcess.VERSION);
            assertThat(opened.get("builtins").toString()).contains("\"app\"", "\"BrowserWindow\"");
            assertThat(opened.at("/limits/messageBytes").asInt()).isEqualTo(MESSAGE_BYTES);
            assertThat(opened.at("/limits/depth").asInt()).isEqualTo(64);
            assertThat(opened.at("/limits/deadline").asInt()).isEqualTo(30_000);
            assertThat(opened.has("secret")).as("the page's own secret").isFalse();
        }
    }

    @Test
    void aWrongSecretOpensNothing() {
        try (SocketDoor socket = connect();
                SocketDoor thief = new SocketDoor(main.address())) {
            thief.tell(open("").replace(SECRET, "guessed-0123456789012345"));
            JsonNode refused = thief.next();

            assertThat(refused.at("/error/code").asInt()).isEqualTo(-32011);
            assertThat(refused.at("/error/data/name").asText()).isEqualTo("SessionLostError");
            assertThat(refused.get("id").asText()).isEqualTo("open");
            assertThat(next(socket, fresh(socket)))
                    .as("the page itself goes on")
                    .isEqualTo(1);
        }
    }

    @Test
    void aShortSecretIsRefused() {
        try (SocketDoor socket = new SocketDoor(main.address())) {
            socket.tell(open("").replace(SECRET, "short"));

            assertThat(socket.next().at("/error/code").asInt()).isEqualTo(-32602);
        }
    }

    @Test
    void resumingWhatIsNotThereIsASessionLostAndTheSocketMayBeginAnew() {
        try (SocketDoor socket = new SocketDoor(main.address())) {
            socket.tell(open(",\"resume\":true"));
            JsonNode refused = socket.next();
            assertThat(refused.at("/error/code").asInt()).isEqualTo(-32011);
            assertThat(refused.at("/error/message").asText()).contains("Reload the page");

            assertThat(socket.ask(open("")).at("/result/renderer").asText()).isEqualTo(renderer);
        }
    }

    /** A page sends all that it waits for before it hears that its session is lost. */
    @Test
    void whatFollowsARefusedResumeIsRefusedTooAndOpensNothing() {
        String require = """
                {"jsonrpc":"2.0","id":%d,"method":"remote.require","params":["counter"]}""";
        try (SocketDoor socket = new SocketDoor(main.address())) {
            socket.tell(open(",\"resume\":true"));
            socket.tell(require.formatted(7));
            socket.tell("[" + require.formatted(8) + "," + require.formatted(9) + "]");
            socket.tell("""
                    {"jsonrpc":"2.0","method":"session.alive"}""");

            assertThat(socket.next().get("id").asText()).isEqualTo("open");
            for (int id = 7; id <= 9; id++) {
                JsonNode refused = socket.next();
                assertThat(refused.get("id").asInt()).isEqualTo(id);
                assertThat(refused.at("/error/code").asInt()).isEqualTo(-32011);
                assertThat(refused.has("seq")).as("outside of any order").isFalse();
            }
            assertThat(socket.ask(open("")).at("/result/renderer").asText()).isEqualTo(renderer);
            assertThat(main.holdings().sessions()).isEqualTo(1);
        }
    }

    @Test
    void whatFollowsARefusedJoinOpensNothing() {
        try (SocketDoor socket = new SocketDoor(main.address())) {
            socket.tell("""
                    {"jsonrpc":"2.0","method":"session.join","params":["%s.%s"]}""".formatted(renderer, SECRET));
            socket.tell("""
                    {"jsonrpc":"2.0","id":7,"method":"remote.require","params":["counter"]}""");

            assertThat(socket.closeCode()).isEqualTo(1008);
            assertThat(main.holdings().sessions()).isZero();
        }
    }

    @Test
    void aSocketThatSaysNothingOfItselfHasASessionThatEndsWithIt() {
        SocketDoor socket = new SocketDoor(main.address());
        JsonNode opened = socket.ask("""
                {"jsonrpc":"2.0","id":1,"method":"session.open"}""").get("result");
        assertThat(opened.get("secret").asText()).hasSizeGreaterThanOrEqualTo(22);
        fresh(socket);
        assertThat(main.holdings().objects()).isPositive();

        socket.abort();

        awaitSessions(0);
    }

    /** 1001 is what a browser says for a reload and for a closed tab. */
    @Test
    void aPageThatWentAwayIsGoneAfterTheGrace() {
        SocketDoor socket = connect();
        fresh(socket);
        socket.goAway();
        assertThat(socket.closeCode()).isEqualTo(1001);

        awaitSessions(0);
        try (SocketDoor late = new SocketDoor(main.address())) {
            late.tell(open(",\"resume\":true"));
            assertThat(late.next().at("/error/code").asInt()).isEqualTo(-32011);
        }
    }

    @Test
    void aPageWhoseNetworkFailedFindsEverythingAsItWas() {
        SocketDoor lost = connect();
        long counter = fresh(lost);
        next(lost, counter);
        lost.abort();

        try (SocketDoor socket = new SocketDoor(main.address())) {
            assertThat(socket.ask(open(",\"resume\":true")).has("result")).isTrue();
            assertThat(next(socket, counter)).isEqualTo(2);
        }
    }

    @Test
    void aPageThatHibernatesFindsEverythingAsItWasAfterTheGrace() {
        SocketDoor left = connect();
        long counter = fresh(left);
        next(left, counter);
        left.hibernate();
        assertThat(left.closeCode()).isEqualTo(4001);

        await().during(GRACE.multipliedBy(2))
                .atMost(GRACE.multipliedBy(10))
                .until(() -> main.holdings().sessions() == 1);
        try (SocketDoor socket = new SocketDoor(main.address())) {
            assertThat(socket.ask(open(",\"resume\":true")).has("result")).isTrue();
            assertThat(next(socket, counter)).isEqualTo(2);
        }
    }

    @Test
    void aPageThatSaysByHttpThatItHibernatesLosesItsSocketAndNothingElse() {
        SocketDoor left = connect();
        long counter = fresh(left);
        next(left, counter);
        new HttpDoor(main.address(), renderer + "." + SECRET).exchange("""
                {"jsonrpc":"2.0","method":"session.hibernate"}""");
        assertThat(left.closeCode()).isEqualTo(4001);

        try (SocketDoor socket = new SocketDoor(main.address())) {
            assertThat(socket.ask(open(",\"resume\":true")).has("result")).isTrue();
            assertThat(next(socket, counter)).isEqualTo(2);
        }
    }

    @Test
    void aNewerSocketTakesThePlaceOfTheOlder() {
        try (SocketDoor older = connect();
                SocketDoor newer = connect()) {
            assertThat(older.closeCode()).isEqualTo(1000);
            assertThat(next(newer, fresh(newer))).isEqualTo(1);
        }
    }

    @Test
    void aGoodbyeEndsTheSessionAndClosesItsSocket() {
        try (SocketDoor socket = connect()) {
            fresh(socket);
            socket.tell("""
                    {"jsonrpc":"2.0","method":"session.close"}""");

            assertThat(socket.closeCode()).isEqualTo(1000);
            assertThat(main.holdings().objects()).isZero();
        }
    }

    @Test
    void aSignOfLifeIsAnsweredByOneWithoutANumber() {
        try (SocketDoor socket = connect()) {
            socket.tell("""
                    {"jsonrpc":"2.0","method":"session.alive"}""");
            JsonNode alive = socket.next();

            assertThat(alive.get("method").asText()).isEqualTo("session.alive");
            assertThat(alive.has("seq")).isFalse();
            assertThat(alive.has("id")).isFalse();
        }
    }

    @Test
    void aFrameThatIsTooLongClosesTheSocketWith1009() {
        try (SocketDoor socket = connect()) {
            socket.tell("x".repeat(MESSAGE_BYTES + 1));

            assertThat(socket.closeCode()).isEqualTo(1009);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void framesAreAnsweredInTheirOwnKind(boolean binary) {
        try (SocketDoor socket = new SocketDoor(main.address())) {
            if (binary) {
                socket.tellBytes(open("").getBytes(java.nio.charset.StandardCharsets.UTF_8));
            } else {
                socket.tell(open(""));
            }

            assertThat(socket.nextText().startsWith("binary:")).isEqualTo(binary);
        }
    }
}
