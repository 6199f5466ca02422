package dev.valence.protocol;

import static dev.valence.protocol.RawPackets.packet;
import static dev.valence.protocol.RawPackets.random;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.management.ThreadMXBean;
import dev.valence.api.LimitException;
import dev.valence.api.Limits;
import java.io.ByteArrayOutputStream;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Messages with what is attached to them. */
class PacketTest {
    private static final int LIMIT = 1 << 20;

    private final MessageCodec codec = new MessageCodec(Limits.defaults());
    private final PacketReader reader = new PacketReader(LIMIT, new Budget(Long.MAX_VALUE / 2));

    private static String call(String arguments) {
        return "{\"jsonrpc\":\"2.0\",\"id\":7,\"method\":\"member.call\",\"params\":[1,\"m\"," + arguments + "]}";
    }

    private static String attached(int at, int length) {
        return "{\"$\":\"bytes\",\"type\":\"Uint8Array\",\"at\":" + at + ",\"length\":" + length + "}";
    }

    private List<Packet> read(byte[] bytes, int pieceLength) {
        List<Packet> packets = new ArrayList<>();
        for (int at = 0; at < bytes.length; at += pieceLength) {
            int length = Math.min(pieceLength, bytes.length - at);
            Packet packet = reader.add(ByteBuffer.wrap(bytes, at, length), at + length == bytes.length);
            if (packet != null) {
                packets.add(packet);
            }
        }
        return packets;
    }

    private WireValue arguments(Packet packet) {
        Message.Request request =
                (Message.Request) codec.decode(packet).envelopes().get(0).message();
        return (WireValue) ((StraightCall) request.params()).arguments()[2];
    }

    private static byte[] data(WireValue value) {
        return ((WireValue.Bytes) value).data();
    }

    private Outgoing pack(WireValue value) {
        return codec.pack(new Envelope(new Message.Response(RawJson.NULL, value), 3, 4), length -> {});
    }

