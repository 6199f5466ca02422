package dev.valence.bench;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.ContextHandler;
import org.eclipse.jetty.server.handler.ResourceHandler;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.resource.ResourceFactory;
import org.eclipse.jetty.websocket.server.ServerWebSocketContainer;
import org.eclipse.jetty.websocket.server.WebSocketUpgradeHandler;

/**
 * A Jetty with nothing of ours in it: the yardstick. It serves the same pages with the same headers, and answers on
 * {@code /echo} with the message, on {@code /sleep} with the message after as many milliseconds as it says, on
 * {@code /table} with the table, and on {@code /relay/in/NAME} with what came on {@code /relay/out/NAME}.
 */
public final class EchoServer implements AutoCloseable {
    private static final int MESSAGE_BYTES = 64 << 20;

    private final Server server;
    private final ServerConnector connector;

    private EchoServer(Path pages) {
        server = new Server();
        connector = new ServerConnector(server);
        connector.setHost("127.0.0.1");
        server.addConnector(connector);
        String table = Row.tableAsJson();
        Map<String, UnaryOperator<String>> answers =
                Map.of("/echo", message -> message, "/sleep", EchoServer::sleep, "/table", message -> table);
        ContextHandler context = new ContextHandler("/");
        WebSocketUpgradeHandler upgrades =
                WebSocketUpgradeHandler.from(server, context, container -> configure(container, answers));
        ResourceHandler files = new ResourceHandler();
        files.setBaseResource(ResourceFactory.of(context).newResource(pages));
        upgrades.setHandler(new Handler.Sequence(new EchoHandler(answers), files));
        context.setHandler(new Isolated(upgrades));
        server.setHandler(context);
    }

    private static void configure(ServerWebSocketContainer container, Map<String, UnaryOperator<String>> answers) {
        container.setMaxTextMessageSize(MESSAGE_BYTES);
        container.setMaxBinaryMessageSize(MESSAGE_BYTES);
        // Contenders that wait for their turn are idle.
        container.setIdleTimeout(Duration.ZERO);
        answers.forEach((path, answer) -> container.addMapping(path, (request, response, callback) -> {
            // Without permessage-deflate, as Valence.
            response.setExtensions(List.of());
            return new EchoSocket(answer);
        }));
        container.addMapping("/relay/*", (request, response, callback) -> {
            response.setExtensions(List.of());
            String[] path = request.getHttpURI().getPath().split("/", -1);
            return new RelaySocket(path[path.length - 1], path[path.length - 2].equals("in"));
        });
    }

    private static String sleep(String millis) {
        try {
            Thread.sleep(Integer.parseInt(millis));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return millis;
    }

    public static EchoServer start(Path pages) {
        EchoServer echo = new EchoServer(pages);
        try {
            echo.server.start();
        } catch (Exception e) {
            throw new IllegalStateException("The echo server cannot start", e);
        }
        return echo;
    }

    /** Where it is, with a slash at the end. */
    public URI address() {
        return URI.create("http://127.0.0.1:" + connector.getLocalPort() + "/");
    }

    @Override
    public void close() {
        try {
            server.stop();
        } catch (Exception e) {
            throw new IllegalStateException("The echo server did not stop", e);
        }
    }

    /** Cross-origin isolation: shared memory for the peers, and a clock of the same resolution for all. */
    private static final class Isolated extends Handler.Wrapper {
        Isolated(Handler pages) {
            super(pages);
        }

        @Override
        public boolean handle(Request request, Response response, Callback callback) throws Exception {
            var headers = response.getHeaders();
            headers.put("Cross-Origin-Opener-Policy", "same-origin");
            headers.put("Cross-Origin-Embedder-Policy", "require-corp");
            headers.put("Cache-Control", "no-store");
            return super.handle(request, response, callback);
        }
    }
}
