package dev.valence.protocol;

/** The parameters of a request: read already, or to be matched by {@link RpcDispatcher}. Opaque outside this package. */
public sealed interface Params permits RawJson, StraightCall {}
