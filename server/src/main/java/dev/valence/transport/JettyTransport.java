package dev.valence.transport;

import dev.valence.api.Limits;
import dev.valence.protocol.MessageCodec;
import dev.valence.protocol.Packet;
import dev.valence.session.SessionDirectory;
import java.net.BindException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.server.handler.ContextHandler;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.util.resource.ResourceFactory;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.eclipse.jetty.websocket.server.ServerUpgradeRequest;
import org.eclipse.jetty.websocket.server.ServerUpgradeResponse;
import org.eclipse.jetty.websocket.server.ServerWebSocketContainer;
import org.eclipse.jetty.websocket.server.WebSocketUpgradeHandler;
import org.jspecify.annotations.Nullable;

/** The server: one port with pages, scripts and both doors. */
public final class JettyTransport implements AutoCloseable {
    private static final String SOCKET_PATH = "/valence/socket";

    /** A socket is pinged this often, and given up when it answers no more; see {@link SocketEndpoint#ping}. */
    private static final Duration PING_INTERVAL = Duration.ofSeconds(20);

    private static final Duration IDLE_TIMEOUT = PING_INTERVAL.multipliedBy(3);

    /** A connection without a request is of no use to anyone; browsers open new ones at once. */
    private static final Duration HTTP_IDLE_TIMEOUT = Duration.ofSeconds(30);

    /** How often is looked for connections that take too long to say what they want. */
    private static final Duration LATE_INTERVAL = Duration.ofMillis(250);

    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(2);

    /** What is read of a socket at once. Jetty's 4 KiB cost 2 500 reads for 10 MB. A socket that is idle holds none of it. */
    private static final int INPUT_BYTES = 64 * 1024;

    private final Server server;
    private final Binding binding;
    private final PageHeaders headers;
    private final ReadingConnector connector;
    private final ScheduledExecutorService timer;
    private final SessionDirectory directory;
    private final MessageCodec codec;
    private final HandshakePolicy policy;
    private final Limits limits;
    private final LargeMessages large;
    private final Set<SocketEndpoint> sockets = ConcurrentHashMap.newKeySet();

    /**
     * @param readings runs what reads from a connection, on the thread that calls it
     */
    public JettyTransport(
            Binding binding,
            SessionDirectory directory,
            MessageCodec codec,
            HandshakePolicy policy,
            PageHeaders headers,
            Limits limits,
            Executor readings,
            ScheduledExecutorService timer) {
        this.binding = binding;
        this.headers = headers;
        this.timer = timer;
        this.directory = directory;
        this.codec = codec;
        this.policy = policy;
        this.limits = limits;
        this.large = new LargeMessages(limits);
        QueuedThreadPool threads = new QueuedThreadPool();
        threads.setName("valence-io");
        threads.setDaemon(true);
        this.server = new Server(threads);
        HttpConfiguration configuration = new HttpConfiguration();
        configuration.setSendServerVersion(false);
        this.connector = new ReadingConnector(server, readings, factories(configuration));
        connector.setHost(binding.host());
        connector.setPort(binding.port());
        connector.setIdleTimeout(HTTP_IDLE_TIMEOUT.toMillis());
        server.addConnector(connector);
        server.addBean(new NetworkConnectionLimit(limits.connections(), connector));
        server.setErrorHandler(new PlainErrors());
        server.setStopTimeout(STOP_TIMEOUT.toMillis());
        timer.scheduleWithFixedDelay(
                () -> sockets.forEach(SocketEndpoint::ping),
                PING_INTERVAL.toMillis(),
                PING_INTERVAL.toMillis(),
                TimeUnit.MILLISECONDS);
        timer.scheduleWithFixedDelay(
                () -> connector.closeLate(limits.handshake()),
                LATE_INTERVAL.toMillis(),
                LATE_INTERVAL.toMillis(),
                TimeUnit.MILLISECONDS);
        long round = QuietRounds.length(limits.silence()).toMillis();
        timer.scheduleWithFixedDelay(
                () -> sockets.forEach(SocketEndpoint::listen), round, round, TimeUnit.MILLISECONDS);
    }

