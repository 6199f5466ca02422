package dev.valence.bench;

import java.nio.ByteBuffer;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Session;
import org.jspecify.annotations.Nullable;

/**
 * An echo with two sockets of one page: what comes by the one goes back by the other, which is open by then. Public because
 * Jetty wants it so.
 */
public final class RelaySocket implements Session.Listener.AutoDemanding {
    private static final ConcurrentMap<String, Session> RECEIVERS = new ConcurrentHashMap<>();

    private final String page;
    private final boolean receives;
    private @Nullable Session receiver;

    /**
     * @param page name that both sockets of a page go by
     * @param receives whether this is the one for what goes back
     */
    RelaySocket(String page, boolean receives) {
        this.page = page;
        this.receives = receives;
    }

    @Override
    public void onWebSocketOpen(Session opened) {
        if (receives) {
            RECEIVERS.put(page, opened);
        } else {
            receiver = RECEIVERS.get(page);
        }
    }

    @Override
    public void onWebSocketBinary(ByteBuffer payload, Callback callback) {
        var other = receiver;
        if (other != null) {
            other.sendBinary(payload, callback);
        }
    }

    @Override
    public void onWebSocketClose(int code, String reason, Callback callback) {
        if (receives) {
            RECEIVERS.remove(page);
        }
        callback.succeed();
    }

    /** Pages come and go. */
    @Override
    public void onWebSocketError(Throwable cause) {}
}
