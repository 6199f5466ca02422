package dev.valence.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.valence.MainProcess;
import dev.valence.MainProcessBuilder;
import dev.valence.api.Authentication;
import dev.valence.api.Exposed;
import dev.valence.api.Handshake;
import dev.valence.api.Renderer;
import dev.valence.protocol.Json;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.nio.file.Path;
import java.security.Principal;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Off this machine: encrypted, and only for whom the application knows. */
class TlsTest {
    private static final String SECRET = "0123456789012345678901";

    @TempDir
    static Path folder;

    private static Path keyStore;
    private static HttpClient client;

    /** Knows Ada by her word, and makes a new principal each time. */
    private static final class Words implements Authentication {
        @Override
        public Principal authenticate(Handshake handshake) {
            assertThat(handshake.isSecure()).isTrue();
            assertThat(handshake.remoteAddress().getAddress().isLoopbackAddress())
                    .isTrue();
            assertThat(handshake.clientCertificate()).isEmpty();
            return handshake.header("x-word").<Principal>map(word -> () -> word).orElse(null);
        }

        @Override
        public Optional<String> challenge() {
            return Optional.of("Word realm=\"office\"");
        }
    }

    /** Tells who asks. */
    @Exposed
    public static final class Guestbook {
        public String guest() {
            return Renderer.current().orElseThrow().principal().orElseThrow().getName();
        }
    }

    @BeforeAll
    static void makeCertificate() throws Exception {
        Certificate certificate = Certificate.make(folder, "server");
        keyStore = certificate.keyStore();
        client = HttpClient.newBuilder()
                .sslContext(Certificate.context(null, certificate))
                .build();
    }

    private static MainProcessBuilder encrypted() {
        return MainProcess.builder()
                .module("guestbook", new Guestbook())
                .tls(keyStore, Certificate.PASSWORD::toCharArray);
    }

    private static HttpResponse<String> post(MainProcess main, String body, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(main.address().resolve("/valence/call"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body));
        return client.send(
                headers.length == 0 ? request.build() : request.headers(headers).build(), BodyHandlers.ofString());
    }

