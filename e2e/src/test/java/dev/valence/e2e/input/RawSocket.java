package dev.valence.e2e.input;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.valence.MainProcess;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A client that says what it likes. */
final class RawSocket implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final BlockingQueue<String> received = new LinkedBlockingQueue<>();
    private final WebSocket socket;

    /** A client with a launch token, as every program that is no browser needs one. */
    RawSocket(MainProcess main) {
        URI address = URI.create(main.address().toString().replaceFirst("^http", "ws") + "valence/socket");
        socket = HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .header("Authorization", "Bearer " + main.launchToken())
                .buildAsync(address, new Receiver())
                .join();
    }

    private final class Receiver implements WebSocket.Listener {
        private final StringBuilder frame = new StringBuilder();

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
            frame.append(data);
            if (last) {
                received.add(frame.toString());
                frame.setLength(0);
            }
            webSocket.request(1);
            return null;
        }
    }

    /** Sends a frame; single quotes stand for double ones. */
    RawSocket say(String frame) {
        socket.sendText(frame.replace('\'', '"'), true).join();
        return this;
    }

    /** The next frame. */
    JsonNode hear() throws Exception {
        String frame = received.poll(5, TimeUnit.SECONDS);
        if (frame == null) {
            throw new AssertionError("Java said nothing");
        }
        return JSON.readTree(frame);
    }

    /** Says something and gives the answer to it. */
    JsonNode ask(String frame) throws Exception {
        return say(frame).hear();
    }

    @Override
    public void close() {
        socket.sendClose(WebSocket.NORMAL_CLOSURE, "").join();
        socket.abort();
    }
}
