package dev.valence.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.googlecode.jsonrpc4j.JsonRpcMethod;
import com.googlecode.jsonrpc4j.JsonRpcParam;
import dev.valence.api.Limits;
import java.lang.ref.WeakReference;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Two roads lead from bytes to a method. The short one is only taken where both lead to the same. */
class StraightReaderTest {
    private static final Map<Class<?>, String> EXAMPLES = Map.of(
            long.class,
            "5",
            String.class,
            "\"name\"",
            WireValue.class,
            "[1,{\"$\":\"undefined\"},\"a\"]",
            Target.class,
            "{\"$\":\"answer\",\"id\":9}");

    private final MessageCodec codec = new MessageCodec(Limits.defaults());
    private final List<String> called = new ArrayList<>();
    private final RpcDispatcher dispatcher = new RpcDispatcher(codec, (RemoteService) Proxy.newProxyInstance(
            RemoteService.class.getClassLoader(), new Class<?>[] {RemoteService.class}, (self, method, given) -> {
                called.add(method.getName() + Arrays.toString(given));
                return Work.at(Work.Place.HERE, () -> WireValue.UNDEFINED);
            }));

    @ParameterizedTest
    @EnumSource
    void bothRoadsLeadToTheSameCall(StraightMethod method) {
        Method twin = twinOf(method.wireName());
        List<String> values =
                Arrays.stream(twin.getParameterTypes()).map(EXAMPLES::get).toList();
        String positional = "[" + String.join(",", values) + "]";
        StringBuilder named = new StringBuilder("{");
        for (int i = 0; i < values.size(); i++) {
            String name = ((JsonRpcParam) twin.getParameterAnnotations()[i][0]).value();
            named.append(i == 0 ? "" : ",").append("\"%s\":%s".formatted(name, values.get(i)));
        }

        assertThat(params(request(method, positional))).isInstanceOf(StraightCall.class);
        assertThat(params(request(method, named + "}"))).isInstanceOf(RawJson.class);
        dispatcher.match(method.wireName(), params(request(method, positional)));
        dispatcher.match(method.wireName(), params(request(method, named + "}")));

        assertThat(called).hasSize(2);
        assertThat(called.get(0)).isEqualTo(called.get(1)).startsWith(twin.getName());
    }

    private static Method twinOf(String wireName) {
        return Stream.of(RemoteService.class.getMethods())
                .filter(each -> each.getAnnotation(JsonRpcMethod.class).value().equals(wireName))
                .findAny()
                .orElseThrow();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"jsonrpc\":\"2.0\",\"params\":[5,\"n\"],\"method\":\"member.get\",\"id\":1}",
                "{\"jsonrpc\":\"2.0\",\"method\":\"member.get\",\"params\":[5,\"n\"],\"id\":\"a\"}",
                "{\"jsonrpc\":\"2.0\",\"method\":\"member.get\",\"params\":[5,\"n\"],\"id\":1,\"more\":{}}",
                "{\"jsonrpc\":\"2.0\",\"method\":\"member.get\",\"params\":[5,\"n\"],\"id\":1,\"seq\":0}",
                "{\"jsonrpc\":\"2.0\",\"method\":\"member.get\",\"params\":[5,7],\"id\":1}"
            })
    void whatIsUnusualGoesTheLongRoadAndLosesNothing(String text) {
        assertThat(params(text)).isInstanceOf(RawJson.class);
    }

    /** A parser that is used again must not remember the message before. */
    @Test
    void whatWasWrongWithOneMessageIsNotTheNextOnesTrouble() {
        String good = request(StraightMethod.GET, "[5,\"n\"]");
        for (int end = 1; end < good.length(); end++) {
            Message cut = decode(good.substring(0, end));
            assertThat(cut).isInstanceOf(Message.Invalid.class);
            assertThat(params(good)).isInstanceOf(StraightCall.class);
        }
        assertThat(decode(good + good)).isInstanceOf(Message.Invalid.class);
        assertThat(params(good)).isInstanceOf(StraightCall.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {" \"", " tru", "1", " \"abc", "}", "]", "x", "\n-", " 1.", " {", ",", "[]", " null"})
    void behindAMessageIsNothingButWhiteSpace(String tail) {
        String good = request(StraightMethod.GET, "[5,\"n\"]");

        assertThat(decode(good + tail))
                .isInstanceOfSatisfying(
                        Message.Invalid.class, wrong -> assertThat(wrong.code()).isEqualTo(ErrorCode.PARSE_ERROR));
        assertThat(params(good)).as("of the next message").isInstanceOf(StraightCall.class);
        assertThat(decode("[" + good + "]" + tail)).isInstanceOf(Message.Invalid.class);
        assertThat(params(good + " \r\n\t")).isInstanceOf(StraightCall.class);
        assertThat(params(good)).isInstanceOf(StraightCall.class);
    }

    @Test
    void aLongMessageIsNotHeldBeyondItsReading() {
        WeakReference<byte[]> text = new WeakReference<>(readLong());

        await().pollInSameThread().until(() -> {
            System.gc();
            return text.refersTo(null);
        });
    }

    private byte[] readLong() {
        byte[] text = request(StraightMethod.GLOBAL, "[\"" + "a".repeat(100_000) + "\"]")
                .getBytes(StandardCharsets.UTF_8);
        assertThat(codec.decode(text).envelopes()).hasSize(1);
        return text;
    }

    @Test
    void manyMessagesAreReadByOneThread() {
        for (int i = 0; i < 3000; i++) {
            assertThat(params(request(StraightMethod.GLOBAL, "[\"name" + i + "\"]")))
                    .isInstanceOfSatisfying(
                            StraightCall.class,
                            call -> assertThat(call.arguments()[0]).asString().startsWith("name"));
        }
    }

    private static String request(StraightMethod method, String params) {
        return "{\"jsonrpc\":\"2.0\",\"method\":\"%s\",\"params\":%s,\"id\":1,\"seq\":2,\"ack\":0}"
                .formatted(method.wireName(), params);
    }

    private Params params(String text) {
        return ((Message.Request) decode(text)).params();
    }

    private Message decode(String text) {
        return codec.decode(text.getBytes(StandardCharsets.UTF_8))
                .envelopes()
                .get(0)
                .message();
    }
}
