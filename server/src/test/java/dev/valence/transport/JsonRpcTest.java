package dev.valence.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.MainProcess;
import dev.valence.api.Exposed;
import dev.valence.protocol.Json;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * JSON-RPC 2.0 as its specification has it, over both doors: first its own examples (section 7), with methods of ours, then what
 * they leave open. Of an error only the code is compared.
 */
class JsonRpcTest {
    private static MainProcess main;
    private static Door socket;
    private static Door http;

    /** What a notification does leaves no trace but this. */
    @Exposed
    public static final class Thrower {
        public void fail() {
            throw new IllegalStateException("fails");
        }
    }

    private record Example(String name, String request, String answer) {}

    @BeforeAll
    static void start() {
        main = MainProcess.builder()
                .admitAnyone()
                .global("subtract", 19)
                .global("sum", 7)
                .global("get_data", List.of("hello", 5))
                .module("thrower", new Thrower())
                .start();
        socket = new SocketDoor(main.address());
        http = HttpDoor.open(main.address(), "plain");
        for (Door door : List.of(socket, http)) {
            // Both have one object, of id 1 or 2: the tests take what they get by name.
            door.ask("""
                    {"jsonrpc":"2.0","id":0,"method":"remote.require","params":["thrower"]}""");
        }
    }

    @AfterAll
    static void stop() {
        socket.close();
        http.close();
        main.close();
    }

    @TestFactory
    Stream<DynamicTest> examplesOfTheSpecification() {
        return overBothDoors(
                new Example("rpc call with positional parameters", """
                        {"jsonrpc": "2.0", "method": "remote.global", "params": ["subtract"], "id": 1}""", """
                        {"jsonrpc": "2.0", "result": 19, "id": 1}"""),
                new Example("rpc call with named parameters", """
                        {"jsonrpc": "2.0", "method": "remote.global", "params": {"name": "subtract"}, "id": 3}""", """
                        {"jsonrpc": "2.0", "result": 19, "id": 3}"""),
                new Example("a notification", """
                        {"jsonrpc": "2.0", "method": "page.changed", "params": [{"title": "t"}]}""", ""),
                new Example("a notification of a method that is not there", """
                        {"jsonrpc": "2.0", "method": "foobar"}""", ""),
                new Example("rpc call of non-existent method", """
                        {"jsonrpc": "2.0", "method": "foobar", "id": "1"}""", """
                        {"jsonrpc": "2.0", "error": -32601, "id": "1"}"""),
                new Example("rpc call with invalid JSON", """
                        {"jsonrpc": "2.0", "method": "foobar, "params": "bar", "baz]""", """
                        {"jsonrpc": "2.0", "error": -32700, "id": null}"""),
                new Example("rpc call with invalid Request object", """
                        {"jsonrpc": "2.0", "method": 1, "params": "bar"}""", """
                        {"jsonrpc": "2.0", "error": -32600, "id": null}"""),
                new Example("rpc call Batch, invalid JSON", """
                        [{"jsonrpc": "2.0", "method": "sum", "params": [1,2,4], "id": "1"},
                         {"jsonrpc": "2.0", "method"
                        ]""", """
                        {"jsonrpc": "2.0", "error": -32700, "id": null}"""),
                new Example("rpc call with an empty Array", "[]", """
                        {"jsonrpc": "2.0", "error": -32600, "id": null}"""),
                new Example("rpc call with an invalid Batch (but not empty)", "[1]", """
                        [{"jsonrpc": "2.0", "error": -32600, "id": null}]"""),
                new Example("rpc call with invalid Batch", "[1,2,3]", """
                        [{"jsonrpc": "2.0", "error": -32600, "id": null},
                         {"jsonrpc": "2.0", "error": -32600, "id": null},
                         {"jsonrpc": "2.0", "error": -32600, "id": null}]"""),
                new Example("rpc call Batch", """
                        [{"jsonrpc": "2.0", "method": "remote.global", "params": ["sum"], "id": "1"},
                         {"jsonrpc": "2.0", "method": "reference.release", "params": [[[7, 1]]]},
                         {"jsonrpc": "2.0", "method": "remote.global", "params": ["subtract"], "id": "2"},
                         {"foo": "boo"},
                         {"jsonrpc": "2.0", "method": "foo.get", "params": {"name": "myself"}, "id": "5"},
                         {"jsonrpc": "2.0", "method": "remote.global", "params": ["get_data"], "id": "9"}]""", """
                        [{"jsonrpc": "2.0", "result": 7, "id": "1"},
                         {"jsonrpc": "2.0", "result": 19, "id": "2"},
                         {"jsonrpc": "2.0", "error": -32600, "id": null},
                         {"jsonrpc": "2.0", "error": -32601, "id": "5"},
                         {"jsonrpc": "2.0", "result": ["hello", 5], "id": "9"}]"""),
                new Example("rpc call Batch (all notifications)", """
                        [{"jsonrpc": "2.0", "method": "reference.release", "params": [[[8, 1]]]},
                         {"jsonrpc": "2.0", "method": "page.changed", "params": [{"title": "u"}]}]""", ""));
    }

