package dev.valence;

import dev.valence.transport.AllowedOrigins;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * Which origins are the application's own: those of the names that its server goes by. Of other ports the handshake policy has let none in
 * but those that were allowed as others; the port itself may be another one outside of a container.
 */
final class OwnOrigins implements Predicate<String> {
    private final Set<String> hosts = new TreeSet<>(Set.of("localhost", "127.0.0.1", "[::1]"));
    private final AllowedOrigins allowed;

    /**
     * @param host that the server is bound to
     * @param others names that it goes by
     * @param allowed origins that are not own ones, whatever their name: a development server is on this machine, too
     */
    OwnOrigins(String host, Set<String> others, AllowedOrigins allowed) {
        this.allowed = allowed;
        hosts.add(host.toLowerCase(Locale.ROOT));
        others.forEach(each -> hosts.add(each.toLowerCase(Locale.ROOT)));
    }

    @Override
    public boolean test(String origin) {
        if (allowed.contains(origin)) {
            return false;
        }
        try {
            URI uri = new URI(origin);
            // Names of a private network may have what is no host to URI, such as an underscore.
            String host = String.valueOf(uri.getRawAuthority()).replaceFirst(":\\d+$", "");
            boolean isWeb = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
            return isWeb && hosts.contains(host.toLowerCase(Locale.ROOT));
        } catch (URISyntaxException malformed) {
            return false;
        }
    }
}
