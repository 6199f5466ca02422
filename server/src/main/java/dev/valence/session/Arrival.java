package dev.valence.session;

import dev.valence.api.SequenceException;
import dev.valence.protocol.Message;
import dev.valence.protocol.WireError;

/** One message of the page, for the sequence to judge. Notifications are never answered. */
final class Arrival implements Sequence.Arrival {
    private final Session session;
    private final Message message;
    private final long ack;
    private final Answers answers;
    private final ErrorMapper errors;

    Arrival(Session session, Message message, long ack, Answers answers, ErrorMapper errors) {
        this.session = session;
        this.message = message;
        this.ack = ack;
        this.answers = answers;
        this.errors = errors;
    }

    @Override
    public void take() {
        session.take(message, ack, answers);
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

    private Message.Failure failure(Message.Request request, SequenceException reason) {
        WireError error = errors.map(reason);
        return new Message.Failure(request.id(), error);
    }
}
