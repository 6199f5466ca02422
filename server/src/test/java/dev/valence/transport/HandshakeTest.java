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
        main = MainProcess.builder().admitAnyone().allowHost("intra.example").start();
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
                "http://HERE.evil.example",
                "http://HERE.",
                "http://127.0.0.1.:80",
                "HTTP://HERE",
                "http://HERE/",
                "http://user@HERE",
                "http://user:password@HERE",
                "http://evil.example@HERE",
                "http://[::1]",
                "http://[::ffff:127.0.0.1]",
                "http://2130706433",
                "http://127.1",
                "http://HERE http://evil.example",
                "http://HERE, http://HERE",
                "ws://HERE",
                "file://",
                "null",
                ""
            })
    void pagesOfOthersMayNot(String origin) {
        assertThat(call("Host: HERE\nOrigin: " + origin).status()).isEqualTo(403);
        assertThat(upgrade("Host: HERE\nOrigin: " + origin).status()).isEqualTo(403);
    }

    @Test
    void anOriginThatIsSaidTwiceIsNone() {
        String twice = "Host: HERE\nOrigin: http://HERE\nOrigin: ";
        assertThat(call(twice + "http://HERE").status()).isEqualTo(403);
        assertThat(upgrade(twice + "http://evil.example").status()).isEqualTo(403);
    }

    @ParameterizedTest
    @CsvSource({"same-origin, 200", "none, 200", "same-site, 403", "cross-site, 403", "Same-Origin, 403", "'', 403"})
    void aBrowserThatSaysAnotherSiteAsksIsBelieved(String site, int status) {
        assertThat(call("Host: HERE\nSec-Fetch-Site: " + site).status()).isEqualTo(status);
        assertThat(upgrade("Host: HERE\nSec-Fetch-Site: " + site).status()).isEqualTo(status == 200 ? 101 : status);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /valence/remote.js HTTP/1.1",
                "GET /valence/remote.js HTTP/1.1\nHost:",
                "GET /valence/remote.js HTTP/1.1\nHost: HERE\nHost: HERE",
                "GET /valence/remote.js HTTP/1.1\nHost: HERE\nHost: evil.example",
                "GET /valence/remote.js HTTP/1.1\nHost: HERE, evil.example",
                "GET /valence/remote.js HTTP/1.1\nHost: evil.example@HERE",
                "GET http://evil.example/valence/remote.js HTTP/1.1\nHost: HERE",
                "GET http://HERE/valence/remote.js HTTP/1.1\nHost: evil.example",
                "GET http://HERE@evil.example/valence/remote.js HTTP/1.1\nHost: HERE",
                "GET //evil.example/valence/remote.js HTTP/1.1\nHost: evil.example",
                "GET /valence/remote.js HTTP/1.0",
                "GET /valence/remote.js HTTP/1.0\nHost: evil.example",
            })
    void aRequestWithoutOneRightNameGetsNothing(String head) {
        RawHttp answer = RawHttp.send(address, head, "");
        assertThat(answer.status()).isIn(400, 421);
        assertThat(answer.body()).doesNotContain("valence.remote").hasSizeLessThan(1000);
    }

    @Test
    void theWholeAddressInTheRequestLineIsFineWhereItIsOurs() {
        assertThat(RawHttp.send(address, "GET http://HERE/valence/remote.js HTTP/1.1\nHost: HERE", "")
                        .status())
                .isEqualTo(200);
        assertThat(RawHttp.send(address, "GET /valence/remote.js HTTP/1.0\nHost: HERE", "")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void nothingThatIsRefusedReachesASession() {
        pagesOfOthersMayNot("http://evil.example");
        assertThat(main.holdings().sessions()).isZero();
    }

    @Test
    void everyAnswerIsolatesAndConfinesPages() {
        for (String path : new String[] {"/valence/remote.js", "/no-such-page.html"}) {
            RawHttp answer = RawHttp.get(address, path);
            assertThat(answer.header("Content-Security-Policy"))
                    .isEqualTo("frame-ancestors 'self'; object-src 'none'; base-uri 'self'");
            assertThat(answer.header("Referrer-Policy")).isEqualTo("same-origin");
            assertThat(answer.header("Permissions-Policy"))
                    .contains("camera=()")
                    .doesNotContain("sync-xhr");
            assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
            assertThat(answer.header("Access-Control-Allow-Origin")).isEmpty();
            assertThat(answer.header("Set-Cookie")).isEmpty();
        }
    }

    @Test
    void anApplicationMaySetOtherPolicies() {
        try (MainProcess strict = MainProcess.builder()
                .contentSecurityPolicy("default-src 'self'; worker-src blob:")
                .permissionsPolicy("")
                .start()) {
            RawHttp answer = RawHttp.get(strict.address(), "/valence/remote.js");
            assertThat(answer.header("Content-Security-Policy")).isEqualTo("default-src 'self'; worker-src blob:");
            assertThat(answer.header("Permissions-Policy")).isEmpty();
        }
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
