package dev.valence.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.valence.MainProcess;
import dev.valence.api.Limits;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Connections that ask for nothing, or take for ever to do so, cost no one else anything. */
class SlowConnectionsTest {
    private static final int HALF_OPEN = 2000;
    private static final Duration HANDSHAKE = Duration.ofMillis(600);
    private static final Duration AT_ONCE = Duration.ofSeconds(1);

    private static MainProcess start(Limits limits) {
        return MainProcess.builder().admitAnyone().limits(limits).start();
    }

    private static Socket connect(URI address, String said) throws IOException {
        Socket socket = new Socket(address.getHost(), address.getPort());
        socket.setSoTimeout(20_000);
        socket.getOutputStream().write(said.getBytes(StandardCharsets.ISO_8859_1));
        return socket;
    }

    /** Opens many; gives how long a new client then takes to be served. */
    private static Duration serviceBeside(URI address, List<Socket> crowd, int count) throws IOException {
        for (int i = 0; i < count; i++) {
            crowd.add(connect(address, i % 2 == 0 ? "" : "GET /valence/remote.js HTTP/1.1\r\nHost: "));
        }
        long since = System.nanoTime();
        try (SocketDoor client = new SocketDoor(address)) {
            assertThat(client.ask("""
                    {"jsonrpc":"2.0","id":1,"method":"remote.global","params":["none"]}""").has("result")).isTrue();
        }
        return Duration.ofNanos(System.nanoTime() - since);
    }

    private static void close(List<Socket> crowd) throws IOException {
        for (Socket each : crowd) {
            each.close();
        }
    }

    @Test
    void aNewClientIsServedBesideTwoThousandHalfOpenSockets() throws IOException {
        List<Socket> crowd = new ArrayList<>();
        try (MainProcess main = start(Limits.defaults())) {
            serviceBeside(main.address(), crowd, 0);
            assertThat(serviceBeside(main.address(), crowd, HALF_OPEN)).isLessThan(AT_ONCE);
        } finally {
            close(crowd);
        }
    }

    @Test
    void whoeverSaysNothingOrTooLittleIsDisconnected() throws IOException {
        try (MainProcess main = start(Limits.defaults().withHandshake(HANDSHAKE));
                Socket silent = connect(main.address(), "");
                Socket half = connect(main.address(), "GET / HTTP/1.1\r\nHost: ")) {
            assertThat(silent.getInputStream().read()).isEqualTo(-1);
            assertThat(half.getInputStream().read()).isEqualTo(-1);
        }
    }

    @Test
    void aHeadThatDribblesInIsNotWaitedFor() throws IOException {
        try (MainProcess main = start(Limits.defaults().withHandshake(HANDSHAKE));
                Socket first = connect(main.address(), "GET / HTTP/1.1\r\n");
                Socket second = connect(
                        main.address(),
                        "GET / HTTP/1.1\r\nHost: " + main.address().getAuthority() + "\r\n\r\n")) {
            assertThat(second.getInputStream().read())
                    .as("a whole request is answered")
                    .isEqualTo('H');
            dribbleUntilClosed(first);
            dribbleUntilClosed(second);
        }
    }

    private static void dribbleUntilClosed(Socket socket) {
        await().atMost(Duration.ofSeconds(10))
                .pollInterval(Duration.ofMillis(100))
                .until(() -> {
                    try {
                        socket.getOutputStream().write("X-Slow: 1\r\n".getBytes(StandardCharsets.ISO_8859_1));
                        return false;
                    } catch (IOException closed) {
                        return true;
                    }
                });
    }

    @Test
    void aRequestWhoseBodyDoesNotComeIsAnswered408() throws IOException {
        Limits limits = Limits.defaults().withDeadline(Duration.ofMillis(300));
        String head =
                "POST /valence/call HTTP/1.1\r\nHost: %s\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n";
        try (MainProcess main = start(limits);
                Socket slow =
                        connect(main.address(), head.formatted(main.address().getAuthority()) + "{")) {
            assertThat(new String(slow.getInputStream().readNBytes(12), StandardCharsets.ISO_8859_1))
                    .isEqualTo("HTTP/1.1 408");
        }
    }

    @Test
    void aWebSocketThatSaysNothingIsClosed() {
        try (MainProcess main = start(Limits.defaults().withHandshake(HANDSHAKE));
                SocketDoor silent = new SocketDoor(main.address());
                SocketDoor speaking = new SocketDoor(main.address())) {
            String request = """
                    {"jsonrpc":"2.0","id":1,"method":"remote.global","params":["none"]}""";
            assertThat(speaking.ask(request).has("result")).isTrue();
            assertThat(silent.closeCode()).isEqualTo(1008);
            assertThat(speaking.ask(request).has("result"))
                    .as("it has said whose it is")
                    .isTrue();
        }
    }

    @Test
    void beyondTheLimitOfConnectionsOneIsServedWhenOthersHaveEnded() throws IOException {
        Limits limits = Limits.defaults().withConnections(20).withHandshake(HANDSHAKE);
        List<Socket> crowd = new ArrayList<>();
        try (MainProcess main = start(limits)) {
            assertThat(serviceBeside(main.address(), crowd, 19))
                    .as("at the limit")
                    .isLessThan(AT_ONCE);
            assertThat(serviceBeside(main.address(), crowd, 60))
                    .as("beyond it, as soon as the silent ones are disconnected")
                    .isLessThan(Duration.ofSeconds(15));
        } finally {
            close(crowd);
        }
    }
}