    private static CompletableFuture<String> firstFrame(MainProcess main, String word, String... said) {
        CompletableFuture<String> frame = new CompletableFuture<>();
        URI address = URI.create("wss://" + main.address().getAuthority() + "/valence/socket");
        client.newWebSocketBuilder()
                .header("X-Word", word)
                .buildAsync(address, new WebSocket.Listener() {
                    @Override
                    public CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
                        frame.complete(data.toString());
                        return null;
                    }

                    @Override
                    public CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
                        frame.complete("closed " + code);
                        return null;
                    }
                })
                .thenCompose(socket -> {
                    CompletableFuture<WebSocket> sent = CompletableFuture.completedFuture(socket);
                    for (String each : said) {
                        sent = sent.thenCompose(open -> open.sendText(each, true));
                    }
                    return sent;
                })
                .exceptionally(failure -> {
                    frame.completeExceptionally(failure);
                    return null;
                });
        return frame.orTimeout(20, TimeUnit.SECONDS);
    }

    private static String open(String renderer) {
        return """
                {"jsonrpc":"2.0","id":1,"method":"session.open","params":[{"renderer":"%s","secret":"%s"}]}""".formatted(renderer, SECRET);
    }

    @Test
    void pagesAndBothDoorsAreServedEncrypted() throws Exception {
        try (MainProcess main = encrypted().admitAnyone().start()) {
            assertThat(main.address().toString()).startsWith("https://127.0.0.1:");
            HttpRequest script = HttpRequest.newBuilder(main.address().resolve("/valence/remote.js"))
                    .build();
            assertThat(client.send(script, BodyHandlers.ofString()).statusCode())
                    .isEqualTo(200);
            assertThat(post(
                                    main,
                                    open("page"),
                                    "Origin",
                                    "https://" + main.address().getAuthority())
                            .statusCode())
                    .isEqualTo(200);
            assertThat(post(
                                    main,
                                    open("page"),
                                    "Origin",
                                    "http://" + main.address().getAuthority())
                            .statusCode())
                    .isEqualTo(403);
            assertThat(firstFrame(main, "any", open("other")).join()).contains("\"renderer\":\"other\"");
        }
    }

    @Test
    void whomTheApplicationDoesNotKnowIsAnswered401AtBothDoors() throws Exception {
        try (MainProcess main = encrypted().authenticate(new Words()).start()) {
            HttpResponse<String> answer = post(main, open("page"));
            assertThat(answer.statusCode()).isEqualTo(401);
            assertThat(answer.headers().firstValue("WWW-Authenticate")).contains("Word realm=\"office\"");
            HttpRequest upgrade = HttpRequest.newBuilder(main.address().resolve("/valence/socket"))
                    .build();
            assertThat(client.send(upgrade, BodyHandlers.discarding()).statusCode())
                    .as("no upgrade")
                    .isNotEqualTo(101);
            assertThatThrownBy(() -> client.newWebSocketBuilder()
                            .buildAsync(
                                    URI.create("wss://" + main.address().getAuthority() + "/valence/socket"),
                                    new WebSocket.Listener() {})
                            .join())
                    .hasStackTraceContaining("status code 401");
            assertThat(main.holdings().sessions()).isZero();
        }
    }

    @Test
    void whomTheApplicationKnowsNeedsNoTokenAndIsKnownInCalls() throws Exception {
        try (MainProcess main = encrypted().authenticate(new Words()).start()) {
            assertThat(post(main, open("page"), "X-Word", "ada").statusCode()).isEqualTo(200);
            String[] asAda = {"X-Word", "ada", "Valence-Session", "page." + SECRET};
            long guestbook =
                    Json.of(post(main, """
                    {"jsonrpc":"2.0","id":2,"method":"remote.require","params":["guestbook"]}""", asAda).body()).at("/result/id").asLong();
            JsonNode guest = Json.of(post(main, """
                    {"jsonrpc":"2.0","id":3,"method":"member.call","params":[%d,"guest",[]]}""".formatted(guestbook), asAda).body());
            assertThat(guest.get("result").asText()).isEqualTo("ada");
        }
    }

    @Test
    void aSessionBelongsToItsPrincipalWhateverSecretAnotherHas() throws Exception {
        try (MainProcess main = encrypted().authenticate(new Words()).start()) {
            assertThat(post(main, open("page"), "X-Word", "ada").statusCode()).isEqualTo(200);
            String[] asEve = {"X-Word", "eve", "Valence-Session", "page." + SECRET};
            assertThat(post(main, open("page"), asEve).body()).contains("-32011");
            assertThat(post(main, """
                    {"jsonrpc":"2.0","id":2,"method":"remote.require","params":["guestbook"]}""", asEve).body()).contains("-32011");
            assertThat(firstFrame(main, "eve", open("page")).join()).contains("-32011");
            assertThat(firstFrame(main, "eve", """
                    {"jsonrpc":"2.0","method":"session.join","params":["page.%s"]}""".formatted(SECRET)).join()).isEqualTo("closed 1008");
            assertThat(firstFrame(main, "ada", open("page")).join()).contains("\"renderer\":\"page\"");
        }
    }

    @Test
    void anAuthenticationThatFailsKnowsNobody() throws Exception {
        Authentication broken = handshake -> {
            throw new IllegalStateException("no directory");
        };
        try (MainProcess main = encrypted().authenticate(broken).start()) {
            HttpResponse<String> answer = post(main, open("page"));
            assertThat(answer.statusCode()).isEqualTo(401);
            assertThat(answer.body()).doesNotContain("directory");
        }
    }

    @Test
    void whereOthersCanReachItNothingStartsWithoutTlsAndAuthentication() {
        for (String host : new String[] {"0.0.0.0", "::"}) {
            assertThatThrownBy(() -> MainProcess.builder().host(host).start())
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("it needs tls(…) and authenticate(…)")
                    .hasMessageContaining("unprotectedOnPurpose()");
        }
        assertThatThrownBy(() -> encrypted().host("0.0.0.0").start()).hasMessageContaining("it needs authenticate(…)");
        assertThatThrownBy(() -> MainProcess.builder()
                        .host("0.0.0.0")
                        .authenticate(new Words())
                        .start())
                .hasMessageContaining("it needs tls(…)");
    }

    @Test
    void itStartsThereWithBothOrWhereThatIsSaid() {
        try (MainProcess protectedOne =
                        encrypted().host("0.0.0.0").authenticate(new Words()).start();
                MainProcess unprotected = MainProcess.builder()
                        .host("0.0.0.0")
                        .unprotectedOnPurpose()
                        .start();
                MainProcess local = MainProcess.builder().host("localhost").start()) {
            assertThat(protectedOne.address().toString()).startsWith("https://localhost:");
            assertThat(unprotected.address().toString()).startsWith("http://localhost:");
            assertThat(local.address().getHost()).isEqualTo("localhost");
        }
    }

    @Test
    void aWrongPasswordOfTheKeyIsSaidWhenItStarts() {
        assertThatThrownBy(() -> MainProcess.builder()
                        .tls(keyStore, "wrong"::toCharArray)
                        .start())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("The server cannot start");
    }
}