    @TestFactory
    Stream<DynamicTest> whatTheExamplesLeaveOpen() {
        return overBothDoors(
                new Example("an id of null is answered", """
                        {"jsonrpc":"2.0","id":null,"method":"remote.global","params":["sum"]}""", """
                        {"jsonrpc":"2.0","id":null,"result":7}"""),
                new Example("an id beyond every long is echoed digit by digit", """
                        {"jsonrpc":"2.0","id":12345678901234567890,"method":"remote.global","params":["sum"]}""", """
                        {"jsonrpc":"2.0","id":12345678901234567890,"result":7}"""),
                new Example("an id may be a fraction", """
                        {"jsonrpc":"2.0","id":1.5,"method":"remote.global","params":["sum"]}""", """
                        {"jsonrpc":"2.0","id":1.5,"result":7}"""),
                new Example("requests of one batch may have one id", """
                        [{"jsonrpc":"2.0","id":1,"method":"remote.global","params":["sum"]},
                         {"jsonrpc":"2.0","id":1,"method":"remote.global","params":["subtract"]}]""", """
                        [{"jsonrpc":"2.0","id":1,"result":7},{"jsonrpc":"2.0","id":1,"result":19}]"""),
                new Example("a batch of one is answered by a batch of one", """
                        [{"jsonrpc":"2.0","id":1,"method":"remote.global","params":["sum"]}]""", """
                        [{"jsonrpc":"2.0","id":1,"result":7}]"""),
                new Example("a batch in a batch is no request", """
                        [[{"jsonrpc":"2.0","id":1,"method":"remote.global","params":["sum"]}]]""", """
                        [{"jsonrpc":"2.0","id":null,"error":-32600}]"""),
                new Example("an answer to what was never asked is dropped", """
                        {"jsonrpc":"2.0","id":99,"result":{"$":"undefined"}}""", ""),
                new Example("an error of nothing that was asked is dropped", """
                        {"jsonrpc":"2.0","id":null,"error":{"code":-32600,"message":"?"}}""", ""),
                new Example("a notification whose parameters are wrong is not answered", """
                        {"jsonrpc":"2.0","method":"member.call","params":["x"]}""", ""),
                new Example("a notification that fails is not answered", """
                        {"jsonrpc":"2.0","method":"member.call","params":[987654,"fail",[]]}""", ""));
    }

    @TestFactory
    Stream<DynamicTest> aNotificationThatThrowsIsNotAnswered() {
        return Stream.of(socket, http)
                .map(door -> dynamicTest(door.getClass().getSimpleName(), () -> {
                    long thrower = door.ask("""
                    {"jsonrpc":"2.0","id":0,"method":"remote.require","params":["thrower"]}""").at("/result/id").asLong();

                    assertThat(door.exchange("""
                    {"jsonrpc":"2.0","method":"member.call","params":[%d,"fail",[]]}""".formatted(thrower))).isEmpty();
                }));
    }

    private static Stream<DynamicTest> overBothDoors(Example... examples) {
        return Stream.of(examples)
                .flatMap(example -> Stream.of(socket, http)
                        .map(door -> dynamicTest(
                                example.name + " (" + door.getClass().getSimpleName() + ")",
                                () -> assertAnswer(door.exchange(example.request), example.answer))));
    }

    /** The answers of a batch may come in any order. */
    private static void assertAnswer(List<JsonNode> frames, String expected) {
        if (expected.isEmpty()) {
            assertThat(frames).isEmpty();
            return;
        }
        assertThat(frames).hasSize(1);
        JsonNode answer = withCodesOnly(frames.get(0));
        JsonNode wanted = Json.of(expected);
        if (wanted.isArray()) {
            assertThat(answer).containsExactlyInAnyOrderElementsOf(wanted);
        } else {
            assertThat((Object) answer).isEqualTo(wanted);
        }
    }

    private static JsonNode withCodesOnly(JsonNode frame) {
        (frame.isArray() ? frame : List.of(frame)).forEach(message -> {
            if (message.has("error")) {
                ((ObjectNode) message).set("error", message.at("/error/code"));
            }
        });
        return frame;
    }
}
