package dev.valence.api;

import java.security.Principal;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Who somebody is to the application. It is asked at both doors for each WebSocket and each HTTP request, on a thread of the transport and of
 * several at a time: it must be quick, and safe for any thread. Whom it knows needs no launch token; whom it does not know does not come in.
 */
@FunctionalInterface
public interface Authentication {
    /**
     * @return who it is; null for nobody, who is answered 401. A session belongs to the principal that opened it, by name.
     */
    @Nullable
    Principal authenticate(Handshake handshake);

    /** What a 401 says in {@code WWW-Authenticate} (RFC 9110 section 11.6.1), such as {@code Basic realm="office"}. Empty for nothing. */
    default Optional<String> challenge() {
        return Optional.empty();
    }
}
