package dev.valence.transport;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/** A client of one of the two doors, in a session of its own. It knows JSON-RPC and nothing of Valence's envelope. */
interface Door extends AutoCloseable {
    /** What comes back for {@code text}: one frame for each, none for nothing. Without {@code seq} and {@code ack}. */
    List<JsonNode> exchange(String text);

    /** What comes back for a request that is answered once. */
    default JsonNode ask(String text) {
        List<JsonNode> frames = exchange(text);
        if (frames.size() != 1) {
            throw new AssertionError("not one answer, but " + frames);
        }
        return frames.get(0);
    }

    @Override
    void close();
}
