package dev.valence.session;

import dev.valence.protocol.Envelope;
import dev.valence.protocol.Frame;
import dev.valence.protocol.Message;
import dev.valence.protocol.MessageCodec;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The answers to one frame, given in one piece as JSON-RPC 2.0 section 6 has it: an array to a batch, one response to a request,
 * nothing to notifications.
 */
final class CollectedAnswers implements Answers {
    private final MessageCodec codec;
    private final Outbox outbox;
    private final boolean isBatch;
    private final int expected;
    private final Consumer<byte @Nullable []> door;
    private final List<Message> answers = new ArrayList<>();

    CollectedAnswers(MessageCodec codec, Outbox outbox, Frame frame, Consumer<byte @Nullable []> door) {
        this.codec = codec;
        this.outbox = outbox;
        this.isBatch = frame.isBatch();
        this.expected = (int)
                frame.envelopes().stream().filter(CollectedAnswers::wantsAnswer).count();
        this.door = door;
        if (expected == 0) {
            door.accept(null);
        }
    }

    private static boolean wantsAnswer(Envelope envelope) {
        return envelope.message() instanceof Message.Request || envelope.message() instanceof Message.Invalid;
    }

    @Override
    public void add(Supplier<Message> answer) {
        byte[] complete = outbox.exclusively(() -> collect(answer.get()));
        if (complete != null) {
            door.accept(complete);
        }
    }

    /** The first answer left by a door that is gone; without this one the frame would wait for ever. */
    @Override
    public void addRepeated(Supplier<Message> refusal) {
        add(refusal);
    }

    private byte @Nullable [] collect(Message answer) {
        answers.add(answer);
        if (answers.size() < expected) {
            return null;
        }
        return isBatch ? codec.encodeBatch(answers) : codec.encode(new Envelope(answers.get(0), 0, -1));
    }
}
