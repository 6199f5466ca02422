package dev.valence;

import dev.valence.api.Authentication;
import dev.valence.session.Admissions;
import dev.valence.transport.AllowedOrigins;
import dev.valence.transport.Binding;
import dev.valence.transport.HandshakePolicy;
import dev.valence.transport.PageHeaders;
import dev.valence.transport.Tls;
import java.net.URI;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Where a main process can be reached, and who may come in. Collected by the builder; for one thread. */
final class Entrance {
    private final Set<String> hosts = new HashSet<>();
    private final Set<String> origins = new HashSet<>();
    private String host = "127.0.0.1";
    private int port;
    private @Nullable Tls tls;
    private @Nullable Authentication authentication;
    private boolean admitsAnyone;
    private boolean isUnprotectedOnPurpose;
    private PageHeaders headers = PageHeaders.DEFAULTS;

    void host(String newHost) {
        host = newHost;
    }

    /** Whether {@code origin} is of the port that the server will have. */
    boolean isAt(String origin) {
        return origin.endsWith(":" + port);
    }

    void port(int newPort) {
        port = newPort;
    }

    void allowHost(String name) {
        hosts.add(name);
    }

    void allowOrigin(String origin) {
        origins.add(AllowedOrigins.checked(origin));
    }

    void tls(Tls newTls) {
        tls = newTls;
    }

    void authenticate(Authentication newAuthentication) {
        authentication = newAuthentication;
    }

    void admitAnyone() {
        admitsAnyone = true;
    }

    void unprotectedOnPurpose() {
        isUnprotectedOnPurpose = true;
    }

    void contentSecurityPolicy(String policy) {
        headers = headers.withContentSecurityPolicy(policy);
    }

    void permissionsPolicy(String policy) {
        headers = headers.withPermissionsPolicy(policy);
    }

    String host() {
        return host;
    }

    Set<String> hosts() {
        return hosts;
    }

    AllowedOrigins origins() {
        return new AllowedOrigins(origins);
    }

    /** Which origins are the application's own. */
    OwnOrigins ownOrigins() {
        return new OwnOrigins(host, hosts, origins());
    }

    /** Whoever comes in needs nothing to show. */
    boolean isOpenToAnyone() {
        return admitsAnyone && authentication == null;
    }

    /** Whether it may start where others can reach it, with nothing that protects it from them. */
    boolean isUnprotectedOnPurpose() {
        return isUnprotectedOnPurpose;
    }

    boolean isEncrypted() {
        return tls != null;
    }

    /** @throws IllegalStateException others could reach it, and nothing would protect it from them */
    Binding binding() {
        Binding binding = new Binding(host, port, tls);
        if (!binding.isLoopback() && !isUnprotectedOnPurpose && (tls == null || authentication == null)) {
            String missing =
                    tls != null ? "authenticate(…)" : authentication != null ? "tls(…)" : "tls(…) and authenticate(…)";
            throw new IllegalStateException(
                    "Other machines can reach " + host + ", where pages may use this process: it needs " + missing
                            + " of MainProcess.builder(). Bind 127.0.0.1 to stay on this machine; where something else protects the port, as"
                            + " a container's network does, say unprotectedOnPurpose()");
        }
        return binding;
    }

    HandshakePolicy policy() {
        return new HandshakePolicy(hosts, origins(), authentication);
    }

    PageHeaders headers() {
        return headers;
    }

    /** @param admissions where not anyone is admitted */
    Admissions admissions(Supplier<Admissions> admissions) {
        return admitsAnyone ? Admissions.ofAnyone() : admissions.get();
    }

    /** The address of a page with a token in its fragment, which stays in the browser. */
    static URI launchAddress(URI page, String token) {
        String address = page.toString();
        return URI.create(address + (page.getRawFragment() == null ? "#" : "&") + "valence=" + token);
    }
}
