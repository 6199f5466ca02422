package dev.valence.transport;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Messages of Java as a page takes them in: each once and in order, by whichever door it comes. */
public final class TakenInOrder {
    private final TreeMap<Long, JsonNode> early = new TreeMap<>();
    private final Consumer<JsonNode> take;
    private long last;
    private long received;

    /** @param take gets each message in its turn */
    public TakenInOrder(Consumer<JsonNode> take) {
        this.take = take;
    }

    /** What a frame brings: one message, or a batch. */
    public void arrive(JsonNode frame) {
        if (frame.isArray()) {
            frame.forEach(this::arrive);
            return;
        }
        received = Math.max(received, frame.path("ack").asLong());
        long seq = frame.path("seq").asLong();
        if (seq > last) {
            early.put(seq, frame);
        }
        for (JsonNode next = early.remove(last + 1); next != null; next = early.remove(last + 1)) {
            last++;
            take.accept(next);
        }
    }

    /** The number of the last message that was taken in. */
    public long last() {
        return last;
    }

    /** How many messages Java says that it has taken in. */
    public long received() {
        return received;
    }
}
