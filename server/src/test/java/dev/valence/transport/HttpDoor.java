package dev.valence.transport;

import com.fasterxml.jackson.databind.JsonNode;
import dev.valence.protocol.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** A client of the HTTP endpoint, in the session of the given credentials. */
final class HttpDoor implements Door {
    private final URI call;
    private final String credentials;

    /** @param credentials {@code renderer.secret}; empty for a session for each request */
    HttpDoor(URI address, String credentials) {
        this.call = address.resolve("/valence/call");
        this.credentials = credentials;
    }

    /** Opens a session and is in it. */
    static HttpDoor open(URI address, String renderer) {
        String secret = "a-secret-of-enough-characters";
        HttpDoor door = new HttpDoor(address, renderer + "." + secret);
        door.ask("""
                {"jsonrpc":"2.0","id":0,"method":"session.open","params":[{"renderer":"%s","secret":"%s"}]}""".formatted(renderer, secret));
        return door;
    }

    /** @param headers names and values in turn */
    HttpResponse<String> post(String body, String... headers) {
        try {
            return SocketDoor.HTTP.send(request(body, headers), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** As {@link #post}, without waiting for the answer. */
    CompletableFuture<HttpResponse<String>> begin(String body, String... headers) {
        return SocketDoor.HTTP.sendAsync(request(body, headers), BodyHandlers.ofString());
    }

    /** Parks until more than {@code seq} is due, for two seconds at most; completes with the status. */
    CompletableFuture<Integer> park(long seq) {
        return begin("", "Valence-Park", String.valueOf(seq), "Valence-Wait", "2000")
                .thenApply(HttpResponse::statusCode);
    }

    private HttpRequest request(String body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(call)
                .timeout(Duration.ofSeconds(20))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body, StandardCharsets.UTF_8));
        if (!credentials.isEmpty()) {
            request.header("Valence-Session", credentials);
        }
        if (headers.length > 0) {
            request.headers(headers);
        }
        return request.build();
    }

    @Override
    public List<JsonNode> exchange(String text) {
        HttpResponse<String> response = post(text);
        return response.statusCode() == 204 ? List.of() : List.of(Json.plain(Json.of(response.body())));
    }

    @Override
    public void close() {
        post("""
                {"jsonrpc":"2.0","method":"session.close"}""");
    }
}
