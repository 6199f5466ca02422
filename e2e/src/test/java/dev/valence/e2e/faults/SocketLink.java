package dev.valence.e2e.faults;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One WebSocket of a {@link JavaClient}, until it breaks. */
final class SocketLink implements WebSocket.Listener, AutoCloseable {
    private static final int LOOK_MILLIS = 5;

    private final BlockingQueue<String> frames = new LinkedBlockingQueue<>();
    private final StringBuilder partial = new StringBuilder();
    private volatile boolean isBroken;
    private @Nullable WebSocket socket;

    private SocketLink() {}

    /** Null where the connection breaks before it is one. */
    static @Nullable SocketLink open(HttpClient http, URI network, Duration patience) {
        SocketLink link = new SocketLink();
        try {
            link.socket = http.newWebSocketBuilder()
                    .connectTimeout(patience)
                    .buildAsync(URI.create("ws://" + network.getAuthority() + "/valence/socket"), link)
                    .join();
            return link;
        } catch (CompletionException broken) {
            return null;
        }
    }

    void send(String frame) {
        try {
            if (socket != null) {
                socket.sendText(frame, true).join();
            }
        } catch (CompletionException broken) {
            isBroken = true;
        }
    }

    /** The next frame, if one comes soon. */
    @Nullable
    String next() throws InterruptedException {
        return frames.poll(LOOK_MILLIS, TimeUnit.MILLISECONDS);
    }

    @Nullable
    String nextIfAny() {
        return frames.poll();
    }

    boolean isBroken() {
        return isBroken;
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
        partial.append(data);
        if (last) {
            frames.add(partial.toString());
            partial.setLength(0);
        }
        webSocket.request(1);
        return null;
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket webSocket, int code, String reason) {
        isBroken = true;
        return null;
    }

    @Override
    public void onError(WebSocket webSocket, Throwable error) {
        isBroken = true;
    }

    @Override
    public void close() {
        if (socket != null) {
            socket.abort();
        }
    }
}
