package dev.valence.transport;

import static dev.valence.protocol.RawPackets.packet;
import static dev.valence.protocol.RawPackets.random;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.valence.MainProcess;
import dev.valence.api.Exposed;
import dev.valence.api.Limits;
import dev.valence.protocol.Json;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Binary values by a real socket, as a client in another language would send and read them. */
class PacketsTest {
    private static final String SECRET = "0123456789012345678901";

    @Exposed
    public static final class Store {
        private byte[] kept = {};

        public byte[] echo(byte[] bytes) {
            return bytes;
        }

        public void keep(byte[] bytes) {
            kept = bytes;
        }

        public byte[] kept() {
            return kept;
        }

        public int sum(byte[] one, byte[] other) {
            return one.length + other.length;
        }
    }

    private static MainProcess main;
    private static int pages;

    private final String renderer = "binary" + ++pages;
    private SocketDoor socket;
    private long store;

    @BeforeAll
    static void start() {
        main = MainProcess.builder().admitAnyone().module("store", new Store()).start();
    }

    @AfterAll
    static void stop() {
        main.close();
    }

    @BeforeEach
    void open() {
        socket = new SocketDoor(main.address());
        tell(opening("\"attachments\":true"));
        assertThat(nextJson().at("/result/attachments").asBoolean()).isTrue();
        tell("""
                {"jsonrpc":"2.0","id":1,"method":"remote.require","params":["store"],"ack":1}""");
        store = nextJson().at("/result/id").asLong();
    }

    @AfterEach
    void close() {
        socket.close();
    }

    private String opening(String more) {
        return """
                {"jsonrpc":"2.0","id":0,"method":"session.open","params":[{"renderer":"%s","secret":"%s",%s}]}""".formatted(renderer, SECRET, more);
    }

    private void tell(String json) {
        socket.tellBytes(json.getBytes(StandardCharsets.UTF_8));
    }

    private JsonNode nextJson() {
        return Json.of(socket.nextBytes());
    }

    private String call(String method, String arguments) {
        return """
                {"jsonrpc":"2.0","id":7,"method":"member.call","params":[%d,"%s",[%s]],"ack":2}""".formatted(store, method, arguments);
    }

    private static String attached(int at, int length) {
        return "{\"$\":\"bytes\",\"type\":\"Uint8Array\",\"at\":%d,\"length\":%d}".formatted(at, length);
    }

    /** What is attached to the next packet; what its JSON says of it is checked. */
    private byte[] nextAttached() {
        ByteBuffer packet = ByteBuffer.wrap(socket.nextBytes()).order(ByteOrder.LITTLE_ENDIAN);
        assertThat(packet.get()).isEqualTo((byte) 1);
        int jsonLength = packet.getInt();
        int length = packet.getInt();
        ByteBuffer whole = ByteBuffer.allocate(jsonLength + length).put(packet);
        int messages = 1;
        for (; whole.hasRemaining(); messages++) {
            whole.put(socket.nextBytes());
        }
        assertThat(messages).isEqualTo((9 + jsonLength + length + 262_143) / 262_144);
        JsonNode json = Json.of(new String(whole.array(), 0, jsonLength, StandardCharsets.UTF_8));
        assertThat((Object) json.get("result")).isEqualTo(Json.of(attached(0, length)));
        assertThat(jsonLength).as("what a value costs besides its bytes").isLessThan(150);
        return Arrays.copyOfRange(whole.array(), jsonLength, jsonLength + length);
    }

    @ParameterizedTest
    @ValueSource(ints = {256, 1000, 262_000, 262_144, 1_000_000, 10_000_000})
    void bytesGoUpAndDownAsTheyAre(int length) {
        byte[] bytes = random(length);

        socket.tellBytes(packet(call("echo", attached(0, length)), bytes));

        assertThat(nextAttached()).isEqualTo(bytes);
    }

    @Test
    void aPacketMayComeInSeveralMessagesAndBesideOthers() {
        byte[] packet = packet(call("sum", attached(0, 1000) + "," + attached(1000, 500)), random(1500));

        socket.tellBytes(Arrays.copyOfRange(packet, 0, 7));
        socket.tellBytes(Arrays.copyOfRange(packet, 7, 800));
        socket.tellBytes(Arrays.copyOfRange(packet, 800, packet.length));
        tell(call("sum", "{\"$\":\"bytes\",\"type\":\"Uint8Array\",\"data\":\"AAE=\"}," + attached(0, 9)));
        tell(call("echo", "null"));

        assertThat(nextJson().get("result").asInt()).isEqualTo(1500);
        assertThat(nextJson().at("/error/code").asInt())
                .as("nothing is attached to a frame of JSON")
                .isEqualTo(-32602);
        assertThat(nextJson().has("result")).isTrue();
    }

    @Test
    void whoOpensWithoutAttachmentsGetsBase64() {
        try (SocketDoor other = new SocketDoor(main.address())) {
            assertThat(other.ask("""
                    {"jsonrpc":"2.0","id":0,"method":"session.open","params":[]}""").at("/result/attachments").asBoolean()).isFalse();
            long id = other.ask("""
                    {"jsonrpc":"2.0","id":1,"method":"remote.require","params":["store"]}""").at("/result/id").asLong();
            String data = Base64.getEncoder().encodeToString(random(1000));
            String bytes = "{\"$\":\"bytes\",\"type\":\"Uint8Array\",\"data\":\"" + data + "\"}";

            assertThat((Object) other.ask("""
                    {"jsonrpc":"2.0","id":2,"method":"member.call","params":[%d,"echo",[%s]]}""".formatted(id, bytes)).get("result"))
                    .isEqualTo(Json.of(bytes));
        }
    }

    @Test
    void whatWaitsForASocketIsAPacketThereAndJsonByTheOtherDoor() {
        byte[] bytes = random(300_000);
        socket.tellBytes(packet(call("keep", attached(0, bytes.length)), bytes));
        nextJson();
        tell(call("kept", "").replace("\"ack\":2", "\"ack\":3"));
        assertThat(nextAttached()).isEqualTo(bytes);

        HttpDoor http = new HttpDoor(main.address(), renderer + "." + SECRET);
        JsonNode waiting = Json.of(http.post("", "Valence-Ack", "3").body());
        assertThat(waiting.at("/0/result/data").asText())
                .isEqualTo(Base64.getEncoder().encodeToString(bytes));
        socket.close();
        socket = new SocketDoor(main.address());
        tell(opening("\"resume\":true"));
        assertThat(nextAttached()).as("sent again on the next socket").isEqualTo(bytes);
    }

    @Test
    void aPacketThatIsTooLongClosesItsSocketBeforeItHasCome() {
        int longest = Limits.defaults().messageBytes();

        socket.tellBytes(ByteBuffer.allocate(9)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put((byte) 1)
                .putInt(1)
                .putInt(longest)
                .array());

        assertThat(socket.closeCode()).isEqualTo(1009);
    }

    @Test
    void aPacketWithMoreThanItSaysClosesItsSocket() {
        byte[] packet = packet(call("echo", attached(0, 10)), random(10));

        socket.tellBytes(Arrays.copyOf(packet, packet.length + 1));

        assertThat(socket.closeCode()).isEqualTo(1007);
    }
}
