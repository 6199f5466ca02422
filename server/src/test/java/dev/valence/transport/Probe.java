package dev.valence.transport;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.protocol.Json;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** A page that asks for whatever comes to its mind, many things at a time, and looks at every answer. */
final class Probe implements AutoCloseable {
    private static final int PER_FRAME = 100;

    private final SocketDoor socket;
    private final List<ObjectNode> due = new ArrayList<>();
    private final List<Consumer<JsonNode>> readers = new ArrayList<>();

    /** What Java said unasked, such as the values of promises. */
    final List<JsonNode> told = new ArrayList<>();

    Probe(URI address) {
        socket = new SocketDoor(address);
    }

    static ArrayNode list(Object... values) {
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        for (Object each : values) {
            list.add(each instanceof JsonNode json ? json : JsonNodeFactory.instance.pojoNode(each));
        }
        return list;
    }

    /** Asks with the next frame. */
    void ask(String method, ArrayNode params, Consumer<JsonNode> reader) {
        ObjectNode request = JsonNodeFactory.instance
                .objectNode()
                .put("jsonrpc", "2.0")
                .put("id", readers.size())
                .put("method", method);
        request.set("params", params);
        due.add(request);
        readers.add(reader);
        if (due.size() == PER_FRAME) {
            send();
        }
    }

    /** Sends what is asked, also by those who read the answers, until nothing is. */
    void settle() {
        while (!due.isEmpty()) {
            send();
        }
    }

    JsonNode answer(String method, Object... params) {
        List<JsonNode> answers = new ArrayList<>();
        ask(method, list(params), answers::add);
        settle();
        return answers.get(0);
    }

    JsonNode result(String method, Object... params) {
        JsonNode answer = answer(method, params);
        if (!answer.has("result")) {
            throw new AssertionError("no result: " + answer);
        }
        return answer.get("result");
    }

    private void send() {
        ArrayNode batch = JsonNodeFactory.instance.arrayNode().addAll(due);
        due.clear();
        for (JsonNode frame : socket.exchange(Json.ascii(batch))) {
            (frame.isArray() ? frame : List.of(frame)).forEach(this::take);
        }
    }

    private void take(JsonNode message) {
        if (message.has("method")) {
            told.add(message);
        } else {
            readers.get(message.get("id").asInt()).accept(message);
        }
    }

    @Override
    public void close() {
        socket.close();
    }
}
