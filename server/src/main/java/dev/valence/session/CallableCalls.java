package dev.valence.session;

import dev.valence.api.DeadlineException;
import dev.valence.api.LimitException;
import dev.valence.api.Limits;
import dev.valence.api.RemoteException;
import dev.valence.api.RendererGoneException;
import dev.valence.protocol.WireError;
import dev.valence.protocol.WireNames;
import dev.valence.protocol.WireValue;
import java.lang.reflect.Type;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Calls of a page's callable functions, for which a thread of Java waits. The page runs them inside of the call for which it waits itself,
 * or by its event loop; what it asks for meanwhile runs on the waiting thread, see {@link Inbox#await}. May be used from any thread that
 * holds no lock which another message of this page could need.
 */
final class CallableCalls {
    private static final WireValue VALUE = new WireValue.Plain("value");
    private static final WireValue NOW = new WireValue.Plain("now");
    private static final WireValue END = new WireValue.Plain("end");

    private final Session session;
    private final Inbox inbox;
    private final PendingCalls pendingCalls;
    private final Limits limits;

    CallableCalls(Session session, Inbox inbox, PendingCalls pendingCalls, Limits limits) {
        this.session = session;
        this.inbox = inbox;
        this.pendingCalls = pendingCalls;
        this.limits = limits;
    }

    /**
     * Calls a function and waits until it has run.
     *
     * @param type what its value becomes; void where that does not matter
     * @throws dev.valence.api.JavaScriptException it threw
     * @throws dev.valence.api.MarshalException its value is no {@code type}
     * @throws RendererGoneException the document has ended, or ends meanwhile
     * @throws DeadlineException the page did not answer in time
     * @throws LimitException the calling thread is in as many such calls as it may
     */
    @Nullable
    Object call(long callbackId, String location, Type type, @Nullable Object[] arguments) {
        session.toPage().requireAlive(location);
        if (Runner.current().waits() >= limits.callDepth()) {
            throw new LimitException("Calls between Java and pages nest " + limits.callDepth()
                    + " deep, which is the limit (Limits.callDepth): page " + name()
                    + " is not asked to run its function "
                    + location);
        }
        boolean hasValue = type != void.class && type != Void.class;
        WireValue awaited = !hasValue ? END : Runner.current().isIn(inbox) ? NOW : VALUE;
        Waiting waiting = new Waiting(location, hasValue ? type : Object.class);
        inbox.beginAsking();
        try {
            long callId = session.toPage()
                    .ask(
                            waiting,
                            WireNames.CALLBACK_CALL,
                            marshaller -> List.of(
                                    new WireValue.Plain(callbackId),
                                    marshaller.marshalArguments(arguments, "a call of the page function " + location),
                                    awaited));
            return await(waiting, callId, location).get();
        } finally {
            inbox.endAsking();
        }
    }

    private Supplier<@Nullable Object> await(Waiting waiting, long callId, String location) {
        boolean isAnswered = false;
        try {
            isAnswered = inbox.await(waiting.outcome, limits.deadline());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RemoteException(
                    "The thread was interrupted while page " + name() + " ran its function " + location, e);
        } finally {
            if (!isAnswered) {
                pendingCalls.forget(callId);
            }
        }
        if (!isAnswered) {
            throw new DeadlineException(
                    "Page " + name() + " has not run its function " + location + " to its end within "
                            + limits.deadline().toMillis() + " ms (Limits.deadline); it may still do so");
        }
        return waiting.outcome.join();
    }

    private String name() {
        return session.id() + " (" + session.url() + ")";
    }

    /** What comes is read on the thread that waits, so that its exceptions have the stack of the caller. */
    private final class Waiting implements PendingCalls.Asker {
        final CompletableFuture<Supplier<@Nullable Object>> outcome = new CompletableFuture<>();
        private final String location;
        private final Type type;

        Waiting(String location, Type type) {
            this.location = location;
            this.type = type;
        }

        @Override
        public void answered(WireValue result) {
            outcome.complete(() -> {
                try {
                    return session.unmarshaller().convert(result, type, "the answer of the page function " + location);
                } finally {
                    session.seen(result);
                }
            });
        }

        @Override
        public void failed(WireError error) {
            outcome.complete(() -> {
                throw PendingCalls.thrown(error, session.unmarshaller());
            });
        }

        @Override
        public void gone(RendererGoneException reason) {
            outcome.complete(() -> {
                throw ErrorMapper.gone(location);
            });
        }
    }
}
