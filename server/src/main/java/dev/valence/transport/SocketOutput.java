package dev.valence.transport;

import dev.valence.protocol.Outgoing;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Session;
import org.eclipse.jetty.websocket.api.StatusCode;
import org.jspecify.annotations.Nullable;

/** What leaves by one WebSocket, as text or as bytes: as its client speaks. Safe for any thread. */
final class SocketOutput {
    /** Closes the socket. */
    interface Closing {
        void close(int code, String reason);
    }

    private final Unwritten unwritten;
    private final Runnable onWritten;
    private final Closing closing;
    private final Consumer<Throwable> onFailure;
    private volatile @Nullable Session socket;
    private volatile boolean isBinary;

    /**
     * @param outboxBytes what a client may leave unread of answers that are not numbered
     * @param onWritten is told of each frame that has left
     * @param onFailure is told of a frame that could not leave: the order is broken, and what was not acknowledged goes by the next socket
     */
    SocketOutput(int outboxBytes, Runnable onWritten, Closing closing, Consumer<Throwable> onFailure) {
        this.unwritten = new Unwritten(Unwritten.MOST_BYTES + (long) outboxBytes);
        this.onWritten = onWritten;
        this.closing = closing;
        this.onFailure = onFailure;
    }

    /** From now on something can leave. */
    void open(Session opened) {
        socket = opened;
    }

    /** The client has sent bytes, or text, and is answered so. */
    void speaks(boolean isBytes) {
        isBinary = isBytes;
    }

    void send(Outgoing message) {
        if (message.isPacket()) {
            message.parts().forEach(this::sendBinary);
        } else {
            sendFrame(message.json());
        }
    }

    void sendFrame(byte[] frame) {
        Session open = socket;
        if (isBinary) {
            sendBinary(frame);
        } else if (open != null) {
            open.sendText(new String(frame, StandardCharsets.UTF_8), writing(frame.length));
        }
    }

    private void sendBinary(byte[] bytes) {
        Session open = socket;
        if (open != null) {
            open.sendBinary(ByteBuffer.wrap(bytes), writing(bytes.length));
        }
    }

    /** Answers that are not numbered wait in no outbox; a client that does not read them is given up. */
    private Callback writing(int bytes) {
        if (!unwritten.add(bytes)) {
            closing.close(
                    StatusCode.POLICY_VIOLATION, "This client does not read what it is sent (Limits.outboxBytes)");
        }
        return Callback.from(() -> written(bytes), onFailure);
    }

    private void written(int bytes) {
        unwritten.remove(bytes);
        onWritten.run();
    }

    /** Whether Jetty has so much to write that the session should keep the rest. */
    boolean isFull() {
        return unwritten.isFull();
    }

    /** Whether there is room for a session that was told that there was none; true once. */
    boolean hasRoomAgain() {
        return unwritten.hasRoomAgain();
    }
}
