package dev.valence.e2e.bridge;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A network between page and Java that can be cut: passes bytes on, both ways, until somebody pulls the plug. Or it swallows them: then all
 * connections stay open, new ones are made, and nothing gets through.
 */
public final class Cable implements AutoCloseable {
    private final Passing passing;
    private final ServerSocket front;
    private volatile int back;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final Object swallowing = new Object();
    private volatile boolean isCut;
    private boolean isSwallowing;

    /** How the bytes of one direction of one connection are passed on, until they end. */
    public interface Passing {
        /** @param isPage whether they come from the page */
        void pass(Connection connection, InputStream from, OutputStream to, boolean isPage) throws IOException;
    }

    /** One connection of a page, and the one to Java that belongs to it. */
    public static final class Connection {
        private final Socket page;
        private final Socket server;

        private Connection(Socket page, Socket server) {
            this.page = page;
            this.server = server;
        }

        /** Breaks it on both sides, without a farewell. */
        public void reset() {
            Cable.reset(page);
            Cable.reset(server);
        }

        /** Ends it on both sides, as whoever has said all does. */
        public void end() throws IOException {
            page.close();
            server.close();
        }
    }

    /** @param server where the cable leads to */
    public Cable(URI server) throws IOException {
        this(server, (connection, from, to, isPage) -> from.transferTo(to));
    }

    public Cable(URI server, Passing passing) throws IOException {
        this.passing = passing;
        back = server.getPort();
        front = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        run(this::accept);
    }

    /** Address of this end. */
    public URI address() {
        return URI.create("http://127.0.0.1:" + front.getLocalPort() + "/");
    }

    /** New connections lead to {@code server} from now on. */
    public void leadTo(URI server) {
        back = server.getPort();
    }

    /** Breaks all connections, without a farewell; new ones come through. */
    public void jolt() {
        open.forEach(Cable::reset);
        open.clear();
    }

    /** Breaks all connections; new ones break as soon as they are made. */
    public void cut() {
        isCut = true;
        jolt();
    }

    /** Lets connections through again. */
    public void mend() {
        isCut = false;
    }

    /** Lets nothing through, and breaks nothing: what is sent is on its way for ever. */
    void swallow() {
        synchronized (swallowing) {
            isSwallowing = true;
        }
    }

    /** Lets through what was swallowed, and all that comes. */
    void release() {
        synchronized (swallowing) {
            isSwallowing = false;
            swallowing.notifyAll();
        }
    }

    private void accept() throws IOException {
        while (true) {
            Socket page = front.accept();
            open.add(page);
            if (isCut) {
                reset(page);
                continue;
            }
            Socket server = new Socket();
            open.add(server);
            try {
                server.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), back));
                server.setTcpNoDelay(true);
                page.setTcpNoDelay(true);
            } catch (IOException nobodyThereOrCutMeanwhile) {
                reset(page);
                reset(server);
                continue;
            }
            Connection connection = new Connection(page, server);
            run(() -> pass(connection, page, server, true));
            run(() -> pass(connection, server, page, false));
        }
    }

    private void pass(Connection connection, Socket from, Socket to, boolean isPage) throws IOException {
        try (InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream()) {
            passing.pass(connection, in, new Swallowing(out), isPage);
        } finally {
            open.remove(from);
        }
    }

    /** Keeps bytes back while the network swallows them. */
    private final class Swallowing extends OutputStream {
        private final OutputStream out;

        Swallowing(OutputStream out) {
            this.out = out;
        }

        @Override
        public void write(int single) throws IOException {
            write(new byte[] {(byte) single}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            synchronized (swallowing) {
                while (isSwallowing) {
                    try {
                        swallowing.wait();
                    } catch (InterruptedException ended) {
                        throw new IOException(ended);
                    }
                }
            }
            out.write(bytes, offset, length);
        }

        @Override
        public void flush() throws IOException {
            out.flush();
        }
    }

    /** A reset instead of an orderly end, as when a network fails. */
    private static void reset(Socket socket) {
        try {
            socket.setSoLinger(true, 0);
            socket.close();
        } catch (IOException closed) {
            // Its end came first.
        }
    }

    private interface Work {
        void run() throws IOException;
    }

    private static void run(Work work) {
        Thread thread = new Thread(() -> {
            try {
                work.run();
            } catch (IOException closed) {
                // One end is gone; the other one follows.
            }
        });
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        front.close();
        release();
        jolt();
    }
}
