package dev.valence.api;

import java.net.InetSocketAddress;
import java.security.cert.X509Certificate;
import java.util.Optional;

/** What somebody shows who knocks at a door: the request of a WebSocket, or a call by HTTP. Valid while it is judged; for one thread. */
public interface Handshake {
    /** The first value of a header, by its name in any case; empty where there is none. A browser sets none of a page's choosing on a WebSocket. */
    Optional<String> header(String name);

    /** Where the connection comes from: of a proxy, where there is one in between. */
    InetSocketAddress remoteAddress();

    /** Whether the connection is encrypted. */
    boolean isSecure();

    /**
     * The client's own certificate, checked by TLS. Empty where it showed none, or where the server does not ask for one
     * ({@code MainProcessBuilder.tls(sslContext, true)}).
     */
    Optional<X509Certificate> clientCertificate();
}
