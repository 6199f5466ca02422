package dev.valence.transport;

import static org.assertj.core.api.Assertions.assertThat;

import dev.valence.MainProcess;
import java.net.URI;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who comes in by either door, and who does not. */
class HandshakeTest {
    private static final String REQUEST = """
            {"jsonrpc":"2.0","id":1,"method":"remote.global","params":["x"]}""";

    private static MainProcess main;
    private static URI address;

    @BeforeAll
    static void start() {
        main = MainProcess.builder().allowHost("intra.example").start();
        address = main.address();
    }

    @AfterAll
    static void stop() {
        main.close();
    }

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1, 200",
        "localhost, 200",
        "LOCALHOST, 200",
        "[::1], 200",
        "intra.example, 200",
        "evil.example, 421",
        "127.0.0.1.evil.example, 421",
        "localhost.evil.example, 421",
        "0.0.0.0, 421",
        "127.0.0.2, 421"
    })
    void aNameThatTheServerDoesNotGoByIsMisdirectedAtEveryAddress(String host, int status) {
        String port = ":" + address.getPort();

        assertThat(call("Host: " + host + port).status()).isEqualTo(status);
        assertThat(RawHttp.send(address, "GET /valence/remote.js HTTP/1.1\nHost: " + host + port, "")
                        .status())
                .isEqualTo(status);
        assertThat(upgrade("Host: " + host + port).status()).isEqualTo(status == 200 ? 101 : status);
    }

    @Test
    void pagesOfTheServerMayCall() {
        assertThat(call("Host: HERE\nOrigin: http://HERE").status()).isEqualTo(200);
        assertThat(upgrade("Host: HERE\nOrigin: http://HERE").status()).isEqualTo(101);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://evil.example",
                "http://127.0.0.1:1",
                "http://127.0.0.1",
                "https://HERE",
                "http://localhost:1",
                "http://app.example",
                "https://app.example.evil.example",
                "null",
                ""
            })
    void pagesOfOthersMayNot(String origin) {
        assertThat(call("Host: HERE\nOrigin: " + origin).status()).isEqualTo(403);
        assertThat(upgrade("Host: HERE\nOrigin: " + origin).status()).isEqualTo(403);
    }

    @Test
    void aRefusalSaysWhatWouldWork() {
        assertThat(call("Host: evil.example").body()).contains("allowHost(name)");
        assertThat(call("Host: HERE\nOrigin: https://evil.example").body())
                .contains("Only those of http://127.0.0.1:" + address.getPort());
    }

    private static RawHttp call(String headers) {
        return RawHttp.send(
                address, "POST /valence/call HTTP/1.1\n" + headers + "\nContent-Type: application/json", REQUEST);
    }

    /** A handshake; the socket is closed at once. */
    private static RawHttp upgrade(String headers) {
        return RawHttp.upgrade(
                address,
                "GET /valence/socket HTTP/1.1\n" + headers
                        + "\nUpgrade: websocket\nSec-WebSocket-Version: 13\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==");
    }
}
