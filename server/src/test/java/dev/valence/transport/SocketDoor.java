package dev.valence.transport;

import com.fasterxml.jackson.databind.JsonNode;
import dev.valence.protocol.Json;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A WebSocket client. */
final class SocketDoor implements Door, WebSocket.Listener {
    private static final long PATIENCE_SECONDS = 20;
    static final HttpClient HTTP = HttpClient.newHttpClient();

    private final BlockingQueue<String> frames = new LinkedBlockingQueue<>();
    private final StringBuilder partial = new StringBuilder();
    private final BlockingQueue<byte[]> parts = new LinkedBlockingQueue<>();
    private final ByteArrayOutputStream binary = new ByteArrayOutputStream();
    private final CompletableFuture<Integer> closed = new CompletableFuture<>();
    private final WebSocket socket;
    private int markers;

    SocketDoor(URI address) {
        this(address, HTTP.newWebSocketBuilder());
    }

    /** @param builder may carry headers */
    SocketDoor(URI address, WebSocket.Builder builder) {
        socket = builder.buildAsync(addressOf(address), this).join();
    }

    static URI addressOf(URI address) {
        return URI.create("ws://" + address.getAuthority() + "/valence/socket");
    }

    /** Sends and does not wait for anything. */
    void tell(String text) {
        socket.sendText(text, true).join();
    }

    void tellBytes(byte[] bytes) {
        socket.sendBinary(ByteBuffer.wrap(bytes), true).join();
    }

    /** The next binary message, as it came. */
    byte[] nextBytes() {
        try {
            byte[] next = parts.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
            if (next == null) {
                throw new AssertionError("no binary message came");
            }
            return next;
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** The next frame, as it came. */
    String nextText() {
        try {
            String next = frames.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
            if (next == null) {
                throw new AssertionError("no frame came");
            }
            return next;
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** A frame that has come; null where none has. */
    @Nullable
    String nextIfAny() {
        return frames.poll();
    }

    /** The next message, with all its members. */
    JsonNode next() {
        return Json.of(nextText());
    }

    /** A request whose answer is known tells when all answers before it have come. */
    @Override
    public List<JsonNode> exchange(String text) {
        String marker = "marker " + ++markers;
        tell(text);
        tell("""
                {"jsonrpc":"2.0","id":"%s","method":"remote.global","params":["no such global"]}""".formatted(marker));
        List<JsonNode> answers = new ArrayList<>();
        for (JsonNode next = next(); !next.path("id").asText().equals(marker); next = next()) {
            answers.add(Json.plain(next));
        }
        return answers;
    }

    /** The code with which the socket was closed; waits for it. */
    int closeCode() {
        return closed.orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
    }

    /** Whether the socket was closed, or the connection broke. */
    boolean isClosed() {
        return closed.isDone();
    }

    /** Goes as a browser does that closes a page. */
    void goAway() {
        socket.sendClose(1001, "").join();
    }

    /** Goes as a page does that is about to be frozen. */
    void hibernate() {
        socket.sendClose(4001, "").join();
    }

    /** Goes as a network does that fails. */
    void abort() {
        socket.abort();
    }

    @Override
    public CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
        partial.append(data);
        if (last) {
            frames.add(partial.toString());
            partial.setLength(0);
        }
        webSocket.request(1);
        return null;
    }

    @Override
    public CompletionStage<?> onBinary(WebSocket webSocket, ByteBuffer data, boolean last) {
        byte[] bytes = new byte[data.remaining()];
        data.get(bytes);
        binary.writeBytes(bytes);
        if (last) {
            parts.add(binary.toByteArray());
            binary.reset();
        }
        frames.add("binary:" + new String(bytes, java.nio.charset.StandardCharsets.UTF_8));
        webSocket.request(1);
        return null;
    }

    @Override
    public CompletionStage<?> onClose(WebSocket webSocket, int statusCode, String reason) {
        closed.complete(statusCode);
        return null;
    }

    @Override
    public void onError(WebSocket webSocket, Throwable error) {
        closed.completeExceptionally(error);
    }

    @Override
    public void close() {
        socket.abort();
    }
}
