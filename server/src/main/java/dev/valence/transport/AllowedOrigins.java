package dev.valence.transport;

import dev.valence.protocol.WireNames;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/**
 * Origins beside the server's own whose pages may call Java, since the application says so. Their browsers have to hear of it (CORS), and
 * are told in answers to such pages alone: there is no {@code *} and never a credential. Immutable.
 */
public final class AllowedOrigins {
    /** No pages but the server's own. */
    public static final AllowedOrigins NONE = new AllowedOrigins(List.of());

    /** What pages of other origins get: both doors and Valence's scripts, and none of the application's files. */
    private static final String SHARED_PATHS = "/valence/";

    private static final String PREFLIGHT_METHOD = "Access-Control-Request-Method";

    private static final String PREFLIGHT_HEADERS = String.join(
            ", ",
            "Content-Type",
            WireNames.SESSION_HEADER,
            WireNames.ACK_HEADER,
            WireNames.PARK_HEADER,
            WireNames.WAIT_HEADER);

    /** In seconds, as long as Chromium remembers at most: what is not remembered costs a call a second round trip. */
    private static final String PREFLIGHT_LIFE = "7200";

    /** Browsers write addresses in one way only. */
    private static final Pattern PAGE = Pattern.compile("(https?://[^/?#]+)(?:[/?#].*)?");

    private static final ByteBuffer EMPTY = ByteBuffer.allocate(0);

    private final List<String> origins;

    /** @throws IllegalArgumentException one is no origin, as {@link #checked} says */
    public AllowedOrigins(Collection<String> origins) {
        this.origins = origins.stream()
                .map(AllowedOrigins::checked)
                .distinct()
                .sorted()
                .toList();
    }

    /**
     * An origin, if it is written as browsers tell it: they are compared as text.
     *
     * @throws IllegalArgumentException it is not; the message says how it would be
     */
    public static String checked(String origin) {
        String exact = originOf(origin).orElse("");
        if (exact.isEmpty() || !exact.equals(origin)) {
            throw new IllegalArgumentException(
                    "'" + origin + "' is no origin as browsers tell it: scheme, host and port, such as"
                            + " http://localhost:5173 or https://example.org. "
                            + (exact.isEmpty()
                                    ? "It is of http or https, has no pattern in it, and is never null"
                                    : "The one of this address is " + exact));
        }
        return origin;
    }

    /** The origin of an address, as browsers tell it: in small letters, without a port that goes without saying. Empty where it has none. */
    public static Optional<String> originOf(String address) {
        try {
            URI uri = new URI(address);
            String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
            boolean isWeb = scheme.equals("http") || scheme.equals("https");
            if (!isWeb || uri.getHost() == null || uri.getPort() == 0 || uri.getPort() > 65_535) {
                return Optional.empty();
            }
            boolean isDefaultPort = uri.getPort() < 0 || uri.getPort() == (scheme.equals("https") ? 443 : 80);
            String host = uri.getHost().toLowerCase(Locale.ROOT);
            return Optional.of(scheme + "://" + host + (isDefaultPort ? "" : ":" + uri.getPort()));
        } catch (URISyntaxException malformed) {
            return Optional.empty();
        }
    }

    /** All of them, sorted. */
    public List<String> all() {
        return origins;
    }

    /** Whether pages of that origin, as their browser tells it, may call Java. */
    public boolean contains(@Nullable String origin) {
        return origin != null && origins.contains(origin);
    }

    /**
     * Adds what a browser has to hear before it gives an answer to a page of these origins. A script tag without {@code crossorigin} says no
     * origin: there it is the referrer that tells whose page it is.
     */
    void addTo(Request request, HttpFields.Mutable headers) {
        if (origins.isEmpty() || !Request.getPathInContext(request).startsWith(SHARED_PATHS)) {
            return;
        }
        headers.add(HttpHeader.VARY, "Origin, Referer");
        boolean saysOrigin = request.getHeaders().contains(HttpHeader.ORIGIN);
        String origin = saysOrigin ? originOf(request) : referrerOf(request);
        if (contains(origin)) {
            headers.put("Cross-Origin-Resource-Policy", "cross-origin");
            if (saysOrigin) {
                headers.put("Access-Control-Allow-Origin", origin);
            }
        }
    }

    /** Whether a browser asks if a page of these origins may send what no page could send before there was CORS. */
    boolean isPreflight(Request request) {
        return HttpMethod.OPTIONS.is(request.getMethod())
                && request.getHeaders().contains(PREFLIGHT_METHOD)
                && contains(originOf(request));
    }

    /** Answers that it may. Nobody is asked who they are: a browser shows nothing of that in such a request. */
    static void permit(Response response, Callback callback) {
        response.setStatus(HttpStatus.NO_CONTENT_204);
        response.getHeaders().put("Access-Control-Allow-Methods", "POST");
        response.getHeaders().put("Access-Control-Allow-Headers", PREFLIGHT_HEADERS);
        response.getHeaders().put("Access-Control-Max-Age", PREFLIGHT_LIFE);
        response.write(true, EMPTY, callback);
    }

    /** What a browser says of where the page is from; null where it says nothing, or two things. */
    private static @Nullable String originOf(Request request) {
        List<String> said = request.getHeaders().getValuesList(HttpHeader.ORIGIN);
        return said.size() == 1 ? said.get(0) : null;
    }

    private static @Nullable String referrerOf(Request request) {
        List<String> said = request.getHeaders().getValuesList(HttpHeader.REFERER);
        Matcher page = PAGE.matcher(said.size() == 1 ? said.get(0) : "");
        return page.matches() ? page.group(1) : null;
    }
}
