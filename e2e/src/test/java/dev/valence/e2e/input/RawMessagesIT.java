package dev.valence.e2e.input;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.valence.e2e.Page;
import dev.valence.e2e.PageExtension;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What no page of ours would send: each gets its JSON-RPC error, and the session goes on. */
class RawMessagesIT {
    @RegisterExtension
    static final PageExtension java = PageExtension.with(main -> main.module("./clerk", new Clerk()));

    private RawSocket socket;
    private long clerk;

    @BeforeEach
    void openSession() throws Exception {
        socket = new RawSocket(java.main());
        assertThat(socket.ask("{'jsonrpc':'2.0','id':1,'method':'session.open'}")
                        .at("/result/renderer")
                        .asText())
                .isNotEmpty();
        clerk = socket.ask("{'jsonrpc':'2.0','id':2,'method':'remote.require','params':['./clerk']}")
                .at("/result/id")
                .asLong();
    }

    @AfterEach
    void theSessionGoesOn() throws Exception {
        assertThat(call("alive", "[]").path("result").asText()).isEqualTo("alive");
        socket.close();
    }

    private JsonNode call(String member, String arguments) throws Exception {
        return socket.ask("{'jsonrpc':'2.0','id':9,'method':'member.call','params':[" + clerk + ",'" + member + "',"
                + arguments + "]}");
    }

    private static void assertError(JsonNode answer, int code, String... parts) {
        assertThat(answer.at("/error/code").asInt()).as(answer.toString()).isEqualTo(code);
        for (String part : parts) {
            assertThat(answer.at("/error/message").asText()).contains(part);
        }
    }

    @Test
    void malformedJsonIsAParseError() throws Exception {
        JsonNode answer = socket.ask("{'jsonrpc':'2.0',");
        assertError(answer, -32700);
        assertThat(answer.get("id").isNull()).isTrue();
        assertError(socket.ask("[1,"), -32700);
        assertError(socket.ask("\u0000"), -32700);
    }

    @Test
    void whatIsNoRequestIsInvalid() throws Exception {
        assertError(socket.ask("{'jsonrpc':'2.0','id':5,'method':12}"), -32600);
        assertError(socket.ask("'text'"), -32600);
        assertError(socket.ask("[]"), -32600);
    }

    @Test
    void anUnknownMethodOfTheWireIsNotFound() throws Exception {
        assertError(socket.ask("{'jsonrpc':'2.0','id':5,'method':'member.drop','params':[1]}"), -32601, "member.drop");
    }

    @Test
    void wrongParametersOfTheWireAreInvalid() throws Exception {
        assertError(socket.ask("{'jsonrpc':'2.0','id':5,'method':'member.get','params':['x','y']}"), -32602);
        assertError(socket.ask("{'jsonrpc':'2.0','id':5,'method':'member.get','params':[]}"), -32602);
    }

    @Test
    void anUnknownMemberIsNamedWithItsClass() throws Exception {
        assertError(call("drop", "[]"), -32002, "drop", "Clerk");
        assertError(call("getClass", "[]"), -32002, "getClass");
        assertError(call("hashCode", "[]"), -32002, "hashCode");
        assertError(
                socket.ask("{'jsonrpc':'2.0','id':5,'method':'member.get','params':[" + clerk + ",'class']}"), -32002);
    }

    @Test
    void anIdThatWasNeverHandedOutIsStale() throws Exception {
        assertError(
                socket.ask("{'jsonrpc':'2.0','id':5,'method':'member.get','params':[987654,'x']}"), -32004, "987654");
        assertError(call("stamp", "[{'$':'remote','id':987654}]"), -32004, "arguments[0]");
    }

    @Test
    void theReferenceOfAnotherSessionIsStale(Page page) throws Exception {
        page.open("plain.html").run("globalThis.form = remote.require('./clerk').form()");
        for (long id = clerk - 20; id < clerk + 40; id++) {
            if (id != clerk) {
                JsonNode answer = socket.ask(
                        "{'jsonrpc':'2.0','id':5,'method':'member.call','params':[" + id + ",'describe',[]]}");
                assertThat(answer.at("/error/code").asInt()).isIn(-32004, -32002);
            }
        }
    }

    @Test
    void anUnknownTagIsRefused() throws Exception {
        assertThat(call("echo", "[{'$':'class','class':'java.lang.Runtime'}]")
                        .at("/error/code")
                        .asInt())
                .isIn(-32602, -32006, -32600);
        assertThat(call("echo", "[{'$':'whatever'}]").at("/error/code").asInt()).isIn(-32602, -32006, -32600);
    }

    @Test
    void aGapInTheSequenceIsRefusedAndCanBeClosed() throws Exception {
        RawSocket other = new RawSocket(java.main());
        other.ask("{'jsonrpc':'2.0','id':1,'seq':1,'method':'session.open'}");
        JsonNode refused = other.ask("{'jsonrpc':'2.0','id':3,'seq':3,'method':'remote.require','params':['./clerk']}");
        assertError(refused, -32010, "message 2", "Limits.sequenceGap");
        assertThat(other.ask("{'jsonrpc':'2.0','id':2,'seq':2,'method':'reference.count'}")
                        .at("/result/objects")
                        .asInt())
                .isZero();
        assertThat(other.ask("{'jsonrpc':'2.0','id':3,'seq':3,'method':'remote.require','params':['./clerk']}")
                        .at("/result/$")
                        .asText())
                .isEqualTo("ref");
        other.close();
    }

    @Test
    void aRepeatedMessageIsNotExecutedAgain() throws Exception {
        RawSocket other = new RawSocket(java.main());
        other.ask("{'jsonrpc':'2.0','id':1,'seq':1,'method':'session.open'}");
        String require = "{'jsonrpc':'2.0','id':2,'seq':2,'method':'remote.require','params':['./clerk']}";
        assertThat(other.ask(require).at("/result/n").asInt()).isEqualTo(1);
        other.say(require);
        JsonNode next = other.ask("{'jsonrpc':'2.0','id':3,'seq':3,'method':'reference.count'}");
        assertThat(next.get("id").asInt()).isEqualTo(3);
        assertThat(next.at("/result/objects").asInt()).isLessThanOrEqualTo(2);
        other.close();
    }
}
