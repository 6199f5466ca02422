package dev.valence.transport;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.valence.MainProcess;
import dev.valence.api.Exposed;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Whoever has recorded what a page sent cannot take its session over, nor do anything a second time. */
class EpochTest {
    private static final String SECRET = "0123456789012345678901";
    private static final Counter COUNTER = new Counter();

    /** Counts what is done. */
    @Exposed
    public static final class Counter {
        private int value;

        public int next() {
            return ++value;
        }
    }

    private static MainProcess main;
    private static int pages;
    private final String renderer = "page" + ++pages;

    @BeforeAll
    static void start() {
        main = MainProcess.builder().admitAnyone().module("counter", COUNTER).start();
    }

    @AfterAll
    static void stop() {
        main.close();
    }

    private String open(int epoch, boolean resume) {
        return """
                {"jsonrpc":"2.0","id":"open","method":"session.open","params":[{"renderer":"%s","secret":"%s"%s,"epoch":%d}]}""".formatted(renderer, SECRET, resume ? ",\"resume\":true" : "", epoch);
    }

    private static JsonNode answer(SocketDoor socket) {
        return socket.next();
    }

    @Test
    void aRecordedOpeningOpensNothingAndLeavesTheLivingSocketAlone() {
        try (SocketDoor living = new SocketDoor(main.address());
                SocketDoor replayed = new SocketDoor(main.address());
                SocketDoor older = new SocketDoor(main.address());
                SocketDoor uncounted = new SocketDoor(main.address())) {
            living.tell(open(2, false));
            assertThat(answer(living).at("/result/renderer").asText()).isEqualTo(renderer);
            replayed.tell(open(2, true));
            assertThat(answer(replayed).at("/error/code").asInt()).isEqualTo(-32011);
            older.tell(open(1, true));
            assertThat(answer(older).at("/error/message").asText()).contains("has been here before");
            uncounted.tell(open(0, true));
            assertThat(answer(uncounted).has("error")).isTrue();
            assertThat(living.ask("""
                    {"jsonrpc":"2.0","id":1,"method":"remote.global","params":["none"]}""").has("result")).isTrue();
        }
    }

    /** A page that is left says goodbye by both doors; its socket may be the slower one. */
    @Test
    void whatWasSentBeforeAGoodbyeAndComesAfterItOpensNothing() {
        HttpDoor door = new HttpDoor(main.address(), renderer + "." + SECRET);
        door.ask(open(0, false));
        door.close();
        try (SocketDoor late = new SocketDoor(main.address())) {
            late.tell(open(1, false));
            assertThat(answer(late).at("/error/code").asInt()).isEqualTo(-32011);
        }
    }

    @Test
    void theNextSocketOfThePageTakesOverAndTheOneBeforeIsClosed() {
        try (SocketDoor first = new SocketDoor(main.address());
                SocketDoor second = new SocketDoor(main.address())) {
            first.tell(open(1, false));
            answer(first);
            second.tell(open(2, true));
            assertThat(answer(second).at("/result/renderer").asText()).isEqualTo(renderer);
            assertThat(first.closeCode()).isEqualTo(1000);
        }
    }

    @Test
    void aRecordedCallIsNotExecutedAgainByAnySocket() {
        try (SocketDoor first = new SocketDoor(main.address())) {
            first.tell(open(1, false));
            answer(first);
            first.tell("""
                    {"jsonrpc":"2.0","id":1,"seq":1,"ack":0,"method":"remote.require","params":["counter"]}""");
            long counter = answer(first).at("/result/id").asLong();
            String call = """
                    {"jsonrpc":"2.0","id":2,"seq":2,"ack":0,"method":"member.call","params":[%d,"next",[]]}""".formatted(counter);
            int before = COUNTER.value;
            first.tell(call);
            answer(first);
            first.tell(call);
            try (SocketDoor second = new SocketDoor(main.address())) {
                second.tell(open(2, true));
                second.tell(call);
                second.tell("""
                        {"jsonrpc":"2.0","id":"last","method":"remote.global","params":["none"]}""");
                while (!answer(second).path("id").asText().equals("last")) {
                    // What was not acknowledged comes again.
                }
            }
            assertThat(COUNTER.value).isEqualTo(before + 1);
        }
    }

    @Test
    void aResumptionNeedsTheSecret() {
        try (SocketDoor living = new SocketDoor(main.address());
                SocketDoor thief = new SocketDoor(main.address())) {
            living.tell(open(1, false));
            answer(living);
            thief.tell(open(2, true).replace(SECRET, "another-secret-of-a-page"));
            assertThat(answer(thief).at("/error/code").asInt()).isEqualTo(-32011);
            assertThat(living.ask("""
                    {"jsonrpc":"2.0","id":1,"method":"remote.global","params":["none"]}""").has("result")).isTrue();
        }
    }
}
