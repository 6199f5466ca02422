package dev.valence.transport;

import org.eclipse.jetty.http.HttpFields;

/**
 * The headers of every answer. The first ones isolate pages, so that they may share memory with their worker; the others keep a page from
 * being shown inside of another's, and from using what it was not made for.
 *
 * @param contentSecurityPolicy of pages; empty for none
 * @param permissionsPolicy of pages; empty for none
 */
public record PageHeaders(String contentSecurityPolicy, String permissionsPolicy) {
    /**
     * What does not break a page of inline scripts. A stricter one needs {@code worker-src blob:} for the I/O worker, and
     * {@code connect-src 'self'} for both doors.
     */
    public static final PageHeaders DEFAULTS = new PageHeaders(
            "frame-ancestors 'self'; object-src 'none'; base-uri 'self'",
            "camera=(), display-capture=(), geolocation=(), hid=(), microphone=(), midi=(), payment=(), serial=(), usb=()");

    /** These, with another policy of content. */
    public PageHeaders withContentSecurityPolicy(String policy) {
        return new PageHeaders(policy, permissionsPolicy);
    }

    /** These, with another policy of permissions. */
    public PageHeaders withPermissionsPolicy(String policy) {
        return new PageHeaders(contentSecurityPolicy, policy);
    }

    void addTo(HttpFields.Mutable headers) {
        headers.put("Cross-Origin-Opener-Policy", "same-origin");
        headers.put("Cross-Origin-Embedder-Policy", "require-corp");
        headers.put("Cross-Origin-Resource-Policy", "same-origin");
        headers.put("X-Content-Type-Options", "nosniff");
        headers.put("Referrer-Policy", "same-origin");
        if (!contentSecurityPolicy.isEmpty()) {
            headers.put("Content-Security-Policy", contentSecurityPolicy);
        }
        if (!permissionsPolicy.isEmpty()) {
            headers.put("Permissions-Policy", permissionsPolicy);
        }
    }
}
