package dev.valence.transport;

import dev.valence.MainProcess;
import dev.valence.api.Exposed;
import dev.valence.api.Limits;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Any bytes as a request to the HTTP endpoint of a real Jetty. The first byte chooses the headers, the rest is the body. {@code FuzzingTest}
 * runs it.
 *
 * <p>What must hold: each request is answered in time, by a status that is documented, and never by a failure of Java's own.
 */
public final class EndpointFuzz {
    private static final int PATIENCE_MILLIS = 60_000;
    private static final Set<Integer> DOCUMENTED = Set.of(200, 204, 400, 413, 415);
    private static final int HAS_SESSION = 1;
    private static final int READS = 2;
    private static final int PARKS = 4;
    private static final int IS_TEXT = 8;
    private static final String CREDENTIALS = "fuzzed.a-secret-of-enough-characters";
    private static final String OPEN =
            "{\"jsonrpc\":\"2.0\",\"id\":0,\"method\":\"session.open\",\"params\":[{\"renderer\":\"fuzzed\",\"secret\":\"a-secret-of-enough-characters\"}]}";
    private static final String REQUIRE =
            "{\"jsonrpc\":\"2.0\",\"id\":0,\"method\":\"remote.require\",\"params\":[\"m\"]}";

    private static EndpointFuzz only;

    /** What requests that are in order reach. */
    @Exposed
    public static final class Module {
        public int number;

        public Object echo(Object given) {
            return given;
        }

        public Map<String, List<Integer>> lists(Map<String, List<Integer>> given) {
            return given;
        }

        public Module self() {
            return this;
        }
    }

    private final URI address = MainProcess.builder()
            .admitAnyone()
            .module("m", new Module())
            // Java does not wait long for messages that never come.
            .limits(Limits.defaults().withSequenceGap(Duration.ofMillis(1)))
            .start()
            .address();
    private Socket socket;

    private EndpointFuzz() throws IOException {
        begin();
    }

    /** To start takes longer than any answer, where all classes are rewritten on their way. */
    public static synchronized void fuzzerInitialize() throws IOException {
        if (only == null) {
            only = new EndpointFuzz();
        }
    }

    /** The fuzzer's way in. */
    public static void fuzzerTestOneInput(byte[] input) throws IOException {
        fuzzerInitialize();
        if (input.length > 0) {
            only.send(input[0], Arrays.copyOfRange(input, 1, input.length));
        }
    }

    private void send(int choice, byte[] body) throws IOException {
        StringBuilder headers = new StringBuilder();
        headers.append((choice & HAS_SESSION) == 0 ? "" : "Valence-Session: " + CREDENTIALS + "\r\n");
        headers.append((choice & READS) == 0 ? "" : "Valence-Ack: 0\r\nValence-Wait: 1\r\n");
        headers.append((choice & PARKS) == 0 ? "" : "Valence-Park: 0\r\nValence-Wait: 1\r\n");
        headers.append("Content-Type: " + ((choice & IS_TEXT) == 0 ? "application/json" : "text/plain") + "\r\n");
        Answer answer = post(headers.toString(), body);
        if (!DOCUMENTED.contains(answer.status())) {
            throw new AssertionError(answer.status() + " " + answer.body());
        }
        if (answer.body().contains("Internal error")) {
            throw new AssertionError("a failure of Java's own: " + answer.body());
        }
        if (answer.body().contains("-32011")) {
            begin();
        }
    }

    /** The fuzzer may end its session. */
    private void begin() throws IOException {
        String headers = "Valence-Session: " + CREDENTIALS + "\r\nContent-Type: application/json\r\n";
        post(headers, OPEN.getBytes(StandardCharsets.US_ASCII));
        post(headers, REQUIRE.getBytes(StandardCharsets.US_ASCII));
    }

    private record Answer(int status, String body) {}

    private Answer post(String headers, byte[] body) throws IOException {
        if (socket == null || socket.isClosed()) {
            socket = new Socket(address.getHost(), address.getPort());
            socket.setSoTimeout(PATIENCE_MILLIS);
        }
        String head = "POST /valence/call HTTP/1.1\r\nHost: localhost\r\n" + headers + "Content-Length: " + body.length
                + "\r\n\r\n";
        OutputStream output = socket.getOutputStream();
        output.write(head.getBytes(StandardCharsets.US_ASCII));
        output.write(body);
        output.flush();
        return answer(socket.getInputStream());
    }

    private Answer answer(InputStream input) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        while (!head.toString(StandardCharsets.US_ASCII).endsWith("\r\n\r\n")) {
            int next = input.read();
            if (next < 0) {
                throw new AssertionError("the connection ended after " + head);
            }
            head.write(next);
        }
        String text = head.toString(StandardCharsets.US_ASCII).toLowerCase(java.util.Locale.ROOT);
        int status = Integer.parseInt(text.substring("http/1.1 ".length(), "http/1.1 ".length() + 3));
        int at = text.indexOf("content-length: ");
        int length = at < 0 ? 0 : Integer.parseInt(text.substring(at + 16, text.indexOf("\r\n", at)));
        String body = new String(input.readNBytes(length), StandardCharsets.UTF_8);
        if (text.contains("connection: close")) {
            socket.close();
        }
        return new Answer(status, body);
    }
}
