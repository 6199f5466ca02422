package dev.valence.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import dev.valence.api.Limits;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which requests find a method of the wire, and with which parameters. */
class RpcDispatcherTest {
    private final MessageCodec codec = new MessageCodec(Limits.defaults());
    private String matched = "";
    private final RpcDispatcher dispatcher = new RpcDispatcher(codec, recording());

    /** Remembers what was matched, and does nothing. */
    private RemoteService recording() {
        return (RemoteService) Proxy.newProxyInstance(
                RemoteService.class.getClassLoader(), new Class<?>[] {RemoteService.class}, (self, method, given) -> {
                    matched = method.getName() + (given == null ? "[]" : Arrays.toString(given));
                    return Work.at(Work.Place.HERE, () -> WireValue.UNDEFINED);
                });
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            remote.require        | ["fs"]                                             | require[fs]
            remote.require        | {"name":"fs"}                                      | require[fs]
            member.get            | [5,"name"]                                         | get[5, name]
            member.get            | {"name":"n","target":5}                            | get[5, n]
            member.get            | [9007199254740993,"n"]                             | get[9007199254740993, n]
            member.get            | [{"$":"answer","id":7},"n"]                        | get[answer 7, n]
            member.get            | {"name":"n","target":{"$":"answer","id":7}}        | get[answer 7, n]
            member.set            | [5,"name",{"$":"answer","id":7}]                  | set[5, name, Answer[requestId=7]]
            member.set            | [5,"name",null]                                    | set[5, name, Plain[value=null]]
            member.set            | [5,"name",{"$":"undefined"}]                       | set[5, name, Nothing[]]
            member.call           | {"arguments":[],"target":5,"name":"n"}             | call[5, n, ListOf[values=[], holes=null]]
            reference.release     | [[[1,2],[3,4]]]                                    | release[[[1, 2], [3, 4]]]
            reference.copy        | [5]                                                | copy[5]
            reference.copy        | [5,2]                                              | copy[5, 2]
            reference.copy        | {"depth":2,"target":5}                             | copy[5, 2]
            reference.count       | []                                                 | count[]
            reference.count       | {}                                                 | count[]
            session.open          | []                                                 | open[]
            session.close         | []                                                 | close[]
            promise.resolve       | [3,{"$":"bigint","value":"7"}]                     | resolve[3, BigInt[value=7]]
            """)
    void aRequestFindsItsMethod(String method, String params, String expected) {
        assertThat(match(method, params)).isInstanceOf(RpcDispatcher.Found.class);
        assertThat(matched).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "foobar",
                "",
                "rpc.discover",
                "getClass",
                "toString",
                "hashCode",
                "notifyAll",
                "open",
                "require",
                "remote.Require",
                "remote.require ",
                "dev.valence.protocol.RemoteService.open"
            })
    void onlyMethodsOfTheWireAreFound(String method) {
        assertThat(refused(method, "[]").code()).isEqualTo(ErrorCode.METHOD_NOT_FOUND.code());
        assertThat(refused(method, "[]").message()).contains("remote.require", "session.open");
    }

    /** jsonrpc4j remembers every name that it is asked for, for ever. */
    @Test
    void unknownNamesDoNotReachTheMatcher() {
        for (int i = 0; i < 1000; i++) {
            refused("bogus" + i, "[]");
        }

        assertThat(matched).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            member.get        | []
            member.get        | [5]
            member.get        | [5,"n",6]
            member.get        | ["5","n"]
            member.get        | [5.9,"n"]
            member.get        | [true,"n"]
            member.get        | [null,"n"]
            member.get        | [[5],"n"]
            member.get        | [5,7]
            member.get        | [{"$":"remote","id":5},"n"]
            member.get        | [{"$":"answer"},"n"]
            member.get        | {"target":null,"name":"n"}
            member.get        | {"target":{"$":"undefined"},"name":"n"}
            member.get        | [5,true]
            member.get        | [99999999999999999999,"n"]
            member.get        | {"target":5}
            member.get        | {"target":5,"nam":"n"}
            member.get        | {"target":5,"name":"n","more":1}
            remote.require    | [{"$":"undefined"}]
            remote.require    | [["fs"]]
            member.set        | [5,"n",{"no":"tag"}]
            member.set        | [5,"n",{"$":"ref","id":1}]
            member.set        | [5,"n",{"$":"date","value":"yesterday"}]
            member.set        | [5,"n",{"$":"array","values":[null],"holes":[-1]}]
            member.set        | [5,"n",{"$":"array","values":[null],"holes":[1]}]
            member.set        | [5,"n",{"$":"array","values":[null],"holes":["0"]}]
            member.set        | [5,"n",{"$":"same","index":4294967296}]
            member.set        | [5,"n",{"$":"bigint","value":"1.5"}]
            member.set        | [5,"n",{"$":"bytes","type":"Uint8Array","data":"%%%"}]
            member.set        | [5,"n",{"$":"bytes","type":"Uint8Aray","data":""}]
            member.set        | [5,"n",{"$":"bytes","type":"Int32Array","data":"AAAA"}]
            member.set        | [5,"n",{"$":"number","value":"1"}]
            member.set        | [5,"n",{"$":"map","entries":[["k"]]}]
            reference.release | [[[1]]]
            reference.release | [[[1,null]]]
            reference.release | [[null]]
            reference.release | [[[1,2,3]]]
            reference.release | [[["1","2"]]]
            reference.copy    | []
            reference.copy    | ["5"]
            reference.copy    | [5,1.5]
            reference.count   | [1]
            session.open      | [1]
            """)
    void parametersOfTheWrongNumberNameOrTypeAreRefusedAndNotBent(String method, String params) {
        RpcDispatcher strict = method.equals("reference.release") ? new RpcDispatcher(codec, validating()) : dispatcher;
        RpcDispatcher.Match match = strict.match(method, params(method, params));

        assertThat(match).isInstanceOfSatisfying(RpcDispatcher.Refused.class, refused -> {
            assertThat(refused.error().code()).isEqualTo(ErrorCode.INVALID_PARAMS.code());
            assertThat(refused.error().message()).startsWith("Invalid params: " + method + " takes (");
        });
        assertThat(matched).isEmpty();
    }