    private static byte[] whole(Outgoing message) {
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        message.parts().forEach(whole::writeBytes);
        return whole.toByteArray();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 8, 9, 10, 100, 1000, 100_000})
    void aPacketComesInPiecesOfAnyLength(int pieceLength) {
        byte[] bytes = random(5000);
        byte[] packet = packet(call("[" + attached(0, 5000) + "]"), bytes);

        List<Packet> packets = read(packet, pieceLength);

        assertThat(packets).hasSize(1);
        assertThat(data(((WireValue.ListOf) arguments(packets.get(0))).values().get(0)))
                .isEqualTo(bytes);
        assertThat(read("{}".getBytes(StandardCharsets.UTF_8), pieceLength))
                .as("and then JSON alone")
                .hasSize(1);
    }

    @Test
    void aPacketMayBeSpreadOverSeveralMessages() {
        byte[] packet = packet("{}", random(100));

        assertThat(reader.add(ByteBuffer.wrap(packet, 0, 5), true)).isNull();
        assertThat(reader.add(ByteBuffer.wrap(packet, 5, 60), true)).isNull();
        assertThat(reader.add(ByteBuffer.wrap(packet, 65, packet.length - 65), true))
                .isNotNull();
    }

    @Test
    void theOnlyValueOfAPacketIsNotCopied() {
        Packet packet = read(packet(call("[" + attached(0, 500) + "]"), random(500)), 500)
                .get(0);

        assertThat(data(((WireValue.ListOf) arguments(packet)).values().get(0))).isSameAs(packet.attachments());
    }

    @Test
    void severalValuesAreOfTheirOwn() {
        byte[] bytes = random(1000);
        String values = "[" + attached(600, 400) + "," + attached(0, 600) + "]";

        List<WireValue> read = ((WireValue.ListOf)
                        arguments(read(packet(call(values), bytes), 4096).get(0)))
                .values();

        assertThat(data(read.get(0))).isEqualTo(Arrays.copyOfRange(bytes, 600, 1000));
        assertThat(data(read.get(1))).isEqualTo(Arrays.copyOfRange(bytes, 0, 600));
    }

    @ParameterizedTest
    @CsvSource({
        "0, 1001",
        "1, 1000",
        "-1, 10",
        "1000, 1",
        "4294967296, 1",
        "0, -1",
        "0, 4294967296",
        "9223372036854775807, 1"
    })
    void bytesThatAreNotThereAreTheMessagesOwnTrouble(String at, String length) {
        String wrong = "{\"$\":\"bytes\",\"type\":\"Uint8Array\",\"at\":%s,\"length\":%s}".formatted(at, length);
        String batch = "[" + call("[" + wrong + "]") + "," + call("[]") + "]";
        RpcDispatcher dispatcher = new RpcDispatcher(codec, VectorsTest.doingNothing());

        List<Envelope> envelopes = codec.decode(new Packet(batch.getBytes(StandardCharsets.UTF_8), random(1000)))
                .envelopes();

        assertThat(envelopes).hasSize(2);
        Message.Request refused = (Message.Request) envelopes.get(0).message();
        assertThat(dispatcher.match(refused.method(), refused.params()))
                .isInstanceOfSatisfying(
                        RpcDispatcher.Refused.class,
                        match -> assertThat(match.error().code()).isEqualTo(ErrorCode.INVALID_PARAMS.code()));
        Message.Request good = (Message.Request) envelopes.get(1).message();
        assertThat(dispatcher.match(good.method(), good.params())).isInstanceOf(RpcDispatcher.Found.class);
    }

    /** A thousand values of the same megabyte would be a gigabyte. */
    @Test
    void noByteIsGivenTwice() {
        Attachments attachments = new Attachments(random(1000));
        attachments.take(0, 600);

        assertThatThrownBy(() -> attachments.take(0, 600))
                .isInstanceOf(WireFormatException.class)
                .hasMessageContaining("of which 600 are taken");
        assertThat(attachments.take(600, 400)).hasSize(400);
    }

    @Test
    void anAnswerOfThePageMayHaveAttachments() {
        String answer = "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":" + attached(0, 300) + "}";
        byte[] bytes = random(300);

        Message message = codec.decode(new Packet(answer.getBytes(StandardCharsets.UTF_8), bytes))
                .envelopes()
                .get(0)
                .message();

        assertThat(data(((Message.Response) message).result())).isEqualTo(bytes);
    }

    @Test
    void aMessageOfTheLimitPassesAndALongerOneDoesNot() {
        assertThat(read(packet("", new byte[LIMIT - 9]), 65536)).hasSize(1);
        assertThatThrownBy(() -> read(packet("", new byte[LIMIT - 8]), 65536))
                .isInstanceOf(LimitException.class)
                .hasMessageContaining("Limits.messageBytes");
        PacketReader plain = new PacketReader(10, new Budget(Long.MAX_VALUE / 2));
        assertThat(plain.add(ByteBuffer.allocate(10), true)).isNotNull();
        assertThat(plain.add(ByteBuffer.wrap(new byte[] {'[', '1'}), false)).isNull();
        assertThatThrownBy(() -> plain.add(ByteBuffer.allocate(9), true)).isInstanceOf(LimitException.class);
    }

    /** Nothing is allocated for lengths that nobody may send. */
    @Test
    void aHeaderThatLiesIsRefusedAtOnce() {
        byte[] header = ByteBuffer.allocate(9)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put((byte) 1)
                .putInt(-1)
                .putInt(-1)
                .array();

        assertThatThrownBy(() -> reader.add(ByteBuffer.wrap(header), false)).isInstanceOf(LimitException.class);
    }

    /** Whoever says much and sends little is given little. */
    @Test
    void roomIsMadeForWhatHasCome() {
        byte[] packet = packet("{}", random(10_000_000));
        PacketReader patient = new PacketReader(2 * packet.length, new Budget(Long.MAX_VALUE / 2));
        int[] came = {9, 12, 1000, 100_000, packet.length};
        long[] allocated = new long[came.length];
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

        Packet read = null;
        long before = threads.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < came.length; i++) {
            int from = i == 0 ? 0 : came[i - 1];
            read = patient.add(ByteBuffer.wrap(packet, from, came[i] - from), true);
            allocated[i] = threads.getCurrentThreadAllocatedBytes() - before;
        }

        assertThat(allocated[0]).isLessThan(10_000);
        assertThat(allocated[2]).isLessThan(200_000);
        assertThat(allocated[3]).isLessThan(1_000_000);
        assertThat(read).isNotNull();
        assertThat(read.attachments()).isEqualTo(random(10_000_000));
    }

    @Test
    void aLongPacketInShortPiecesIsCopiedLittle() {
        byte[] packet = packet("{}", random(10_000_000));
        PacketReader patient = new PacketReader(packet.length, new Budget(Long.MAX_VALUE / 2));
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        List<ByteBuffer> pieces = new ArrayList<>();
        for (int at = 0; at < packet.length; at += 8192) {
            pieces.add(ByteBuffer.wrap(packet, at, Math.min(8192, packet.length - at)));
        }

        long before = threads.getCurrentThreadAllocatedBytes();
        pieces.forEach(piece -> patient.add(piece, false));

        assertThat(threads.getCurrentThreadAllocatedBytes() - before)
                .as("allocated for 10,000,000 bytes")
                .isLessThan(16_000_000);
    }

    @Test
    void aMessageHasNothingBesideItsPacket() {
        byte[] packet = packet("{}", random(10));
        byte[] longer = Arrays.copyOf(packet, packet.length + 1);

        assertThatThrownBy(() -> reader.add(ByteBuffer.wrap(longer), true))
                .isInstanceOf(WireFormatException.class)
                .hasMessageContaining("1 bytes more");
    }

    @ParameterizedTest
    @CsvSource({"0, false", "255, false", "256, true", "262144, true", "300000, true", "1000000, true"})
    void largeBytesAreAttachedAndSmallOnesAreNot(int length, boolean isAttached) {
        byte[] bytes = random(length);

        Outgoing message = pack(new WireValue.ListOf(List.of(new WireValue.Bytes("Int8Array", bytes))));

        assertThat(message.isPacket()).isEqualTo(isAttached);
        String base64 = Base64.getEncoder().encodeToString(bytes);
        assertThat((Object) Json.of(message.json())).isEqualTo(Json.of("""
                {"jsonrpc":"2.0","id":null,"result":[{"$":"bytes","type":"Int8Array","data":"%s"}],"seq":3,"ack":4}""".formatted(base64)));
        assertThat(message.length()).isEqualTo(whole(message).length);
        assertThat(message.length())
                .as("what is not the value itself")
                .isLessThan(isAttached ? length + 150L : 4 * length / 3 + 150L);
    }

    @Test
    void whatIsWrittenIsWhatIsRead() {
        List<WireValue> values = new ArrayList<>();
        for (int length : new int[] {256, 3, 500_000, 1000}) {
            values.add(new WireValue.Bytes("Uint8Array", random(length)));
        }

        Outgoing message = pack(new WireValue.ListOf(values));
        List<Packet> packets = read(whole(message), 10_000);

        assertThat(message.parts().stream().limit(message.parts().size() - 1))
                .isNotEmpty()
                .allMatch(part -> part.length == Packet.PART_BYTES);
        JsonNode json = Json.of(packets.get(0).json());
        assertThat(json.at("/result/2/at").asInt()).isEqualTo(256);
        assertThat(json.at("/result/3/at").asInt()).isEqualTo(500_256);
        WireValue.ListOf read = (WireValue.ListOf) ((Message.Response)
                        codec.decode(packets.get(0)).envelopes().get(0).message())
                .result();
        for (int i = 0; i < values.size(); i++) {
            assertThat(data(read.values().get(i))).isEqualTo(data(values.get(i)));
        }
    }

    /** It waits in the outbox while the application goes on. */
    @Test
    void whatIsAttachedIsACopy() {
        byte[] bytes = random(1000);
        byte[] before = bytes.clone();

        Outgoing message = pack(new WireValue.Bytes("Uint8Array", bytes));
        Arrays.fill(bytes, (byte) 0);

        assertThat(read(whole(message), 10_000).get(0).attachments()).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(ints = {65_000, 70_000, 262_135, 262_144, 600_000})
    void longTextGoesAsAPacketToo(int length) {
        String text = "ä".repeat(length / 2);

        Outgoing message = pack(new WireValue.Plain(text));

        assertThat(message.isPacket()).isEqualTo(length > 65_536);
        assertThat(Json.of(message.json()).get("result").asText()).isEqualTo(text);
        Packet packet = read(whole(message), 65_536).get(0);
        assertThat(Json.of(packet.json()).get("result").asText()).isEqualTo(text);
        assertThat(packet.attachments()).isEmpty();
    }

    /** An application's object may have members that look like the wire's. */
    @Test
    void onlyWhatIsAttachedIsPutBackIntoTheJson() {
        var members = new java.util.LinkedHashMap<String, WireValue>();
        members.put("$", new WireValue.Plain("bytes"));
        members.put("at", new WireValue.Plain(0));
        members.put("length", new WireValue.Plain(300));
        members.put("bytes", new WireValue.Bytes("Uint8Array", random(300)));

        JsonNode json = Json.of(pack(new WireValue.ObjectOf("Object", members)).json());

        assertThat(json.at("/result/members/at").asInt()).isZero();
        assertThat(json.at("/result/members/length").asInt()).isEqualTo(300);
        assertThat(json.at("/result/members/bytes").has("at")).isFalse();
        assertThat(json.at("/result/members/bytes/data").asText())
                .isEqualTo(Base64.getEncoder().encodeToString(random(300)));
    }
}
