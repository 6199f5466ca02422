package dev.valence.session;

import dev.valence.protocol.MessageCodec;
import dev.valence.protocol.Outgoing;
import java.util.ArrayList;
import java.util.List;

/** Answers that wait for others, to leave as one frame: to send a frame costs both ends more than to answer. Not safe for threads. */
final class HeldFrames {
    /** What a page may begin to read should not wait for more. */
    private static final int MOST_BYTES = 64 * 1024;

    private final List<byte[]> messages = new ArrayList<>();
    private int bytes;

    boolean isEmpty() {
        return messages.isEmpty();
    }

    int size() {
        return messages.size();
    }

    /** Whether there is room for {@code message}; packets leave alone. */
    boolean takes(Outgoing message) {
        return !message.isPacket() && bytes < MOST_BYTES;
    }

    void add(Outgoing message) {
        byte[] json = message.json();
        messages.add(json);
        bytes += json.length;
    }

    void clear() {
        messages.clear();
        bytes = 0;
    }

    /** Takes all of them out as one frame: a batch where there are several. */
    Outgoing take() {
        byte[] whole = messages.size() == 1 ? messages.get(0) : MessageCodec.batch(messages);
        clear();
        return Outgoing.ofJson(whole);
    }
}
