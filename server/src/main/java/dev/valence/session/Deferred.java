package dev.valence.session;

import dev.valence.protocol.WireValue;
import java.util.concurrent.CompletionStage;

/**
 * The result of a request that is answered later, and holds up no other until then.
 *
 * @param stage completes with what the page gets, or with what it is told
 */
record Deferred(CompletionStage<? extends WireValue> stage) {}
