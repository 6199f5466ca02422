package dev.valence.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import dev.valence.api.Limits;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests with attachments that do not take the short road. */
class AttachedRequestsTest {
    private final MessageCodec codec = new MessageCodec(Limits.defaults());
    private final List<Object> given = new ArrayList<>();

    private static byte[] random(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }

    private static String attached(int at, int length) {
        return "{\"$\":\"bytes\",\"type\":\"Uint8Array\",\"at\":" + at + ",\"length\":" + length + "}";
    }

    private static final String ATTACHED = attached(0, 300);

    /** What goes the long road has its bytes all the same: text ids, named parameters, batches with unusual messages. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"jsonrpc\":\"2.0\",\"id\":\"a\",\"method\":\"member.call\",\"params\":[1,\"m\",[%s]]}",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"member.call\",\"params\":{\"target\":1,\"name\":\"m\",\"arguments\":[%s]}}",
                "[{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"member.call\",\"params\":[1,\"m\",[%s]]},"
                        + "{\"jsonrpc\":\"2.0\",\"method\":\"reference.release\",\"params\":[[[3,1]]]}]",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"params\":[1,\"m\",[%s]],\"method\":\"member.call\"}"
            })
    void aRequestHasItsAttachmentsByEitherRoad(String message) {
        byte[] bytes = random(300);
        String inObject = "{\"$\":\"object\",\"members\":{\"members\":" + ATTACHED + "}}";
        for (String argument : List.of(ATTACHED, inObject)) {
            Frame frame = codec.decode(new Packet(message.formatted(argument).getBytes(StandardCharsets.UTF_8), bytes));

            WireValue.ListOf arguments = (WireValue.ListOf) matched(frame);
            WireValue given = arguments.values().get(0);
            WireValue attached = given instanceof WireValue.ObjectOf object
                    ? object.members().get("members")
                    : given;
            assertThat(((WireValue.Bytes) attached).data()).isEqualTo(bytes);
        }
    }

    @Test
    void anObjectOfThePageThatLooksAttachedIsNot() {
        String object = "{\"$\":\"object\",\"members\":{\"$\":\"bytes\",\"at\":0,\"length\":300}}";
        String message =
                "{\"jsonrpc\":\"2.0\",\"id\":\"a\",\"method\":\"member.call\",\"params\":[1,\"m\",[" + object + "]]}";

        WireValue.ListOf arguments = (WireValue.ListOf)
                matched(codec.decode(new Packet(message.getBytes(StandardCharsets.UTF_8), random(300))));

        assertThat(((WireValue.ObjectOf) arguments.values().get(0)).members().keySet())
                .containsExactly("$", "at", "length");
    }

    @Test
    void byTheLongRoadABadAttachmentIsTheTroubleOfItsMessageAloneToo() {
        String message = "{\"jsonrpc\":\"2.0\",\"id\":\"a\",\"method\":\"member.call\",\"params\":[1,\"m\",["
                + attached(1, 300) + "]]}";

        Frame frame = codec.decode(new Packet(message.getBytes(StandardCharsets.UTF_8), random(300)));

        assertThat(match(frame)).isInstanceOfSatisfying(RpcDispatcher.Refused.class, refused -> {
            assertThat(refused.error().code()).isEqualTo(ErrorCode.INVALID_PARAMS.code());
            assertThat(refused.error().message()).contains("of 300 attached bytes");
        });
    }

    /** The arguments with which the first message calls {@code member.call}. */
    private Object matched(Frame frame) {
        assertThat(match(frame)).isInstanceOf(RpcDispatcher.Found.class);
        return given.remove(0);
    }

    private RpcDispatcher.Match match(Frame frame) {
        RpcDispatcher dispatcher = new RpcDispatcher(codec, (RemoteService) Proxy.newProxyInstance(
                RemoteService.class.getClassLoader(),
                new Class<?>[] {RemoteService.class},
                (self, method, arguments) -> {
                    given.add(arguments[2]);
                    return Work.at(Work.Place.HERE, () -> WireValue.UNDEFINED);
                }));
        Message.Request request = (Message.Request) frame.envelopes().get(0).message();
        return dispatcher.match(request.method(), request.params());
    }
}
