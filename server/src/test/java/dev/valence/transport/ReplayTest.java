package dev.valence.transport;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.valence.MainProcess;
import dev.valence.api.Exposed;
import dev.valence.protocol.RawPackets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whoever recorded a frame and sends it again, by whatever way, has nothing done twice. */
class ReplayTest {
    private static final String RENDERER = "recorded";
    private static final String SECRET = "0123456789012345678901";
    private static final String OPEN = """
            {"jsonrpc":"2.0","id":"open","ack":0,"method":"session.open","params":[{"renderer":"%s","secret":"%s","attachments":true%s}]}""";

    /** Has a side effect that can be counted. */
    @Exposed
    public static final class Till {
        private int taken;

        public int take(Object given) {
            return ++taken;
        }
    }

    private final Till till = new Till();
    private final MainProcess main =
            MainProcess.builder().admitAnyone().module("till", till).start();
    private final SocketDoor socket = new SocketDoor(main.address());
    private final HttpDoor http = new HttpDoor(main.address(), RENDERER + "." + SECRET);
    private String frame;

    @BeforeEach
    void open() {
        socket.tell(OPEN.formatted(RENDERER, SECRET, ""));
        answer(socket, "open");
        socket.tell("""
                {"jsonrpc":"2.0","id":"module","seq":1,"ack":0,"method":"remote.require","params":["till"]}""");
        long id = answer(socket, "module").at("/result/id").asLong();
        frame = """
                {"jsonrpc":"2.0","id":"take","seq":2,"ack":0,"method":"member.call","params":[%d,"take",[1]]}""".formatted(id);
    }

    @AfterEach
    void close() {
        socket.close();
        main.close();
    }

    private static JsonNode answer(SocketDoor door, String id) {
        JsonNode next = door.next();
        while (!next.path("id").asText().equals(id)) {
            next = door.next();
        }
        return next;
    }

    /** What is sent after it, and is answered, tells that it has been looked at. */
    private static void settle(SocketDoor door) {
        door.tell("""
                {"jsonrpc":"2.0","id":"settled","method":"reference.count"}""");
        answer(door, "settled");
    }

    private void take() {
        socket.tell(frame);
        assertThat(answer(socket, "take").get("result").asInt()).isEqualTo(1);
    }

    @Test
    void aFrameThatIsSentAgainOnTheSameSocketIsNotExecutedAgain() {
        take();
        socket.tell(frame);
        socket.tell("[" + frame + "," + frame + "]");
        socket.tellBytes(RawPackets.packet(frame, new byte[0]));
        settle(socket);

        assertThat(till.taken).isEqualTo(1);
    }

    @Test
    void aFrameThatIsSentAgainOnANewSocketOfTheSessionIsNotExecutedAgain() {
        take();
        try (SocketDoor next = new SocketDoor(main.address())) {
            next.tell(OPEN.formatted(RENDERER, SECRET, ",\"resume\":true"));
            answer(next, "open");
            next.tell(frame);
            settle(next);
        }
        assertThat(till.taken).isEqualTo(1);
    }

    @Test
    void aFrameThatIsSentAgainByHttpIsNotExecutedAgain() {
        take();
        http.begin(frame);
        http.post("""
                {"jsonrpc":"2.0","id":1,"method":"reference.count"}""");

        assertThat(till.taken).isEqualTo(1);
    }

    @Test
    void aFrameAloneIsWorthNothingWithoutTheSecretOfItsSession() {
        take();
        try (SocketDoor stranger = new SocketDoor(main.address())) {
            stranger.tell(frame.replace("\"seq\":2,", ""));
            assertThat(answer(stranger, "take").at("/error/data/name").asText()).isEqualTo("StaleReferenceError");
        }
        try (SocketDoor guesser = new SocketDoor(main.address())) {
            guesser.tell(OPEN.formatted(RENDERER, SECRET.replace('0', '1'), ",\"resume\":true"));
            assertThat(answer(guesser, "open").has("error")).isTrue();
        }
        HttpDoor forged = new HttpDoor(main.address(), RENDERER + "." + SECRET.replace('0', '1'));
        assertThat(forged.post(frame).body()).contains("-32011");

        assertThat(till.taken).isEqualTo(1);
    }
}
