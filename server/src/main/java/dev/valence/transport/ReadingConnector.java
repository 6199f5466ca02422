package dev.valence.transport;

import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.concurrent.Executor;
import org.eclipse.jetty.io.ManagedSelector;
import org.eclipse.jetty.io.SocketChannelEndPoint;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;

/** A connector that lets somebody know when a thread reads from a connection, from the first byte to the last that is there. */
final class ReadingConnector extends ServerConnector {
    private final Executor readings;

    /** @param readings runs each reading, on the thread that calls it */
    ReadingConnector(Server server, HttpConnectionFactory factory, Executor readings) {
        super(server, factory);
        this.readings = readings;
    }

    @Override
    protected SocketChannelEndPoint newEndPoint(SocketChannel channel, ManagedSelector selector, SelectionKey key) {
        SocketChannelEndPoint endPoint = new Connection(channel, selector, key);
        endPoint.setIdleTimeout(getIdleTimeout());
        return endPoint;
    }

    private final class Connection extends SocketChannelEndPoint {
        Connection(SocketChannel channel, ManagedSelector selector, SelectionKey key) {
            super(channel, selector, key, ReadingConnector.this.getScheduler());
        }

        @Override
        public void fillInterested(Callback callback) {
            super.fillInterested(new Reading(callback));
        }

        @Override
        public boolean tryFillInterested(Callback callback) {
            return super.tryFillInterested(new Reading(callback));
        }
    }

    /** What Jetty calls when there is something to read. It may take its time, so that Jetty must not count on its thread. */
    private final class Reading implements Callback {
        private final Callback callback;

        Reading(Callback callback) {
            this.callback = callback;
        }

        @Override
        public void succeeded() {
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
