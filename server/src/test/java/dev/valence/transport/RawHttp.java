package dev.valence.transport;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/** An HTTP client that sends what no browser and no library would. */
final class RawHttp {
    private final List<String> lines;

    private RawHttp(String response) {
        this.lines = response.lines().toList();
    }

    /** @param head request line and headers, {@code HERE} standing for the right host; without the empty line */
    static RawHttp send(URI address, String head, String body) {
        String request = head.strip().replace("HERE", address.getAuthority()).replace("\n", "\r\n")
                + "\r\nConnection: close\r\n"
                + (head.contains("chunked") ? "" : "Content-Length: " + body.length() + "\r\n") + "\r\n" + body;
        try (Socket socket = new Socket(address.getHost(), address.getPort())) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            return new RawHttp(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A handshake of a WebSocket, which is closed as soon as it is answered. */
    static RawHttp upgrade(URI address, String head) {
        String request = head.strip().replace("HERE", address.getAuthority()).replace("\n", "\r\n")
                + "\r\nConnection: Upgrade\r\n\r\n";
        try (Socket socket = new Socket(address.getHost(), address.getPort())) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            StringBuilder response = new StringBuilder();
            while (response.indexOf("\r\n\r\n") < 0) {
                response.append((char) socket.getInputStream().read());
            }
            return new RawHttp(response.toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static RawHttp get(URI address, String path) {
        return send(address, "GET " + path + " HTTP/1.1\nHost: HERE", "");
    }

    int status() {
        return Integer.parseInt(lines.get(0).split(" ", 3)[1]);
    }

    /** Empty where there is no such header. */
    String header(String name) {
        String start = name.toLowerCase(Locale.ROOT) + ":";
        return lines.stream()
                .takeWhile(line -> !line.isEmpty())
                .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(start))
                .findFirst()
                .map(line -> line.substring(start.length()).strip())
                .orElse("");
    }

    String body() {
        return String.join(
                "\n", lines.stream().dropWhile(line -> !line.isEmpty()).skip(1).toList());
    }
}
