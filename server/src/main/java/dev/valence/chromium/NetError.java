package dev.valence.chromium;

import java.util.Map;

/** Chromium's names of network errors and their numbers, which {@code did-fail-load} tells (net/base/net_error_list.h). */
final class NetError {
    static final String ABORTED = "ERR_ABORTED";
    private static final int FAILED = -2;

    /** Those that a navigation usually ends with; the others have the number of the general failure. */
    private static final Map<String, Integer> CODES = Map.ofEntries(
            Map.entry("ERR_FAILED", FAILED),
            Map.entry(ABORTED, -3),
            Map.entry("ERR_FILE_NOT_FOUND", -6),
            Map.entry("ERR_TIMED_OUT", -7),
            Map.entry("ERR_ACCESS_DENIED", -10),
            Map.entry("ERR_BLOCKED_BY_CLIENT", -20),
            Map.entry("ERR_NETWORK_CHANGED", -21),
            Map.entry("ERR_BLOCKED_BY_RESPONSE", -27),
            Map.entry("ERR_CONNECTION_CLOSED", -100),
            Map.entry("ERR_CONNECTION_RESET", -101),
            Map.entry("ERR_CONNECTION_REFUSED", -102),
            Map.entry("ERR_CONNECTION_ABORTED", -103),
            Map.entry("ERR_CONNECTION_FAILED", -104),
            Map.entry("ERR_NAME_NOT_RESOLVED", -105),
            Map.entry("ERR_INTERNET_DISCONNECTED", -106),
            Map.entry("ERR_SSL_PROTOCOL_ERROR", -107),
            Map.entry("ERR_ADDRESS_INVALID", -108),
            Map.entry("ERR_ADDRESS_UNREACHABLE", -109),
            Map.entry("ERR_CONNECTION_TIMED_OUT", -118),
            Map.entry("ERR_CERT_COMMON_NAME_INVALID", -200),
            Map.entry("ERR_CERT_DATE_INVALID", -201),
            Map.entry("ERR_CERT_AUTHORITY_INVALID", -202),
            Map.entry("ERR_INVALID_URL", -300),
            Map.entry("ERR_DISALLOWED_URL_SCHEME", -301),
            Map.entry("ERR_UNKNOWN_URL_SCHEME", -302),
            Map.entry("ERR_TOO_MANY_REDIRECTS", -310),
            Map.entry("ERR_UNSAFE_PORT", -312),
            Map.entry("ERR_INVALID_RESPONSE", -320),
            Map.entry("ERR_EMPTY_RESPONSE", -324));

    private NetError() {}

    static int code(String name) {
        return CODES.getOrDefault(name, FAILED);
    }
}
