package dev.valence.protocol;

import java.util.Optional;

/** The parameters of a request: read already, or to be matched by {@link RpcDispatcher}. Opaque outside this package. */
public sealed interface Params permits RawJson, StraightCall {
    /** The name of the member or module in them, for messages; empty where that takes more than a look. */
    default Optional<String> name() {
        return Optional.empty();
    }
}