    /** A service says by this exception that parameters of the right type are wrong all the same. */
    private static RemoteService validating() {
        return (RemoteService) Proxy.newProxyInstance(
                RemoteService.class.getClassLoader(), new Class<?>[] {RemoteService.class}, (self, method, given) -> {
                    throw new IllegalArgumentException("not a pair");
                });
    }

    @Test
    void theMessageNamesTheParameters() {
        assertThat(refused("member.set", "[1]").message())
                .isEqualTo(
                        "Invalid params: member.set takes (target, name, value): wrong number, names or types of parameters");
    }

    /** What it costs to read a number in decimal grows with the square of its digits. */
    @Test
    void aBigIntHasAsManyDigitsAsTheLimitAndNoMore() {
        String digits = "7".repeat(TaggedForm.BIGINT_DIGITS);
        String params = "[5,\"n\",{\"$\":\"bigint\",\"value\":\"%s\"}]";

        assertThat(match("member.set", params.formatted(digits))).isInstanceOf(RpcDispatcher.Found.class);
        assertThat(match("member.set", params.formatted(digits + "7"))).isInstanceOf(RpcDispatcher.Refused.class);
    }

    @Test
    void everyMethodSurvivesEveryKindOfNonsense() {
        List<String> nonsense = List.of(
                "[null,null,null]",
                "[[],[],[]]",
                "[{},{},{}]",
                "{\"\":{}}",
                "[-1,\"\",[]]",
                "[1e999,\"\",[]]",
                "[{\"$\":null}]",
                "[{\"$\":\"error\",\"name\":\"\",\"message\":\"\",\"members\":[]},1,2]");
        Json.vectors("names.json")
                .at("/methods/toJava")
                .forEach(method -> nonsense.forEach(params -> {
                    RpcDispatcher.Match match =
                            dispatcher.match(method.textValue(), params(method.textValue(), params));
                    assertThat(match).isInstanceOfAny(RpcDispatcher.Found.class, RpcDispatcher.Refused.class);
                }));
    }

    private WireError refused(String method, String params) {
        return ((RpcDispatcher.Refused) match(method, params)).error();
    }

    private RpcDispatcher.Match match(String method, String params) {
        return dispatcher.match(method, params(method, params));
    }

    private Params params(String method, String params) {
        byte[] text = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"%s\",\"params\":%s}"
                .formatted(method, params)
                .getBytes(StandardCharsets.UTF_8);
        return ((Message.Request) codec.decode(text).envelopes().get(0).message()).params();
    }
}
