package dev.valence.protocol;

import org.jspecify.annotations.Nullable;

/**
 * The {@code error} member of a failed response.
 *
 * @param data the error as a wire value; null for those that JSON-RPC itself defines
 */
public record WireError(int code, String message, WireValue.@Nullable ErrorOf data) {
    /** An error of JSON-RPC itself. */
    public static WireError of(ErrorCode code, String message) {
        return new WireError(code.code(), message, null);
    }
}
