package dev.valence.e2e.bridge;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A network between page and Java that writes down every message before it passes it on: by whichever door it goes, and whatever the client
 * is made of.
 */
final class Wiretap implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern LENGTH = Pattern.compile("(?i)\ncontent-length: *(\\d+)");
    private static final Pattern UPGRADE = Pattern.compile("(?i)\nupgrade: *websocket");
    /** The first byte of a frame that has attachments after its JSON. */
    private static final int PACKET = 0x01;
    /** That byte, the length of the JSON, and that of what is attached. */
    private static final int PACKET_HEADER = 9;

    private final List<Unit> fromPage = new CopyOnWriteArrayList<>();
    private final List<Unit> fromJava = new CopyOnWriteArrayList<>();
    private final Cable cable;

    /**
     * A WebSocket frame with its header, or the body of an HTTP request.
     *
     * @param json a message or an array of them
     */
    record Unit(JsonNode json, int bytes) {}

    Wiretap(URI server) throws IOException {
        cable = new Cable(server, this::pass);
    }

    /** Address of the page's end. */
    URI address() {
        return cable.address();
    }

    /** Breaks all connections, without a farewell; new ones come through. */
    void jolt() {
        cable.jolt();
    }

    /** Forgets what it has heard. */
    void clear() {
        fromPage.clear();
        fromJava.clear();
    }

    /** What pages have said since it was last cleared. */
    List<Unit> fromPage() {
        return List.copyOf(fromPage);
    }

    /** The messages among that, one by one. */
    Stream<JsonNode> messagesFromPage() {
        return fromPage.stream()
                .flatMap(unit -> unit.json().isArray() ? unit.json().valueStream() : Stream.of(unit.json()));
    }

    /** What Java has said by its sockets. */
    List<Unit> fromJava() {
        return List.copyOf(fromJava);
    }

    private void pass(Cable.Connection connection, InputStream from, OutputStream to, boolean isPage)
            throws IOException {
        DataInputStream in = new DataInputStream(new BufferedInputStream(from));
        Copier copier = new Copier(in, to);
        while (true) {
            String head = copier.head();
            boolean isSocket = isPage ? UPGRADE.matcher(head).find() : head.startsWith("HTTP/1.1 101");
            Matcher length = LENGTH.matcher(head);
            if (isSocket) {
                copier.pass();
                listen(copier, isPage ? fromPage : fromJava);
            } else if (!isPage) {
                copier.pass();
                in.transferTo(to);
                return;
            } else if (length.find()) {
                byte[] body = copier.take(Integer.parseInt(length.group(1)));
                if (body.length > 0) {
                    fromPage.add(new Unit(JSON.readTree(body), body.length));
                }
            }
            copier.pass();
        }
    }

    /** RFC 6455 section 5.2. */
    private static void listen(Copier copier, List<Unit> heard) throws IOException {
        ByteArrayOutputStream message = new ByteArrayOutputStream();
        int bytes = 0;
        while (true) {
            int first = copier.read();
            int second = copier.read();
            int length = second & 0x7F;
            if (length == 126) {
                length = copier.number(2);
            } else if (length == 127) {
                copier.number(4);
                length = copier.number(4);
            }
            byte @Nullable [] mask = (second & 0x80) == 0 ? null : copier.take(4);
            byte[] payload = copier.take(length);
            boolean isControl = (first & 0x08) != 0;
            if (!isControl) {
                for (int i = 0; mask != null && i < length; i++) {
                    payload[i] ^= mask[i % 4];
                }
                message.write(payload);
                bytes += copier.taken();
                if ((first & 0x80) != 0 && isWhole(message.toByteArray())) {
                    heard.add(new Unit(JSON.readTree(text(message.toByteArray())), bytes));
                    message.reset();
                    bytes = 0;
                }
            }
            copier.pass();
        }
    }

    /** A packet may be spread over several messages. */
    private static boolean isWhole(byte[] message) {
        return message[0] != PACKET || message.length == PACKET_HEADER + length(message, 1) + length(message, 5);
    }

    private static int length(byte[] packet, int at) {
        return ByteBuffer.wrap(packet).order(ByteOrder.LITTLE_ENDIAN).getInt(at);
    }

    private static String text(byte[] message) {
        return message[0] == PACKET
                ? new String(message, PACKET_HEADER, length(message, 1), StandardCharsets.UTF_8)
                : new String(message, StandardCharsets.UTF_8);
    }

    /** Reads, and passes on what was read when it is told to. */
    private static final class Copier {
        private final DataInputStream in;
        private final OutputStream out;
        private final ByteArrayOutputStream kept = new ByteArrayOutputStream();

        Copier(DataInputStream in, OutputStream out) {
            this.in = in;
            this.out = out;
        }

        String head() throws IOException {
            String head = "";
            while (!head.endsWith("\r\n\r\n")) {
                head += (char) read();
            }
            return head;
        }

        int read() throws IOException {
            int read = in.readUnsignedByte();
            kept.write(read);
            return read;
        }

        int number(int length) throws IOException {
            int number = 0;
            for (byte each : take(length)) {
                number = number << 8 | (each & 0xFF);
            }
            return number;
        }

        byte[] take(int length) throws IOException {
            byte[] bytes = in.readNBytes(length);
            kept.write(bytes);
            return bytes;
        }

        int taken() {
            return kept.size();
        }

        void pass() throws IOException {
            kept.writeTo(out);
            out.flush();
            kept.reset();
        }
    }

    @Override
    public void close() throws IOException {
        cable.close();
    }
}
