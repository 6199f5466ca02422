package dev.valence.transport;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.jspecify.annotations.Nullable;

/**
 * Where the server listens.
 *
 * @param host name or address to bind
 * @param port 0 for any that is free
 * @param tls null where nothing is encrypted
 */
public record Binding(String host, int port, @Nullable Tls tls) {
    /** Whether no other machine can reach it. A name that cannot be resolved is taken for one that others can. */
    public boolean isLoopback() {
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException unknown) {
            return false;
        }
    }

    String scheme() {
        return tls == null ? "http" : "https";
    }

    /** A name for {@link #host} that browsers can open. */
    String name() {
        boolean isAny = host.equals("0.0.0.0") || host.equals("::") || host.equals("[::]");
        boolean isBareIpv6 = host.contains(":") && !host.startsWith("[");
        return isAny ? "localhost" : isBareIpv6 ? "[" + host + "]" : host;
    }
}
