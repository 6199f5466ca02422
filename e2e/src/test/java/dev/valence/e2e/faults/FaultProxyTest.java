package dev.valence.e2e.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The proxy breaks what it is told to, and the same again for the same seed. */
class FaultProxyTest {
    private static final int CONNECTIONS = 10;
    private static final byte[] HANDSHAKE =
            "GET / HTTP/1.1\r\nUpgrade: websocket\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
    /** Ten bytes of payload, masked: 0x8A is a mask and that length. */
    private static final byte[] FRAME = {(byte) 0x82, (byte) 0x8A, 0, 0, 0, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10};

    private static final Pattern STRUCK = Pattern.compile("\"frame\":\\d+,\"what\":\"(socket|HTTP): .* at .*\"");

    private ServerSocket server;

    /** A server that says all that it hears, the handshake too. */
    @BeforeEach
    void serve() throws IOException {
        server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        run(() -> {
            while (true) {
                Socket socket = server.accept();
                run(() -> socket.getInputStream().transferTo(socket.getOutputStream()));
            }
        });
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
    }

    private interface Work {
        void run() throws IOException;
    }

    private static void run(Work work) {
        Thread thread = new Thread(() -> {
            try {
                work.run();
            } catch (IOException closed) {
                // The test is over, or the proxy has done its work.
            }
        });
        thread.setDaemon(true);
        thread.start();
    }

    private FaultProxy proxy(long seed) throws IOException {
        return new FaultProxy(URI.create("http://127.0.0.1:" + server.getLocalPort() + "/"), seed);
    }

    /** Sends frames, each after the echo of the one before, until {@code most} are back or the connection breaks; says how many. */
    private static int talk(FaultProxy proxy, int most) {
        int echoes = 0;
        try (Socket socket =
                new Socket(InetAddress.getLoopbackAddress(), proxy.address().getPort())) {
            DataInputStream in = new DataInputStream(socket.getInputStream());
            OutputStream out = socket.getOutputStream();
            out.write(HANDSHAKE);
            in.readFully(new byte[HANDSHAKE.length]);
            while (echoes < most) {
                out.write(FRAME);
                byte[] echo = new byte[FRAME.length];
                in.readFully(echo);
                assertThat(echo).isEqualTo(FRAME);
                echoes++;
            }
        } catch (IOException broken) {
            return echoes;
        }
        return echoes;
    }

    private List<String> faults(long seed) throws IOException {
        try (FaultProxy proxy = proxy(seed)) {
            proxy.begin();
            for (int i = 0; i < CONNECTIONS; i++) {
                assertThat(talk(proxy, 1000)).isLessThan(1000);
            }
            return proxy.trace().stream()
                    .map(STRUCK::matcher)
                    .filter(Matcher::find)
                    .map(Matcher::group)
                    .toList();
        }
    }

    @Test
    void aSeedDrawsTheSameFaultsAtTheSameFrames() throws IOException {
        List<String> faults = faults(7);
        assertThat(faults).hasSize(CONNECTIONS).isEqualTo(faults(7));
        assertThat(faults).doesNotHaveDuplicates();
    }

    @Test
    void nothingHappensBeforeItBegins() throws IOException {
        try (FaultProxy proxy = proxy(7)) {
            assertThat(talk(proxy, 200)).isEqualTo(200);
            assertThat(proxy.socketCuts()).isZero();
        }
    }

    @Test
    void eachKindOfFaultComesAtEachPlaceOnBothWays() {
        List<Fault> deck = Fault.deck(new SplittableRandom(1));
        assertThat(deck).hasSize(3 * 3 * 2).doesNotHaveDuplicates();
        assertThat(deck.stream().collect(Collectors.groupingBy(Fault::kind, Collectors.counting())))
                .isEqualTo(Map.of(Fault.Kind.RESET, 6L, Fault.Kind.END, 6L, Fault.Kind.HALF_OPEN, 6L));
    }
}
