package dev.valence.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.valence.api.Limits;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What comes in is judged before anyone acts on it. */
class MessageCodecTest {
    private static final int DEPTH = 4;
    private static final int JSON_LEVELS = DEPTH * 3 + 8;
    private static final int MESSAGE_BYTES = 1000;

    private final MessageCodec codec = new MessageCodec(Limits.defaults());

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "   ",
                "{",
                "nonsense",
                "{}{}",
                "[1,]",
                "{'jsonrpc':'2.0'}",
                "{\"a\":1,\"a\":2}",
                "{\"a\":01}",
                "{\"a\":NaN}",
                "// {}",
                "\u0000"
            })
    void whatIsNoJsonIsAParseError(String text) {
        assertThat(only(text)).isInstanceOfSatisfying(Message.Invalid.class, invalid -> {
            assertThat(invalid.code()).isEqualTo(ErrorCode.PARSE_ERROR);
            assertThat(invalid.id()).isEqualTo(RawJson.NULL);
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"[\"who.what\"]", "{\"credentials\":\"who.what\"}"})
    void aSocketIsJoinedByPositionOrByName(String params) {
        Message join = only("{\"jsonrpc\":\"2.0\",\"method\":\"session.join\",\"params\":" + params + "}");

        assertThat(codec.joins(join)).contains("who.what");
        assertThat(codec.joins(only("{\"jsonrpc\":\"2.0\",\"method\":\"session.join\",\"params\":[5]}")))
                .isEmpty();
        assertThat(codec.joins(only("{\"jsonrpc\":\"2.0\",\"method\":\"session.join\"}")))
                .isEmpty();
    }

    @Test
    void bytesThatAreNoUtf8AreAParseError() {
        Frame frame = codec.decode(new byte[] {'"', (byte) 0xC3, (byte) 0x28, '"'});

        assertThat(frame.envelopes().get(0).message())
                .isInstanceOfSatisfying(
                        Message.Invalid.class,
                        invalid -> assertThat(invalid.code()).isEqualTo(ErrorCode.PARSE_ERROR));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "true",
                "5",
                "\"text\"",
                "{}",
                "{\"jsonrpc\":\"2.0\",\"id\":1}",
                "{\"id\":1,\"method\":\"m\"}",
                "{\"jsonrpc\":\"1.0\",\"id\":1,\"method\":\"m\"}",
                "{\"jsonrpc\":\"9.9\",\"id\":1,\"method\":\"m\"}",
                "{\"jsonrpc\":2.0,\"id\":1,\"method\":\"m\"}",
                "{\"jsonrpc\":\"2.0\",\"id\":{},\"method\":\"m\"}",
                "{\"jsonrpc\":\"2.0\",\"id\":[],\"method\":\"m\"}",
                "{\"jsonrpc\":\"2.0\",\"id\":true,\"method\":\"m\"}",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":null}",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"m\",\"params\":\"x\"}",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"m\",\"params\":5}",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"m\",\"params\":null}",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"m\",\"seq\":-1}",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"m\",\"seq\":\"1\"}",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"m\",\"seq\":1.5}",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"m\",\"ack\":99999999999999999999}",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"error\":\"text\"}",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{\"untagged\":1}}"
            })
    void whatIsNoMessageIsAnInvalidRequest(String text) {
        assertThat(only(text))
                .isInstanceOfSatisfying(
                        Message.Invalid.class,
                        invalid -> assertThat(invalid.code()).isEqualTo(ErrorCode.INVALID_REQUEST));
    }

    @Test
    void anInvalidRequestIsAnsweredUnderItsIdWhereThatCanBeRead() {
        assertThat(((Message.Invalid) only("{\"jsonrpc\":\"1.0\",\"id\":7,\"method\":\"m\"}")).id())
                .hasToString("7");
        assertThat(((Message.Invalid) only("{\"jsonrpc\":\"1.0\",\"id\":{},\"method\":\"m\"}")).id())
                .isEqualTo(RawJson.NULL);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-7", "12345678901234567890", "0.5", "\"\"", "\"häßlich\"", "null"})
    void idsAreEchoedAsTheyCame(String id) {
        Message.Request request =
                (Message.Request) only("{\"jsonrpc\":\"2.0\",\"id\":%s,\"method\":\"m\"}".formatted(id));

        assertThat(encoded(new Message.Response(request.id(), WireValue.NULL)))
                .isEqualTo("{\"jsonrpc\":\"2.0\",\"id\":%s,\"result\":null}".formatted(id));
    }

    @Test
    void nestingEndsAtTheLimit() {
        MessageCodec limited = new MessageCodec(limits());

        assertThat(message(limited, nested(JSON_LEVELS))).isInstanceOf(Message.Request.class);
        assertThat(message(limited, nested(JSON_LEVELS + 1))).isInstanceOf(Message.Invalid.class);
    }

    @Test
    void aNestingBombIsAParseError() {
        assertThat(only("[".repeat(100_000)))
                .isInstanceOfSatisfying(
                        Message.Invalid.class,
                        invalid -> assertThat(invalid.code()).isEqualTo(ErrorCode.PARSE_ERROR));
    }

    @Test
    void lengthEndsAtTheLimit() {
        MessageCodec limited = new MessageCodec(limits());

        assertThat(message(limited, padded(MESSAGE_BYTES))).isInstanceOf(Message.Request.class);
        assertThat(message(limited, padded(MESSAGE_BYTES + 1))).isInstanceOf(Message.Invalid.class);
    }

    @Test
    void oneBadMessageOfABatchCostsNothingButItself() {
        Frame frame = decode("""
                [{"jsonrpc":"2.0","id":1,"method":"a"}, 5, {"jsonrpc":"2.0","method":"b"}]""");

        assertThat(frame.isBatch()).isTrue();
        assertThat(frame.envelopes())
                .extracting(each -> (Object) each.message().getClass())
                .containsExactly(Message.Request.class, Message.Invalid.class, Message.Notification.class);
    }

    @Test
    void seqAndAckAreZeroAndMinusOneWhereTheyAreNotGiven() {
        Envelope bare =
                decode("{\"jsonrpc\":\"2.0\",\"method\":\"m\"}").envelopes().get(0);
        Envelope numbered = decode("{\"jsonrpc\":\"2.0\",\"method\":\"m\",\"seq\":4,\"ack\":0}")
                .envelopes()
                .get(0);

        assertThat(bare).extracting(Envelope::seq, Envelope::ack).containsExactly(0L, -1L);
        assertThat(numbered).extracting(Envelope::seq, Envelope::ack).containsExactly(4L, 0L);
    }

    @Test
    void membersThatNobodyKnowsAreNoMistake() {
        assertThat(only("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"m\",\"trace\":{\"a\":1}}"))
                .isInstanceOf(Message.Request.class);
    }

    @Test
    void loneSurrogatesLeaveAsEscapesInNamesAndValuesAndErrors() {
        Map<String, WireValue> members = new LinkedHashMap<>();
        members.put("\ud800", new WireValue.Plain("a\udfff"));

        assertThat(encoded(new Message.Response(RawJson.NULL, new WireValue.ObjectOf("Object", members))))
                .contains("""
                        "members":{"\\ud800":"a\\udfff"}""");
        assertThat(encoded(new Message.Failure(RawJson.NULL, new WireError(-32000, "\ud800", null))))
                .contains("""
                        "message":"\\ud800\"""");
        assertThat(Json.of(encoded(new Message.Response(RawJson.NULL, new WireValue.Plain("é😀"))))
                        .get("result")
                        .textValue())
                .isEqualTo("é😀");
    }

    @Test
    void aPageOpensASessionWithAsMuchAsItWantsToSay() {
        assertThat(codec.openPage(open("[]"))).contains(OpenPage.NOTHING);
        assertThat(codec.openPage(open("[null]"))).contains(OpenPage.NOTHING);
        assertThat(codec.openPage(open("[{}]"))).contains(OpenPage.NOTHING);
        assertThat(codec.openPage(open("{\"page\":{\"renderer\":\"r\",\"unknown\":1}}")))
                .hasValueSatisfying(page -> assertThat(page.renderer()).isEqualTo("r"));
        assertThat(codec.openPage(only("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"session.alive\"}")))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"[1]", "[\"r\"]", "[{\"renderer\":{}}]", "[{\"window\":5}]", "[{\"focused\":\"yes\"}]"})
    void aPageThatSaysNonsenseOfItselfIsRefusedWithoutNamesOfJavaClasses(String params) {
        assertThatThrownBy(() -> codec.openPage(open(params)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a member of \"page\" is of the wrong type");
    }

    private static Message open(String params) {
        return message(
                new MessageCodec(Limits.defaults()),
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"session.open\",\"params\":%s}".formatted(params));
    }

    private static Limits limits() {
        return Limits.defaults().withMessageBytes(MESSAGE_BYTES).withDepth(DEPTH);
    }

    /** A message of so many levels of JSON: its own object, and arrays. */
    private static String nested(int levels) {
        return "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"m\",\"params\":" + "[".repeat(levels - 1)
                + "]".repeat(levels - 1) + "}";
    }

    private static String padded(int bytes) {
        String message = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"\"}";
        return message.replace("\"\"", "\"" + "m".repeat(bytes - message.length()) + "\"");
    }

    private Frame decode(String text) {
        return codec.decode(text.getBytes(StandardCharsets.UTF_8));
    }

    private Message only(String text) {
        return message(codec, text);
    }

    private static Message message(MessageCodec codec, String text) {
        List<Envelope> envelopes =
                codec.decode(text.getBytes(StandardCharsets.UTF_8)).envelopes();
        assertThat(envelopes).hasSize(1);
        return envelopes.get(0).message();
    }

    private String encoded(Message message) {
        return new String(codec.encode(new Envelope(message, 0, -1)), StandardCharsets.UTF_8);
    }

    private static int codeOf(MessageCodec codec, String json) {
        Message message = codec.decode(json.getBytes(StandardCharsets.UTF_8))
                .envelopes()
                .get(0)
                .message();
        return message instanceof Message.Invalid invalid ? invalid.code().code() : 0;
    }

    @Test
    void aMessageHasSoManyValues() {
        MessageCodec limited = new MessageCodec(Limits.defaults().withValues(100));
        String call = """
                {"jsonrpc":"2.0","id":1,"method":"member.call","params":[1,"a",[%s]]}""";
        String most = call.formatted("1" + ",1".repeat(88));
        assertThat(codeOf(limited, most)).isZero();
        assertThat(codeOf(limited, most.replace("[1,1", "[1,1,1"))).isEqualTo(-32012);
        String text = call.formatted("\"" + ",[{:\\\"".repeat(100) + "\"");
        assertThat(codeOf(limited, text)).as("text is one value").isZero();
    }

    @Test
    void aBatchHasSoManyMessages() {
        MessageCodec limited = new MessageCodec(Limits.defaults().withBatch(3));
        String alive = """
                {"jsonrpc":"2.0","method":"session.alive","params":[]}""";
        for (String each : new String[] {alive, "1"}) {
            assertThat(limited.decode(bytes("[%s,%s,%s]".formatted(each, each, each)))
                            .envelopes())
                    .hasSize(3);
            assertThat(codeOf(limited, "[%s,%s,%s,%s]".formatted(each, each, each, each)))
                    .isEqualTo(-32012);
        }
    }

    private static byte[] bytes(String json) {
        return json.getBytes(StandardCharsets.UTF_8);
    }

    /** Of what pages send all day, and of what else there may be: each is read by a parser of its own. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"member.set\",\"params\":[1,\"a\",{\"$\":\"object\",\"members\":{\"%s\":1}}]}",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"m\",\"%s\":1}"
            })
    void aNameHasSoManyCharacters(String message) {
        assertThat(codeOf(codec, message.formatted("n".repeat(10_000)))).isZero();
        assertThat(codeOf(codec, message.formatted("n".repeat(10_001)))).isEqualTo(ErrorCode.PARSE_ERROR.code());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"member.set\",\"params\":[1,\"a\",%s]}",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"m\",\"params\":[%s]}"
            })
    void aNumberHasSoManyDigits(String message) {
        assertThat(codeOf(codec, message.formatted("0." + "1".repeat(399)))).isZero();
        assertThat(codeOf(codec, message.formatted("0." + "1".repeat(400)))).isEqualTo(ErrorCode.PARSE_ERROR.code());
    }

    @Test
    void whatAMessageTakesInTheHeapIsEstimated() {
        MessageCodec codec = new MessageCodec(Limits.defaults());
        String short1 = "[1,1]";
        assertThat(codec.decode(bytes(short1)).weight()).isEqualTo(5 + 2 * 64);
        assertThat(codec.decode(bytes("\"" + "x".repeat(998) + "\"")).weight()).isEqualTo(1000);
    }
}
