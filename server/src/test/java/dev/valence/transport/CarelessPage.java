package dev.valence.transport;

import com.fasterxml.jackson.databind.JsonNode;
import dev.valence.protocol.Json;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A page that sends its calls by either door, again and in the wrong order, and loses its socket: as often as it is told to. It keeps the
 * rules for what comes in. For one thread.
 */
final class CarelessPage implements AutoCloseable {
    private static final String SECRET = "0123456789012345678901";

    private final URI address;
    private final String renderer;
    private final HttpDoor http;
    /** All that it has sent, by number. */
    private final List<String> sent = new ArrayList<>();

    private final TakenInOrder incoming = new TakenInOrder(this::take);
    private final Map<Integer, Integer> answers = new HashMap<>();
    private final List<Integer> heard = new ArrayList<>();
    private SocketDoor socket;
    private final long ledger;
    private int handedOver;

    CarelessPage(URI address, String renderer) {
        this.address = address;
        this.renderer = renderer;
        this.http = new HttpDoor(address, renderer + "." + SECRET);
        number("session.open", identity(""));
        number("remote.require", "\"ledger\"");
        JsonNode opened = Json.of(http.post("[" + sent.get(0) + "," + sent.get(1) + "]", "Valence-Ack", "0")
                .body());
        while (opened.size() < 2) {
            opened = Json.of(http.post("", "Valence-Ack", "0").body());
        }
        this.ledger = opened.at("/1/result/id").asLong();
        incoming.arrive(opened);
        this.socket = attach();
    }

    private String identity(String more) {
        return """
                {"renderer":"%s","secret":"%s"%s}""".formatted(renderer, SECRET, more);
    }

    /** Makes the next message ready; gives its index in {@link #sent}, one less than its number and its id. */
    private int number(String method, String params) {
        int seq = sent.size() + 1;
        sent.add("""
                {"jsonrpc":"2.0","id":%d,"seq":%d,"ack":%d,"method":"%s","params":[%s]}""".formatted(seq, seq, incoming.last(), method, params));
        return sent.size() - 1;
    }

    private SocketDoor attach() {
        SocketDoor next = new SocketDoor(address);
        next.tell("""
                {"jsonrpc":"2.0","id":"resume","method":"session.open","params":[%s]}""".formatted(identity(",\"resume\":true")));
        return next;
    }

    /** Makes a call ready that appends {@code number}. */
    int append(int number) {
        return number("member.call", "%d,\"append\",[%d]".formatted(ledger, number));
    }

    /** The same, and Java says it to a function of the page. */
    int appendAndSay(int number) {
        return number("member.call", """
                %d,"appendAndSay",[%d,{"$":"callback","id":1,"n":%d,"length":1,"at":"here"}]""".formatted(ledger, number, ++handedOver));
    }

    /** How many messages are ready, sent or not. */
    int ready() {
        return sent.size();
    }

    /** Sends these, which may have been sent before. */
    void bySocket(List<Integer> indices, boolean asBatch) {
        if (asBatch) {
            socket.tell(batch(indices));
        } else {
            indices.forEach(index -> socket.tell(sent.get(index)));
        }
    }

    /** Sends these, which may have been sent before, and reads what is due. */
    void byHttp(List<Integer> indices) {
        String body = http.post(batch(indices), "Valence-Ack", String.valueOf(incoming.last()), "Valence-Wait", "1")
                .body();
        if (!body.isEmpty()) {
            incoming.arrive(Json.of(body));
        }
    }

    private String batch(List<Integer> indices) {
        return indices.isEmpty()
                ? ""
                : "[" + String.join(",", indices.stream().map(sent::get).toList()) + "]";
    }

    /** The network breaks; all that Java has not acknowledged goes by the next socket. */
    void loseSocket() {
        socket.abort();
        socket = attach();
        List<Integer> unacknowledged = new ArrayList<>();
        for (int index = Math.toIntExact(incoming.received()); index < sent.size(); index++) {
            unacknowledged.add(index);
        }
        if (!unacknowledged.isEmpty()) {
            bySocket(unacknowledged, true);
        }
    }

    /** Takes in what the socket has brought. */
    void look() {
        for (String frame = socket.nextIfAny(); frame != null; frame = socket.nextIfAny()) {
            incoming.arrive(Json.of(frame));
        }
    }

    private void take(JsonNode message) {
        if (message.path("method").asText().equals("callback.call")) {
            heard.add(message.at("/params/1/0").asInt());
        } else if (message.path("id").isInt() && message.path("id").asInt() > 2) {
            Integer before = answers.put(
                    message.get("id").asInt(), message.path("result").asInt(-1));
            if (before != null) {
                throw new AssertionError("a second answer: " + message);
            }
        }
    }

    /** Results by the ids of the calls; -1 where it is none. */
    Map<Integer, Integer> answers() {
        return answers;
    }

    /** What the page's function was called with. */
    List<Integer> heard() {
        return heard;
    }

    @Override
    public void close() {
        http.close();
        socket.close();
    }
}
