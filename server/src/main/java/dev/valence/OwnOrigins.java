package dev.valence;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * Which origins are the application's own: those of the names that its server goes by. Of other ports the handshake policy has let none in;
 * the port itself may be another one outside of a container.
 */
final class OwnOrigins implements Predicate<String> {
    private final Set<String> hosts = new TreeSet<>(Set.of("localhost", "127.0.0.1", "[::1]"));

    OwnOrigins(String host, Set<String> others) {
        hosts.add(host.toLowerCase(Locale.ROOT));
        others.forEach(each -> hosts.add(each.toLowerCase(Locale.ROOT)));
    }

    @Override
    public boolean test(String origin) {
        try {
            URI uri = new URI(origin);
            String host = uri.getHost();
            boolean isWeb = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
            return isWeb && host != null && hosts.contains(host.toLowerCase(Locale.ROOT));
        } catch (URISyntaxException malformed) {
            return false;
        }
    }
}
