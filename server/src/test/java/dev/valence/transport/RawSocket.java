package dev.valence.transport;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** A WebSocket client that reads when the test says so, and not before: what it does not read waits in Java. */
final class RawSocket implements AutoCloseable {
    private static final int FINAL_TEXT = 0x81;
    private static final int TEXT = 0x01;
    private static final int CONTINUATION = 0x00;
    private static final int FINAL_CONTINUATION = 0x80;
    private static final int CLOSE = 8;
    private static final int FINAL = 0x80;
    private static final int HEADER_BYTES = 14;
    private static final int PATIENCE_MILLIS = 30_000;

    private final Socket socket = new Socket();
    private final DataInputStream in;
    private final DataOutputStream out;

    RawSocket(URI address) {
        try {
            // What the system takes in for us is none of what is measured.
            socket.setReceiveBufferSize(16 * 1024);
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(PATIENCE_MILLIS);
            socket.connect(new InetSocketAddress(address.getHost(), address.getPort()));
            in = new DataInputStream(socket.getInputStream());
            out = new DataOutputStream(socket.getOutputStream());
            out.write(("GET /valence/socket HTTP/1.1\r\nHost: " + address.getAuthority() + "\r\nUpgrade: websocket\r\n"
                            + "Connection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
                            + "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n")
                    .getBytes(StandardCharsets.ISO_8859_1));
            StringBuilder head = new StringBuilder();
            while (head.indexOf("\r\n\r\n") < 0) {
                head.append((char) in.readUnsignedByte());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sends a message. */
    void send(String text) throws IOException {
        send(frame(FINAL_TEXT, text));
    }

    /** The end of a message that has begun, as it goes by the wire: many may send the same one. */
    static ByteBuffer lastFrameOf(String text) {
        return frame(FINAL_CONTINUATION, text);
    }

    /** Sends what {@link #lastFrameOf} gave. */
    void send(ByteBuffer frame) throws IOException {
        out.write(frame.array(), 0, frame.limit());
        out.flush();
    }

    /** Sends a message without its end. */
    void begin(String text) throws IOException {
        send(frame(TEXT, text));
    }

    /** Goes on with a message that has begun. */
    void goOn(String text, boolean isLast) throws IOException {
        send(frame(isLast ? FINAL_CONTINUATION : CONTINUATION, text));
    }

    /** A mask of zeros leaves the bytes as they are. */
    private static ByteBuffer frame(int kind, String text) {
        byte[] payload = text.getBytes(StandardCharsets.UTF_8);
        ByteBuffer frame = ByteBuffer.allocate(HEADER_BYTES + payload.length).put((byte) kind);
        if (payload.length < 126) {
            frame.put((byte) (0x80 | payload.length));
        } else {
            frame.put((byte) (0x80 | 127)).putLong(payload.length);
        }
        return frame.putInt(0).put(payload).flip();
    }

    /** The next message of Java; control frames are passed over. Empty where the socket is closed, after {@link #closeReason} is known. */
    String read() throws IOException {
        ByteArrayOutputStream message = new ByteArrayOutputStream();
        while (true) {
            int head;
            try {
                head = in.readUnsignedByte();
            } catch (EOFException end) {
                return "";
            }
            int kind = head & 0x0f;
            int length = in.readUnsignedByte();
            long bytes = length == 126 ? in.readUnsignedShort() : length == 127 ? in.readLong() : length;
            byte[] payload = new byte[(int) bytes];
            in.readFully(payload);
            if (kind == CLOSE) {
                int code = ByteBuffer.wrap(payload).getShort() & 0xffff;
                closeReason = code + " " + new String(payload, 2, payload.length - 2, StandardCharsets.UTF_8);
                return "";
            }
            if (kind <= 2) {
                message.writeBytes(payload);
                if ((head & FINAL) != 0) {
                    return message.toString(StandardCharsets.UTF_8);
                }
            }
        }
    }

    private String closeReason = "";

    /** Code and reason with which Java closed the socket; empty where it has not. */
    String closeReason() {
        return closeReason;
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
