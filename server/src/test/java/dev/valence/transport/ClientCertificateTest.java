package dev.valence.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.valence.MainProcess;
import dev.valence.api.Exposed;
import dev.valence.api.Renderer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Principal;
import java.security.cert.X509Certificate;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who somebody is by the certificate that TLS has checked. */
class ClientCertificateTest {
    private static final String OPEN = """
            {"jsonrpc":"2.0","id":1,"method":"session.open","params":[{"renderer":"page","secret":"0123456789012345678901"}]}""";

    @TempDir
    Path folder;

    private Certificate server;
    private Certificate ada;
    private MainProcess main;

    @Exposed
    public static final class Guestbook {
        public String guest() {
            return Renderer.current().orElseThrow().principal().orElseThrow().getName();
        }
    }

    @BeforeEach
    void start() throws Exception {
        server = Certificate.make(folder, "server");
        ada = Certificate.make(folder, "Ada");
        main = MainProcess.builder()
                .module("guestbook", new Guestbook())
                .tls(Certificate.context(server, ada), true)
                .authenticate(handshake -> handshake
                        .clientCertificate()
                        .<Principal>map(X509Certificate::getSubjectX500Principal)
                        .orElse(null))
                .start();
    }

    @AfterEach
    void stop() {
        main.close();
    }

    private static HttpClient client(Certificate own, Certificate server) throws Exception {
        return HttpClient.newBuilder()
                .sslContext(Certificate.context(own, server))
                .build();
    }

    private HttpResponse<String> post(HttpClient client, String body) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(main.address().resolve("/valence/call"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        return client.send(request, BodyHandlers.ofString());
    }

    @Test
    void whoeverShowsOneIsKnownByItAtBothDoors() throws Exception {
        HttpClient client = client(ada, server);
        assertThat(post(client, "[" + OPEN + """
                ,{"jsonrpc":"2.0","id":2,"method":"remote.require","params":["guestbook"]},
                {"jsonrpc":"2.0","id":3,"method":"member.call","params":[1,"guest",[]]}]""").body()).contains("\"CN=Ada\"");

        CompletableFuture<String> frame = new CompletableFuture<>();
        client.newWebSocketBuilder()
                .buildAsync(
                        URI.create("wss://" + main.address().getAuthority() + "/valence/socket"),
                        new WebSocket.Listener() {
                            @Override
                            public CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
                                frame.complete(data.toString());
                                return null;
                            }
                        })
                .join()
                .sendText(OPEN.replace("page", "other"), true);
        assertThat(frame.get(20, TimeUnit.SECONDS)).contains("\"renderer\":\"other\"");
    }

    @Test
    void whoeverShowsNoneIsNobody() throws Exception {
        assertThat(post(client(null, server), OPEN).statusCode()).isEqualTo(401);
    }

    @Test
    void oneThatTheServerDoesNotTrustOpensNoConnection() throws Exception {
        // Of the same name: else the client would not even show it.
        HttpClient client = client(Certificate.make(Files.createDirectory(folder.resolve("eve")), "Ada"), server);
        assertThatThrownBy(() -> post(client, OPEN)).isInstanceOf(IOException.class);
        assertThat(main.holdings().sessions()).isZero();
    }
}
