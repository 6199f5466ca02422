package dev.valence.bench.scale;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;

/**
 * One connection that a WebSocket goes through, as thin as can be: what is measured is the server. It sends binary messages, each in one
 * frame, and reads the server's. Of one thread.
 */
final class Renderer implements AutoCloseable {
    private static final int FIN_BINARY = 0x82;
    private static final int MASKED = 0x80;
    private static final int LENGTH_16 = 126;
    private static final int LENGTH_64 = 127;

    private final SocketChannel channel;
    private final ByteBuffer in = ByteBuffer.allocate(1024);
    private final ByteBuffer out = ByteBuffer.allocate(1024);

    /** Bytes of the message being read that have not come. */
    private long rest;

    /** When the message that is answered next was sent. */
    long sentAt;

    /** Number of the message sent last. */
    long seq;

    /** The object to call; 0 for a server that has none. */
    long target;

    Renderer(int port, String path) throws IOException {
        channel = SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        channel.socket().setTcpNoDelay(true);
        String request = "GET " + path + " HTTP/1.1\r\nHost: 127.0.0.1:" + port
                + "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
                + "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n";
        channel.write(ByteBuffer.wrap(ascii(request)));
        StringBuilder answer = new StringBuilder();
        // Nothing comes after it: the server speaks when it is spoken to.
        while (!answer.toString().endsWith("\r\n\r\n")) {
            if (channel.read(in.clear()) < 0) {
                throw new EOFException("The server closed: " + answer);
            }
            answer.append(StandardCharsets.US_ASCII.decode(in.flip()));
        }
        in.clear();
        if (!answer.toString().startsWith("HTTP/1.1 101")) {
            throw new IOException("No WebSocket: " + answer);
        }
    }

    SocketChannel channel() {
        return channel;
    }

    /** Sends a message of less than a kilobyte. The mask is zero, so nothing changes. */
    void send(byte[] message) throws IOException {
        out.clear().put((byte) FIN_BINARY);
        if (message.length < LENGTH_16) {
            out.put((byte) (MASKED | message.length));
        } else {
            out.put((byte) (MASKED | LENGTH_16)).putShort((short) message.length);
        }
        out.putInt(0).put(message).flip();
        while (out.hasRemaining()) {
            channel.write(out);
        }
    }

    /** Takes in what is there; gives how many messages ended. */
    int read() throws IOException {
        in.order(ByteOrder.BIG_ENDIAN);
        if (channel.read(in) < 0) {
            throw new EOFException("The server closed a connection");
        }
        in.flip();
        int ended = 0;
        while (in.hasRemaining()) {
            if (rest == 0 && !beginMessage()) {
                break;
            }
            int part = (int) Math.min(rest, in.remaining());
            in.position(in.position() + part);
            rest -= part;
            if (rest == 0) {
                ended++;
            }
        }
        in.compact();
        return ended;
    }

    /** False where its header is not there as a whole. */
    private boolean beginMessage() {
        int at = in.position();
        if (in.remaining() < 2) {
            return false;
        }
        int length = in.get(at + 1);
        int header = length == LENGTH_64 ? 10 : length == LENGTH_16 ? 4 : 2;
        if (in.remaining() < header) {
            return false;
        }
        rest = length == LENGTH_64 ? in.getLong(at + 2) : length == LENGTH_16 ? in.getShort(at + 2) & 0xffff : length;
        in.position(at + header);
        return true;
    }

    /** Waits for the next message, of less than a kilobyte, with nothing after it. The channel blocks. */
    String await() throws IOException {
        in.clear();
        int length;
        do {
            channel.read(in);
            length = in.position() < 4 ? 0 : in.get(1) < LENGTH_16 ? in.get(1) + 2 : in.getShort(2) + 4;
        } while (length == 0 || in.position() < length);
        int header = in.get(1) < LENGTH_16 ? 2 : 4;
        String message = new String(in.array(), header, length - header, StandardCharsets.UTF_8);
        in.clear();
        return message;
    }

    static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
