package dev.valence.bench;

import java.nio.ByteBuffer;
import java.util.function.UnaryOperator;
import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Session;
import org.jspecify.annotations.Nullable;

/** Answers what comes, on Jetty's own thread: texts by a rule, bytes with themselves. Public because Jetty wants it so. */
public final class EchoSocket implements Session.Listener.AutoDemanding {
    private final UnaryOperator<String> answer;
    private @Nullable Session socket;

    EchoSocket(UnaryOperator<String> answer) {
        this.answer = answer;
    }

    @Override
    public void onWebSocketOpen(Session opened) {
        socket = opened;
    }

    @Override
    public void onWebSocketText(String text) {
        var open = socket;
        if (open != null) {
            open.sendText(answer.apply(text), Callback.NOOP);
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
