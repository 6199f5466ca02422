package dev.valence.e2e.bridge;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A network between page and Java that can be cut: passes bytes on, both ways, until somebody pulls the plug. */
final class Cable implements AutoCloseable {
    private final Passing passing;
    private final ServerSocket front;
    private final int back;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private volatile boolean isCut;

    /** How the bytes of one direction of one connection are passed on, until they end. */
    interface Passing {
        void pass(InputStream from, OutputStream to, boolean isPage) throws IOException;
    }

    /** @param server where the cable leads to */
    Cable(URI server) throws IOException {
        this(server, (from, to, isPage) -> from.transferTo(to));
    }

    Cable(URI server, Passing passing) throws IOException {
        this.passing = passing;
        back = server.getPort();
        front = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        run(this::accept);
    }

    /** Address of this end. */
    URI address() {
        return URI.create("http://127.0.0.1:" + front.getLocalPort() + "/");
    }

    /** Breaks all connections, without a farewell; new ones come through. */
    void jolt() {
        open.forEach(Cable::reset);
        open.clear();
    }

    /** Breaks all connections; new ones break as soon as they are made. */
    void cut() {
        isCut = true;
        jolt();
    }

    /** Lets connections through again. */
    void mend() {
        isCut = false;
    }

    private void accept() throws IOException {
        while (true) {
            Socket page = front.accept();
            open.add(page);
            if (isCut) {
                reset(page);
                continue;
            }
            Socket server = new Socket(InetAddress.getLoopbackAddress(), back);
            open.add(server);
            run(() -> pass(page, server, true));
            run(() -> pass(server, page, false));
        }
    }

    private void pass(Socket from, Socket to, boolean isPage) throws IOException {
        try (InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream()) {
            passing.pass(in, out, isPage);
        } finally {
            open.remove(from);
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
        jolt();
    }
}
