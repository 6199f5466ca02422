package dev.valence.transport;

import dev.valence.session.Visitor;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpURI;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;

/**
 * Who may come in. {@code Host} must be a name that this server goes by, on everything: a foreign name that resolves to this
 * machine is DNS rebinding. {@code Origin}, where a browser says one, must be this server's own: another port of this machine is
 * another party.
 */
public final class HandshakePolicy {
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

    private final Set<String> hosts = new TreeSet<>(LOOPBACK);

    /** @param hosts names that the server goes by beside those of the loopback interface, without port */
    public HandshakePolicy(Set<String> hosts) {
        hosts.forEach(host -> this.hosts.add(host.toLowerCase(Locale.ROOT)));
    }

    /** Why a request is not answered at all; empty where it is. */
    Optional<String> refuseHost(Request request) {
        String host = request.getHttpURI().getHost();
        return host != null && hosts.contains(host.toLowerCase(Locale.ROOT))
                ? Optional.empty()
                : Optional.of("This server does not go by the name '" + host + "'. It goes by " + hosts
                        + "; others are allowed with MainProcess.builder().allowHost(name)");
    }

    /** Why a request may not call Java; empty where it may. Clients that are no browsers say no origin. */
    Optional<String> refuseOrigin(Request request) {
        String origin = header(request);
        boolean isAllowed = origin == null || origin.equals(ownOrigin(request));
        return isAllowed
                ? Optional.empty()
                : Optional.of(
                        "Pages of " + origin + " may not call Java. Only those of " + ownOrigin(request) + " may");
    }

    /** Who sends a request that is not refused. */
    Visitor visitor(Request request) {
        return new Visitor(header(request), null);
    }

    private static @Nullable String header(Request request) {
        HttpField origin = request.getHeaders().getField(HttpHeader.ORIGIN);
        return origin == null ? null : origin.getValue();
    }

    private static String ownOrigin(Request request) {
        HttpURI uri = request.getHttpURI();
        String scheme = request.isSecure() ? "https" : "http";
        boolean isDefaultPort = uri.getPort() <= 0 || uri.getPort() == (request.isSecure() ? 443 : 80);
        return scheme + "://" + uri.getHost() + (isDefaultPort ? "" : ":" + uri.getPort());
    }
}
