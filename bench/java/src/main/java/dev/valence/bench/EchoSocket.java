package dev.valence.bench;

import java.nio.ByteBuffer;
import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Session;
import org.jspecify.annotations.Nullable;

/** Sends back what comes, on Jetty's own thread. Public because Jetty wants it so. */
public final class EchoSocket implements Session.Listener.AutoDemanding {
    private @Nullable Session socket;

    @Override
    public void onWebSocketOpen(Session opened) {
        socket = opened;
    }

    @Override
    public void onWebSocketText(String text) {
        var open = socket;
        if (open != null) {
            open.sendText(text, Callback.NOOP);
        }
    }

    @Override
    public void onWebSocketBinary(ByteBuffer payload, Callback callback) {
        var open = socket;
        if (open != null) {
            open.sendBinary(payload, callback);
        }
    }

    /** Pages come and go. */
    @Override
    public void onWebSocketError(Throwable cause) {}
}
