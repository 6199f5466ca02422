package dev.valence.session;

import dev.valence.api.SequenceException;
import dev.valence.protocol.Message;
import dev.valence.protocol.WireError;

/** One message of the page, for the sequence to judge. Notifications are never answered. */
final class Arrival implements Sequence.Arrival {
    private final Intake intake;
    private final Message message;
    private final long ack;
    private final long weight;
    private final Answers answers;
    private final ErrorMapper errors;

    /** @param weight what the message takes in the heap, in bytes, as estimated */
    Arrival(Intake intake, Message message, long ack, long weight, Answers answers, ErrorMapper errors) {
        this.intake = intake;
        this.message = message;
        this.ack = ack;
        this.weight = weight;
        this.answers = answers;
        this.errors = errors;
    }

    @Override
    public void take() {
        intake.take(message, ack, weight, answers);
    }

    @Override
    public void refuse(SequenceException reason) {
        if (message instanceof Message.Request request) {
            answers.add(failure(request, reason));
        } else if (message instanceof Message.Invalid invalid) {
            answers.add(invalid.asFailure());
        }
    }

    @Override
    public void repeat(SequenceException reason) {
        if (message instanceof Message.Request request) {
            answers.addRepeated(failure(request, reason));
        } else if (message instanceof Message.Invalid invalid) {
            answers.addRepeated(invalid.asFailure());
        }
    }

    @Override
    public long weight() {
        return weight;
    }

    private Message.Failure failure(Message.Request request, RuntimeException reason) {
        WireError error = errors.map(reason);
        return new Message.Failure(request.id(), error);
    }
}
