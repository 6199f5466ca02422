package dev.valence.session;

import dev.valence.api.CurrentRenderer;
import dev.valence.api.Renderer.Registration;
import dev.valence.api.SessionLostException;
import dev.valence.protocol.Message;
import dev.valence.protocol.Params;
import dev.valence.protocol.RawJson;
import dev.valence.protocol.RpcDispatcher;
import dev.valence.protocol.WireValue;
import dev.valence.protocol.Work;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One request of the page: matched when its turn begins, answered when it has run. A notification has no id and no answer. What refers
 * to answers that are not there gives its turn to others, and comes again when they are.
 */
final class RequestTurn implements Inbox.Turn {
    /** Id of a request whose answer nobody may refer to. */
    private static final long NOT_KEPT = Long.MIN_VALUE;

    private final Session session;
    private final RpcDispatcher dispatcher;
    private final ErrorMapper errors;
    private final String method;
    private final Params params;
    private final @Nullable RawJson requestId;
    private final boolean keep;
    private final long ack;
    private final long weight;
    private final Answers answers;
    private long keptId = NOT_KEPT;
    private @Nullable Work work;
    private boolean isWaiting;
    private volatile boolean isLate;

    /**
     * @param message a request or a notification
     * @param ack what the page had taken in when it sent it
     * @param weight what it adds to the session's workload until it is done
     */
    RequestTurn(
            Session session,
            RpcDispatcher dispatcher,
            ErrorMapper errors,
            Message message,
            long ack,
            long weight,
            Answers answers) {
        this.session = session;
        this.dispatcher = dispatcher;
        this.errors = errors;
        this.ack = ack;
        this.weight = weight;
        this.answers = answers;
        if (message instanceof Message.Request request) {
            this.method = request.method();
            this.params = request.params();
            this.requestId = request.id();
            this.keep = request.keep();
        } else {
            Message.Notification notification = (Message.Notification) message;
            this.method = notification.method();
            this.params = notification.params();
            this.requestId = null;
            this.keep = false;
        }
    }

    @Override
    public void comeLate() {
        isLate = true;
    }

    @Override
    public boolean isLate() {
        return isLate;
    }

    @Override
    public Work.Place prepare() {
        try {
            if (work == null) {
                begin();
            }
            Work begun = work;
            return begun == null || isWaiting ? Work.Place.HERE : begun.place();
        } catch (RuntimeException defect) {
            giveUp(defect);
            return Work.Place.HERE;
        }
    }

    private void begin() {
        KeptAnswers kept = session.kept();
        kept.acknowledged(ack);
        if (keep
                && session.outbox().acknowledges()
                && requestId != null
                && requestId.whole().isPresent()) {
            long id = requestId.whole().getAsLong();
            kept.keep(id);
            keptId = id;
        }
        RpcDispatcher.Match match = dispatcher.match(method, params);
        if (match instanceof RpcDispatcher.Refused refused) {
            answer(id -> new Message.Failure(id, refused.error()));
            return;
        }
        Work found = ((RpcDispatcher.Found) match).work();
        CompletableFuture<Void> missing = found.missing();
        work = found;
        if (isLate && (missing != null || found.place() != Work.Place.HERE)) {
            giveUp(new SessionLostException("The main process is ending, and this was not executed: " + this
                    + ". Reload the page when it is back"));
            return;
        }
        if (missing != null) {
            kept.whenThere(missing, () -> session.takeAgain(this));
            isWaiting = true;
        }
    }

    @Override
    public void run() {
        Work matched = work;
        if (matched != null && !isWaiting && session.isAlive()) {
            run(matched);
        }
        if (!isWaiting) {
            session.workload().done(weight);
        }
        isWaiting = false;
        session.turnEnded();
    }

    private void run(Work matched) {
        Registration scope = CurrentRenderer.enter(session);
        try {
            Object result = matched.run();
            if (result instanceof Deferred deferred) {
                deferred.stage().whenComplete(this::answerLater);
            } else {
                answer(id -> new Message.Response(id, session.marshal(result)));
            }
        } catch (Throwable thrown) {
            fail(thrown);
        } finally {
            scope.close();
            session.promises().follow();
        }
    }

    private void answerLater(@Nullable WireValue value, @Nullable Throwable failure) {
        Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
        if (value == null) {
            fail(cause == null ? new CancellationException() : cause);
            return;
        }
        try {
            answer(id -> new Message.Response(id, value));
        } catch (RuntimeException unsendable) {
            fail(unsendable);
        }
    }

    @Override
    public void refuse(RuntimeException reason) {
        giveUp(reason);
        session.workload().done(weight);
    }

    private void giveUp(RuntimeException reason) {
        Work refused = work;
        work = null;
        fail(reason);
        if (refused != null) {
            refused.drop();
        }
    }

    /** What is asked for, for logs: no values. */
    @Override
    public String toString() {
        return method + params.name().map(name -> " '" + name + "'").orElse("");
    }

    /** An error may be longer than what may wait for a page; that one is not is told at least. */
    private void fail(Throwable thrown) {
        try {
            answer(id -> new Message.Failure(id, errors.map(thrown)));
        } catch (RuntimeException unsendable) {
            answer(id -> new Message.Failure(id, ErrorMapper.unsendable(unsendable)));
        }
    }

    private void answer(Function<RawJson, Message> answer) {
        RawJson answered = requestId;
        if (answered == null) {
            return;
        }
        Message message = answer.apply(answered);
        if (keptId != NOT_KEPT) {
            session.kept().sending(keptId, message);
        }
        long seq = answers.add(message);
        if (keptId != NOT_KEPT) {
            session.kept().sent(keptId, message, seq, session.outbox().lengthOf(seq));
        }
        if (seq == 0 && message instanceof Message.Response response && !session.isAlive()) {
            session.javaStreams().closeUnsent(response.result());
        }
    }
}
