package dev.valence.session;

import dev.valence.api.LimitException;
import dev.valence.protocol.Envelope;
import dev.valence.protocol.Frame;
import dev.valence.protocol.Message;
import dev.valence.protocol.RpcDispatcher;
import dev.valence.protocol.WireNames;

/** What comes from one page: brought into its order, and either done at once or given a turn, as long as there is room. Safe for any thread. */
final class Intake {
    private final Session session;
    private final Sequence sequence;
    private final Sharing sharing;
    private final Inbox inbox;
    private final RpcDispatcher dispatcher;
    private final PendingCalls pendingCalls;
    private final ErrorMapper errors;
    private volatile boolean givesSignsOfLife;

    Intake(
            Session session,
            Sequence sequence,
            Sharing sharing,
            Inbox inbox,
            RpcDispatcher dispatcher,
            PendingCalls pendingCalls,
            ErrorMapper errors) {
        this.session = session;
        this.sequence = sequence;
        this.sharing = sharing;
        this.inbox = inbox;
        this.dispatcher = dispatcher;
        this.pendingCalls = pendingCalls;
        this.errors = errors;
    }

    void take(Frame frame, Answers answers) {
        if (!frame.isBatch()) {
            take(frame.envelopes().get(0), frame.weight(), answers);
            return;
        }
        sharing.begin();
        try {
            long weight = frame.weight() / frame.envelopes().size();
            frame.envelopes().forEach(envelope -> take(envelope, weight, answers));
        } finally {
            sharing.end();
            session.outbox().flush();
        }
    }

    private void take(Envelope envelope, long weight, Answers answers) {
        if (envelope.seq() == 0
                && envelope.ack() < 0
                && envelope.message() instanceof Message.Notification notification
                && hears(notification.method())) {
            return;
        }
        session.outbox().acknowledge(envelope.ack());
        sequence.accept(envelope.seq(), new Arrival(this, envelope.message(), envelope.ack(), weight, answers, errors));
    }

    /**
     * Hears what a page says of its life, if {@code method} does. Where it says nothing else, it is heard by the thread that has read it: a
     * turn of its own would wait for a call that takes long.
     */
    boolean hears(String method) {
        switch (method) {
            case WireNames.SESSION_ALIVE -> {
                givesSignsOfLife = true;
                session.outbox().answerSignOfLife();
            }
            case WireNames.SESSION_HIBERNATE -> session.hibernate();
            default -> {
                return false;
            }
        }
        return true;
    }

    /** Whether the page has ever given one. */
    boolean givesSignsOfLife() {
        return givesSignsOfLife;
    }

    /** Answers of Java to the page are given at once; all else waits for its turn, since it may use what came before it. */
    void take(Message message, long ack, long weight, Answers answers) {
        if (message instanceof Message.Request || message instanceof Message.Notification) {
            if (isRoomFor(message, weight, answers)) {
                inbox.add(new RequestTurn(session, dispatcher, errors, message, ack, weight, answers));
            }
        } else if (message instanceof Message.Response response) {
            if (!pendingCalls.answered(response.id().toString(), response.result())) {
                session.seen(response.result());
            }
        } else if (message instanceof Message.Failure failure) {
            pendingCalls.failed(failure.id().toString(), failure.error());
        } else if (message instanceof Message.Invalid invalid) {
            answers.add(invalid.asFailure());
        }
    }

    /** A request that is too much is answered so. Nobody would hear of a notification, which must not be lost: it is taken until the end. */
    private boolean isRoomFor(Message message, long weight, Answers answers) {
        if (message instanceof Message.Request request) {
            try {
                session.workload().add(weight);
            } catch (LimitException tooMuch) {
                answers.add(new Message.Failure(request.id(), errors.map(tooMuch)));
                return false;
            }
        } else if (!session.workload().addAnyhow(weight)) {
            session.end("This page tells Java far more than Java has done so far (Limits.requestBytes)");
            return false;
        }
        return true;
    }
}
