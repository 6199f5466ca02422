package dev.valence.session;

import dev.valence.protocol.Envelope;
import dev.valence.protocol.Frame;
import dev.valence.protocol.Message;
import dev.valence.protocol.MessageCodec;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The answers to one frame, given in one piece as JSON-RPC 2.0 section 6 has it: an array to a batch, one response to a request,
 * nothing to notifications.
 */
final class CollectedAnswers implements Answers {
    private final Outbox outbox;
    private final boolean isBatch;
    private final int expected;
    private final Consumer<byte @Nullable []> door;
    private final List<byte[]> answers = new ArrayList<>();

    CollectedAnswers(Outbox outbox, Frame frame, Consumer<byte @Nullable []> door) {
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
    public long add(Message answer) {
        byte[] complete = outbox.exclusively(() -> collect(answer));
        if (complete != null) {
            door.accept(complete);
        }
        return 0;
    }

    /** The first answer left by a door that is gone; without this one the frame would wait for ever. */
    @Override
    public void addRepeated(Message refusal) {
        add(refusal);
    }

    private byte @Nullable [] collect(Message answer) {
        answers.add(outbox.encode(answer));
        if (answers.size() < expected) {
            return null;
        }
        return isBatch ? MessageCodec.batch(answers) : answers.get(0);
    }
}
