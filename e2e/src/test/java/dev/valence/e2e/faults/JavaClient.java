package dev.valence.e2e.faults;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.valence.transport.TakenInOrder;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A client of a {@link Ledger} that is no browser: it numbers what it sends, by either door, sends again what was lost, and writes down in a
 * {@link History} what it asked and what came of it. For one thread.
 */
final class JavaClient implements AutoCloseable {
    private static final JsonMapper JSON = new JsonMapper();
    private static final String RENDERER = "client";
    private static final String SECRET = "0123456789012345678901";
    /** The first two messages open the session and ask for the ledger. */
    private static final int BEFORE_CALLS = 2;

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    /** A quarter of a second, where nothing comes. */
    private static final int LOOKS_PER_SIGN = 50;

    private final HttpClient http = HttpClient.newHttpClient();
    private final URI network;
    private final History history;
    /** All messages, by number. */
    private final List<String> sent = new ArrayList<>();

    private final TakenInOrder incoming = new TakenInOrder(this::take);
    private final List<String> errors = new ArrayList<>();
    private @Nullable SocketLink link;
    private int sockets;
    private int functions;
    private long ledger;
    private int answers;

    /** @param network where the way to Java begins; nothing fails on it yet */
    JavaClient(URI network, History history) throws InterruptedException {
        this.network = network;
        this.history = history;
        message("session.open", identity(""));
        message("remote.require", "\"./ledger\"");
        while (ledger == 0) {
            look();
        }
    }

    private String identity(String more) {
        return """
                {"renderer":"%s","secret":"%s","epoch":%d%s}""".formatted(RENDERER, SECRET, sockets + 1, more);
    }

    private void message(String method, String params) {
        int number = sent.size() + 1;
        sent.add("""
                {"jsonrpc":"2.0","id":%d,"seq":%d,"ack":%d,"method":"%s","params":[%s]}""".formatted(number, number, incoming.last(), method, params));
    }

    private int call(String format) {
        int id = sent.size() + 1 - BEFORE_CALLS;
        history.invoked(id);
        message("member.call", ledger + "," + format.formatted(id));
        return sent.size();
    }

    /** Asks for an entry; gives the number of the message, which is not sent yet. */
    int append() {
        return call("\"append\",[%d]");
    }

    /** The same, and Java calls a function. */
    int appendAndSay() {
        int function = ++functions;
        return call("\"appendAndSay\",[%d,{\"$\":\"callback\",\"id\":1,\"n\":" + function
                + ",\"length\":1,\"at\":\"here\"}]");
    }

    /** Sends messages by the socket; where there is none, the next one brings them. */
    void bySocket(int... numbers) {
        if (link != null) {
            link.send(batch(numbers));
        }
    }

    /** Sends messages by HTTP, and reads what is due. What was lost on the way goes again by the socket. */
    void byHttp(int... numbers) throws InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(network.resolve("/valence/call"))
                .timeout(PATIENCE)
                .header("Content-Type", "application/json")
                .header("Valence-Session", RENDERER + "." + SECRET)
                .header("Valence-Ack", String.valueOf(incoming.last()))
                .header("Valence-Wait", "1")
                .POST(BodyPublishers.ofString(batch(numbers)))
                .build();
        try {
            HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
            if (answer.statusCode() == 200) {
                arriveAll(answer.body());
            } else if (answer.statusCode() != 204) {
                errors.add(answer.statusCode() + " " + answer.body());
            }
        } catch (IOException broken) {
            sendAgain();
        }
    }

    private String batch(int... numbers) {
        List<String> messages = new ArrayList<>();
        for (int number : numbers) {
            messages.add(sent.get(number - 1));
        }
        return "[" + String.join(",", messages) + "]";
    }

    /** Takes in what comes within some milliseconds; connects where nothing is connected. */
    void look() throws InterruptedException {
        if (link == null || link.isBroken()) {
            link = connect();
            sendAgain();
        }
        for (String frame = link == null ? null : link.next(); frame != null; frame = link.nextIfAny()) {
            arriveAll(frame);
        }
    }

    private @Nullable SocketLink connect() {
        SocketLink next = SocketLink.open(http, network, PATIENCE);
        if (next != null && sockets > 0) {
            next.send("""
                    {"jsonrpc":"2.0","id":"resume","method":"session.open","params":[%s]}""".formatted(identity(",\"resume\":true")));
        }
        sockets++;
        return next;
    }

    private void sendAgain() {
        int first = Math.toIntExact(incoming.received()) + 1;
        if (first <= sent.size()) {
            bySocket(IntStream.rangeClosed(first, sent.size()).toArray());
        }
    }

    /** Looks until all calls are answered. As a page does, it says now and then that it is there: of a link that is dead it may not hear otherwise. */
    void settle() throws InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        for (int looks = 1; answers < history.calls() && System.nanoTime() < end; looks++) {
            look();
            if (looks % LOOKS_PER_SIGN == 0 && link != null) {
                link.send("""
                        {"jsonrpc":"2.0","method":"session.alive","ack":%d}""".formatted(incoming.last()));
            }
        }
    }

    private void arriveAll(String frame) {
        try {
            JsonNode content = JSON.readTree(frame);
            // Refusals of a whole frame have no number, and are never taken in.
            for (JsonNode message : content.isArray() ? content : List.of(content)) {
                if (message.has("error")) {
                    errors.add(message.toString());
                }
            }
            incoming.arrive(content);
        } catch (JsonProcessingException broken) {
            errors.add("no JSON: " + frame);
        }
    }

    private void take(JsonNode message) {
        long id = message.path("id").asLong();
        if (message.path("method").asText().equals("callback.call")) {
            history.heard(message.at("/params/1/0").asLong());
        } else if (id == BEFORE_CALLS) {
            ledger = message.at("/result/id").asLong();
        } else if (id > BEFORE_CALLS) {
            answers++;
            history.returned(id - BEFORE_CALLS, message.path("result").asLong());
        }
    }

    /** What Java refused. */
    List<String> errors() {
        return errors;
    }

    int sockets() {
        return sockets;
    }

    @Override
    public void close() {
        if (link != null) {
            link.close();
        }
    }
}
