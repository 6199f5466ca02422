package dev.valence.protocol;

import java.util.List;

/**
 * What one WebSocket frame or one HTTP body holds.
 *
 * @param envelopes at least one
 * @param isBatch whether it came as an array and is to be answered by one
 * @param weight what all of it takes in the heap, in bytes, as estimated
 */
public record Frame(List<Envelope> envelopes, boolean isBatch, long weight) {
    /** Of one whose weight is not known yet. */
    Frame(List<Envelope> envelopes, boolean isBatch) {
        this(envelopes, isBatch, 0);
    }

    Frame weighing(long bytes) {
        return new Frame(envelopes, isBatch, bytes);
    }

    /** Whether each message has a place in the order, so that each can be answered by itself. */
    public boolean isNumbered() {
        return envelopes.stream().allMatch(envelope -> envelope.seq() > 0);
    }

    static Frame invalid(ErrorCode code, String reason) {
        return new Frame(List.of(new Envelope(new Message.Invalid(RawJson.NULL, code, reason), 0, -1)), false);
    }
}