    private ConnectionFactory[] factories(HttpConfiguration configuration) {
        HttpConnectionFactory http = new HttpConnectionFactory(configuration);
        if (binding.tls() == null) {
            return new ConnectionFactory[] {http};
        }
        // Which names the server goes by is the policy's to say, in encrypted requests as in others.
        configuration.addCustomizer(new SecureRequestCustomizer(false));
        return new ConnectionFactory[] {new SslConnectionFactory(binding.tls().factory(), http.getProtocol()), http};
    }

    /**
     * Serves pages of a folder; call before {@link #start}.
     *
     * @param mayHibernate whether browsers may keep them in their back/forward cache
     */
    public void servePages(Path folder, boolean mayHibernate) {
        install(new PageFiles.Folder(folder), mayHibernate);
    }

    /** The same of a folder on the class path. */
    public void servePages(String classPathFolder, boolean mayHibernate) {
        install(new PageFiles.ClassPathFolder(classPathFolder), mayHibernate);
    }

    /** Serves no pages but Valence's own scripts; call before {@link #start}. */
    public void serveNoPages() {
        install(null, false);
    }

    private void install(PageFiles.@Nullable Source pages, boolean mayHibernate) {
        ContextHandler context = new ContextHandler("/");
        WebSocketUpgradeHandler upgrades = WebSocketUpgradeHandler.from(server, context, this::configure);
        // The end of the server waits for its requests; all but answers that are being written are over by then.
        GracefulHandler calls = new GracefulHandler(new CallEndpoint(directory, codec, policy, limits, large));
        upgrades.setHandler(
                new Handler.Sequence(calls, PageFiles.handler(ResourceFactory.of(context), pages, mayHibernate)));
        PageFiles.Doorway doorway = new PageFiles.Doorway(policy, headers);
        doorway.setHandler(upgrades);
        context.setHandler(doorway);
        server.setHandler(context);
    }

    private void configure(ServerWebSocketContainer container) {
        container.setMaxTextMessageSize(limits.messageBytes());
        container.setMaxBinaryMessageSize(limits.messageBytes());
        container.setInputBufferSize(INPUT_BYTES);
        container.setMaxFrameSize(Packet.PART_BYTES);
        container.setIdleTimeout(IDLE_TIMEOUT);
        container.addMapping(SOCKET_PATH, this::upgrade);
    }

    private @Nullable Object upgrade(
            ServerUpgradeRequest request, ServerUpgradeResponse response, org.eclipse.jetty.util.Callback callback) {
        HandshakePolicy.Judgement judged = policy.judge(request);
        if (judged instanceof HandshakePolicy.Refusal refusal) {
            policy.refuse(request, response, callback, refusal);
            return null;
        }
        HandshakePolicy.Welcome welcome = (HandshakePolicy.Welcome) judged;
        // On one machine compression only costs time.
        response.setExtensions(List.of());
        SocketEndpoint endpoint = new SocketEndpoint(directory, codec, limits, large, welcome, sockets);
        endpoint.expectOpening(
                timer.schedule(endpoint::closeUnlessOpened, limits.handshake().toMillis(), TimeUnit.MILLISECONDS));
        return endpoint;
    }

    /**
     * Starts the server.
     *
     * @throws IllegalStateException it cannot, for instance because the port is taken
     */
    public void start() {
        try {
            server.start();
        } catch (Exception e) {
            String whatToDo = e.getCause() instanceof BindException
                    ? ". If another program is there, or this one already, end it or take another port; port 0 is any that is free"
                    : "";
            throw new IllegalStateException(
                    "The server cannot start at " + connector.getHost() + ":" + connector.getPort() + ": "
                            + e.getMessage() + whatToDo,
                    e);
        }
    }

    /** Where the server is, with a slash at the end. */
    public URI address() {
        return URI.create(binding.scheme() + "://" + binding.name() + ":" + connector.getLocalPort() + "/");
    }

    /**
     * Stops the server; sockets that are still open are told. Waits until pages have said that they were, and with it that they have
     * all that came before.
     */
    @Override
    public void close() {
        sockets.forEach(socket -> socket.close(SessionDirectory.CLOSE_RESTART, "The main process ends"));
        try {
            server.stop();
        } catch (TimeoutException impolite) {
            // A page that is blocked says no goodbye. Its connections are closed by now.
        } catch (Exception e) {
            throw new IllegalStateException("The server did not stop", e);
        } finally {
            large.close();
        }
    }
}
