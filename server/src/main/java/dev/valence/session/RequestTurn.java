package dev.valence.session;

import dev.valence.api.CurrentRenderer;
import dev.valence.api.Renderer.Registration;
import dev.valence.protocol.Message;
import dev.valence.protocol.Params;
import dev.valence.protocol.RawJson;
import dev.valence.protocol.RpcDispatcher;
import dev.valence.protocol.Work;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One request of the page: matched when its turn begins, answered when it has run. A notification has no id and no answer. */
final class RequestTurn implements Inbox.Turn {
    private final Session session;
    private final RpcDispatcher dispatcher;
    private final ErrorMapper errors;
    private final String method;
    private final Params params;
    private final @Nullable RawJson requestId;
    private final Answers answers;
    private @Nullable Work work;

    RequestTurn(
            Session session,
            RpcDispatcher dispatcher,
            ErrorMapper errors,
            String method,
            Params params,
            @Nullable RawJson requestId,
            Answers answers) {
        this.session = session;
        this.dispatcher = dispatcher;
        this.errors = errors;
        this.method = method;
        this.params = params;
        this.requestId = requestId;
        this.answers = answers;
    }

    @Override
    public Work.Place prepare() {
        RpcDispatcher.Match match;
        try {
            match = dispatcher.match(method, params);
        } catch (RuntimeException defect) {
            answer(id -> new Message.Failure(id, errors.map(defect)));
            return Work.Place.HERE;
        }
        if (match instanceof RpcDispatcher.Found found) {
            work = found.work();
            return found.work().place();
        }
        answer(id -> new Message.Failure(id, ((RpcDispatcher.Refused) match).error()));
        return Work.Place.HERE;
    }

    @Override
    public void run() {
        Work matched = work;
        if (matched == null || !session.isAlive()) {
            return;
        }
        Registration scope = CurrentRenderer.enter(session);
        try {
            Object result = matched.run();
            answer(id -> new Message.Response(id, session.marshal(result)));
        } catch (Throwable thrown) {
            answer(id -> new Message.Failure(id, errors.map(thrown)));
        } finally {
            scope.close();
            session.followPromises();
        }
    }

    @Override
    public void refuse(RuntimeException reason) {
        answer(id -> new Message.Failure(id, errors.map(reason)));
    }

    private void answer(Function<RawJson, Message> answer) {
        RawJson answered = requestId;
        if (answered != null) {
            answers.add(answer.apply(answered));
        }
    }
}
