package dev.valence.session;

import dev.valence.marshal.Marshaller;
import dev.valence.protocol.Message;
import dev.valence.protocol.WireNames;
import dev.valence.protocol.WireValue;
import java.lang.reflect.Type;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What Java tells a page, asks of it, and calls in it; answers to the page's own requests leave by the turns that make them. Safe for any thread. */
final class PageCalls {
    private final Session session;
    private final Application application;
    private final Outbox outbox;
    private final Marshaller marshaller;
    private final PendingCalls pendingCalls;
    private final Promises promises;

    PageCalls(
            Session session,
            Application application,
            Outbox outbox,
            Marshaller marshaller,
            PendingCalls pendingCalls,
            Promises promises) {
        this.session = session;
        this.application = application;
        this.outbox = outbox;
        this.marshaller = marshaller;
        this.pendingCalls = pendingCalls;
        this.promises = promises;
    }

    /**
     * Tells the page something. Nothing is sent where {@code params} throws.
     *
     * @return the number of the message
     */
    long tell(String method, Function<Marshaller, List<WireValue>> params) {
        long seq = outbox.add(new Message.Notice(method, params.apply(marshaller)));
        promises.follow();
        return seq;
    }

    /** Asks the page something, of which the answer becomes {@code type}. */
    CompletableFuture<@Nullable Object> ask(String method, Type type, Function<Marshaller, List<WireValue>> params) {
        PageFuture<@Nullable Object> future = session.newFuture();
        ask(new PendingCalls.Completing(future, type, session.unmarshaller(), application.pool()), method, params);
        return future;
    }

    /**
     * Asks the page something.
     *
     * @param asker is told the answer, or that there will be none
     * @return what the pending call is known by
     */
    long ask(PendingCalls.Asker asker, String method, Function<Marshaller, List<WireValue>> params) {
        long callId = pendingCalls.enter(asker);
        try {
            outbox.add(new Message.Call(callId, method, params.apply(marshaller)));
        } catch (RuntimeException unsendable) {
            pendingCalls.forget(callId);
            throw unsendable;
        }
        promises.follow();
        if (!session.isAlive()) {
            pendingCalls.gone(ErrorMapper.gone(""));
        }
        return callId;
    }

    /**
     * Calls a page function that answers nothing; not where as many calls wait for the page as may. The page is told how many were dropped, and
     * nobody else is: events for one page are no concern of who emits them.
     */
    void callFunction(long callbackId, String location, @Nullable Object[] arguments) {
        requireAlive(location);
        if (!outbox.drops()) {
            List<WireValue> params =
                    callbackParams(callbackId, location, arguments).apply(marshaller);
            outbox.addEvent(new Message.Notice(WireNames.CALLBACK_CALL, params));
            promises.follow();
        }
    }

    /** Calls a page function for its answer. */
    CompletableFuture<@Nullable Object> requestFunction(
            long callbackId, String location, Type type, @Nullable Object[] arguments) {
        requireAlive(location);
        return ask(WireNames.CALLBACK_CALL, type, callbackParams(callbackId, location, arguments));
    }

    private static Function<Marshaller, List<WireValue>> callbackParams(
            long callbackId, String location, @Nullable Object[] arguments) {
        return marshaller -> List.of(
                new WireValue.Plain(callbackId),
                marshaller.marshalArguments(arguments, "a call of the page function " + location));
    }

    void requireAlive(String location) {
        if (!session.isAlive()) {
            throw ErrorMapper.gone(location);
        }
    }

    /** Java holds something of the page no more. */
    void giveBack(String method, long givenId, int seen) {
        WireValue pair = new WireValue.ListOf(List.of(new WireValue.Plain(givenId), new WireValue.Plain(seen)));
        tell(method, marshaller -> List.of(new WireValue.ListOf(List.of(pair))));
    }
}
