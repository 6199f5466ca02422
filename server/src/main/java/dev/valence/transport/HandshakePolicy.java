package dev.valence.transport;

import dev.valence.api.Authentication;
import dev.valence.protocol.LogBudget;
import dev.valence.session.Visitor;
import java.security.Principal;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.eclipse.jetty.http.HostPortHttpField;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.http.HttpURI;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Who may come in. {@code Host} must be a name that this server goes by, on everything: a foreign name that resolves to this
 * machine is DNS rebinding. {@code Origin}, where a browser says one, must be this server's own, or one that the application allows:
 * another port of this machine is another party. Whom the application's authentication does not know stays outside.
 */
public final class HandshakePolicy {
    private static final Logger LOG = LoggerFactory.getLogger(HandshakePolicy.class);

    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

    /** What a browser says of requests that no other site has a part in (Fetch Metadata, section 2.3). */
    private static final Set<String> OWN_SITE = Set.of("same-origin", "none");

    private static final String FETCH_SITE = "Sec-Fetch-Site";

    private static final String BEARER = "bearer ";

    private final Set<String> hosts = new TreeSet<>(LOOPBACK);
    private final AllowedOrigins allowed;
    private final @Nullable Authentication authentication;

    /** As much as one page, and apart from all: whoever is not let in takes nothing from those that are. */
    private final LogBudget log = new LogBudget().ofPage();

    /**
     * @param hosts names that the server goes by beside those of the loopback interface, without port
     * @param allowed origins of pages that may call beside those of the server
     * @param authentication null where nobody is asked who it is
     */
    public HandshakePolicy(Set<String> hosts, AllowedOrigins allowed, @Nullable Authentication authentication) {
        hosts.forEach(host -> this.hosts.add(host.toLowerCase(Locale.ROOT)));
        this.allowed = allowed;
        this.authentication = authentication;
    }

    /** Whose pages may call, beside the server's own. */
    AllowedOrigins allowed() {
        return allowed;
    }

    /** Who comes in by a door, or why nobody does. */
    sealed interface Judgement {}

    record Welcome(Visitor visitor, @Nullable String bearer) implements Judgement {}

    record Refusal(int status, String reason) implements Judgement {}

    /** Why a request is not answered at all; empty where it is. A request has one name, wherever it says it. */
    Optional<String> refuseHost(Request request) {
        List<HttpField> named = request.getHeaders().getFields(HttpHeader.HOST);
        boolean isAllowed = isOurs(request.getHttpURI().getHost())
                && named.size() == 1
                && named.stream().allMatch(field -> isOurs(new HostPortHttpField(field.getValue()).getHost()));
        return isAllowed
                ? Optional.empty()
                : Optional.of("This server does not go by the name '"
                        + request.getHttpURI().getHost() + "'. It goes by " + hosts
                        + "; others are allowed with MainProcess.builder().allowHost(name)");
    }

    private boolean isOurs(@Nullable String host) {
        return host != null && hosts.contains(host.toLowerCase(Locale.ROOT));
    }

    /** Who may call Java. Clients that are no browsers say no origin. */
    Judgement judge(Request request) {
        Optional<Refusal> foreign = refuseOrigin(request);
        if (foreign.isPresent()) {
            return foreign.get();
        }
        Principal principal = authentication == null ? null : ask(authentication, request);
        if (authentication != null && principal == null) {
            return new Refusal(HttpStatus.UNAUTHORIZED_401, "This application does not know who asks");
        }
        return new Welcome(new Visitor(request.getHeaders().get(HttpHeader.ORIGIN), principal), bearer(request));
    }

    private Optional<Refusal> refuseOrigin(Request request) {
        List<String> origins = request.getHeaders().getValuesList(HttpHeader.ORIGIN);
        if (origins.size() == 1 && allowed.contains(origins.get(0))) {
            // Its browser says that another site asks, and that is what the application means.
            return Optional.empty();
        }
        String own = ownOrigin(request);
        if (origins.size() > 1 || origins.stream().anyMatch(origin -> !origin.equals(own))) {
            String reason = "Pages of " + String.join(", ", origins) + " may not call Java. Only those of " + own
                    + " may; others are allowed with MainProcess.builder().allowOrigin(origin)";
            return Optional.of(new Refusal(HttpStatus.FORBIDDEN_403, reason));
        }
        List<String> sites = request.getHeaders().getValuesList(FETCH_SITE);
        return OWN_SITE.containsAll(sites) && sites.size() <= 1
                ? Optional.empty()
                : Optional.of(new Refusal(
                        HttpStatus.FORBIDDEN_403,
                        "A browser says that another site asks: " + FETCH_SITE + " is " + sites));
    }

    /** An authentication that fails knows nobody. */
    private @Nullable Principal ask(Authentication authentication, Request request) {
        try {
            return authentication.authenticate(new RequestHandshake(request));
        } catch (RuntimeException failed) {
            log.tell(LOG, Level.ERROR, "The application's authentication failed; whoever asked is not let in", failed);
            return null;
        }
    }

    /** Answers a request that may not call Java. */
    void refuse(Request request, Response response, Callback callback, Refusal refusal) {
        if (refusal.status() == HttpStatus.UNAUTHORIZED_401) {
            challenge(response);
        }
        Response.writeError(request, response, callback, refusal.status(), refusal.reason());
    }

    /** Makes an answer a 401, which has to tell how to come in (RFC 9110 section 15.5.2). */
    void challenge(Response response) {
        response.setStatus(HttpStatus.UNAUTHORIZED_401);
        String challenge = Optional.ofNullable(authentication)
                .flatMap(Authentication::challenge)
                .orElse("Bearer");
        response.getHeaders().put(HttpHeader.WWW_AUTHENTICATE, challenge);
    }

    /** What a client that is no browser shows as its entitlement; null for nothing. */
    private static @Nullable String bearer(Request request) {
        String shown = request.getHeaders().get(HttpHeader.AUTHORIZATION);
        return shown != null && shown.toLowerCase(Locale.ROOT).startsWith(BEARER)
                ? shown.substring(BEARER.length()).strip()
                : null;
    }

    private static String ownOrigin(Request request) {
        HttpURI uri = request.getHttpURI();
        String scheme = request.isSecure() ? "https" : "http";
        boolean isDefaultPort = uri.getPort() <= 0 || uri.getPort() == (request.isSecure() ? 443 : 80);
        return scheme + "://" + uri.getHost() + (isDefaultPort ? "" : ":" + uri.getPort());
    }
}
