package dev.valence.transport;

import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.concurrent.Executor;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.ManagedSelector;
import org.eclipse.jetty.io.SocketChannelEndPoint;
import org.eclipse.jetty.io.ssl.SslConnection;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;

/**
 * A connector that lets somebody know when a thread reads from a connection, from the first byte to the last that is there; and that knows
 * since when a connection has been about to ask for something.
 */
final class ReadingConnector extends ServerConnector {
    private final Executor readings;

    /**
     * @param readings runs each reading, on the thread that calls it
     * @param factories what is spoken, the outermost first
     */
    ReadingConnector(Server server, Executor readings, ConnectionFactory... factories) {
        super(server, factories);
        this.readings = readings;
    }

    @Override
    protected SocketChannelEndPoint newEndPoint(SocketChannel channel, ManagedSelector selector, SelectionKey key) {
        SocketChannelEndPoint endPoint = new Connection(channel, selector, key);
        endPoint.setIdleTimeout(getIdleTimeout());
        return endPoint;
    }

    /**
     * The head of {@code request} has come, within time.
     *
     * @return to be called when it is answered
     */
    static Runnable begun(Request request) {
        EndPoint endPoint = request.getConnectionMetaData().getConnection().getEndPoint();
        if (endPoint instanceof SslConnection.SslEndPoint encrypted) {
            endPoint = encrypted.getSslConnection().getEndPoint();
        }
        if (!(endPoint instanceof Connection connection)) {
            return () -> {};
        }
        connection.begun();
        return connection::answered;
    }

    /** Disconnects whoever has been about to ask for something for longer than {@code limit}: one who sends a byte now and then is never idle. */
    void closeLate(Duration limit) {
        long now = System.nanoTime();
        for (EndPoint each : getConnectedEndPoints()) {
            if (each instanceof Connection connection && connection.isLate(now, limit.toNanos())) {
                connection.close();
            }
        }
    }

    private final class Connection extends SocketChannelEndPoint {
        /** Since when a request has been coming; the connection itself is the beginning of the first. */
        private volatile long comingSince = System.nanoTime();

        private volatile boolean isComing = true;
        private volatile boolean isAnswering;

        Connection(SocketChannel channel, ManagedSelector selector, SelectionKey key) {
            super(channel, selector, key, ReadingConnector.this.getScheduler());
        }

        @Override
        public void fillInterested(Callback callback) {
            super.fillInterested(new Reading(this, callback));
        }

        @Override
        public boolean tryFillInterested(Callback callback) {
            return super.tryFillInterested(new Reading(this, callback));
        }

        void reads() {
            if (!isAnswering && !isComing) {
                comingSince = System.nanoTime();
                isComing = true;
            }
        }

        void begun() {
            isAnswering = true;
            isComing = false;
        }

        void answered() {
            isAnswering = false;
        }

        boolean isLate(long now, long limit) {
            return isComing && now - comingSince > limit;
        }
    }

    /** What Jetty calls when there is something to read. It may take its time, so that Jetty must not count on its thread. */
    private final class Reading implements Callback {
        private final Connection connection;
        private final Callback callback;

        Reading(Connection connection, Callback callback) {
            this.connection = connection;
            this.callback = callback;
        }

        @Override
        public void succeeded() {
            connection.reads();
            readings.execute(callback::succeeded);
        }

        @Override
        public void failed(Throwable cause) {
            callback.failed(cause);
        }

        @Override
        public InvocationType getInvocationType() {
            return InvocationType.BLOCKING;
        }
    }
}
