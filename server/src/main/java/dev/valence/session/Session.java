package dev.valence.session;

import dev.valence.api.Renderer;
import dev.valence.api.RendererGoneException;
import dev.valence.invoke.Typed;
import dev.valence.marshal.Marshaller;
import dev.valence.marshal.Unmarshaller;
import dev.valence.protocol.Envelope;
import dev.valence.protocol.Frame;
import dev.valence.protocol.Message;
import dev.valence.protocol.OpenPage;
import dev.valence.protocol.RpcDispatcher;
import dev.valence.protocol.WireNames;
import dev.valence.protocol.WireValue;
import dev.valence.registry.CallbackRegistry;
import java.security.Principal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One page's conversation with Java, and the renderer that owns all they gave each other. Messages come in through
 * {@link #receive} by any door; everything that leaves goes through the outbox. All methods may be called from any thread.
 */
public final class Session implements Renderer {
    private final Application application;
    private final String id;
    private final Visitor visitor;
    private final Consumer<Session> leave;
    private final Consumer<Session> hibernate;
    private final EndActions endActions = new EndActions();
    private final Outbox outbox;
    private final Sequence sequence;
    private final Inbox inbox;
    private final Sharing sharing;
    private final KeptAnswers kept;
    private final PendingCalls pendingCalls = new PendingCalls();
    private final CallableCalls callables;
    private final CallbackRegistry callbacks;
    private final PageStreams pageStreams;
    private final JavaStreams javaStreams;
    private final Promises promises = new Promises(this);
    private final Marshaller marshaller;
    private final Unmarshaller unmarshaller;
    private final ErrorMapper errors;
    private final PageReport report;
    private final PageCalls toPage;
    private final RpcDispatcher dispatcher;

    /**
     * @param id the renderer's
     * @param page what the document said of itself, with an id and a secret
     * @param tellSecret whether Java minted the secret
     * @param visitor who opened it
     * @param leave ends this session; called when the page says goodbye or reads no more
     * @param hibernate gives its socket up; called when the page says that it will be frozen
     */
    Session(
            Application application,
            String id,
            OpenPage page,
            boolean tellSecret,
            Visitor visitor,
            Consumer<Session> leave,
            Consumer<Session> hibernate) {
        this.application = application;
        this.id = id;
        this.visitor = visitor;
        this.leave = leave;
        this.hibernate = hibernate;
        this.sequence = new Sequence(application.limits().sequenceGap(), application.timer());
        this.inbox = new Inbox(application.mainThread(), application.pool(), this::isMainThread);
        this.sharing = new Sharing(inbox, application.timer());
        this.kept = new KeptAnswers(application.limits().objects());
        this.callables = new CallableCalls(this, inbox, pendingCalls, application.limits());
        this.callbacks = new CallbackRegistry(
                "functions",
                application.limits().callbacks(),
                (callback, seen) -> toPage().giveBack(WireNames.CALLBACK_RELEASE, callback, seen));
        this.pageStreams = new PageStreams(this, application.limits());
        this.javaStreams = new JavaStreams(application.pool());
        WindowOfPage window = new WindowOfPage(this, application.windows(), page);
        Permissions permissions = new Permissions(this, application, window);
        HeldByPage held = new HeldByPage(
                this, application.registry(), callbacks, pageStreams, javaStreams, promises, permissions);
        this.marshaller = new Marshaller(
                application.catalog(),
                held,
                application.errors(),
                application.limits().depth());
        this.outbox = new Outbox(
                application.codec(),
                application.limits().outboxBytes(),
                page.takesPackets(),
                sequence::received,
                this::leave,
                marshaller::begin,
                marshaller::undo,
                sharing::isMoreToCome,
                sharing::soon);
        this.unmarshaller = new Unmarshaller(held);
        this.toPage = new PageCalls(this, application, outbox, marshaller, pendingCalls, promises);
        this.errors = new ErrorMapper(application.errors());
        this.report = new PageReport(this, page);
        this.dispatcher = new RpcDispatcher(
                application.codec(), new Dispatcher(this, application, held, permissions, window, page, tellSecret));
        application.registry().admit(this);
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public String url() {
        return report.state().url();
    }

    @Override
    public Optional<String> origin() {
        return Optional.ofNullable(visitor.origin());
    }

    @Override
    public Optional<Principal> principal() {
        return Optional.ofNullable(visitor.principal());
    }

    /** Who opened this session, and alone may use it. */
    Visitor visitor() {
        return visitor;
    }

    @Override
    public boolean isAlive() {
        return !endActions.isEnded();
    }

    @Override
    public boolean isHibernating() {
        return outbox.isHibernating();
    }

    @Override
    public Registration onEnded(Runnable action) {
        return endActions.add(action);
    }

    /**
     * Takes one frame. Returns before its requests are answered.
     *
     * @param answers where they are answered; {@link #outbox()} for doors that read the outbox
     */
    public void receive(Frame frame, Answers answers) {
        if (!frame.isBatch()) {
            take(frame.envelopes().get(0), answers);
            return;
        }
        sharing.begin();
        try {
            frame.envelopes().forEach(envelope -> take(envelope, answers));
        } finally {
            sharing.end();
            outbox.flush();
        }
    }

    private void take(Envelope envelope, Answers answers) {
        if (envelope.seq() == 0
                && envelope.ack() < 0
                && envelope.message() instanceof Message.Notification notification
                && hears(notification.method())) {
            return;
        }
        outbox.acknowledge(envelope.ack());
        sequence.accept(envelope.seq(), new Arrival(this, envelope.message(), envelope.ack(), answers, errors));
    }

    /**
     * Hears what a page says of its life, if {@code method} does. Where it says nothing else, it is heard by the thread that has read it: a
     * turn of its own would wait for a call that takes long.
     */
    boolean hears(String method) {
        switch (method) {
            case WireNames.SESSION_ALIVE -> outbox.answerSignOfLife();
            case WireNames.SESSION_HIBERNATE -> hibernate.accept(this);
            default -> {
                return false;
            }
        }
        return true;
    }

    /** Answers of Java to the page are given at once; all else waits for its turn, since it may use what came before it. */
    void take(Message message, long ack, Answers answers) {
        if (message instanceof Message.Request || message instanceof Message.Notification) {
            inbox.add(new RequestTurn(this, dispatcher, errors, message, ack, answers));
        } else if (message instanceof Message.Response response) {
            if (!pendingCalls.answered(response.id().toString(), response.result())) {
                seen(response.result());
            }
        } else if (message instanceof Message.Failure failure) {
            pendingCalls.failed(failure.id().toString(), failure.error());
        } else if (message instanceof Message.Invalid invalid) {
            answers.add(invalid.asFailure());
        }
    }

    /** Makes a result ready for the wire. */
    WireValue marshal(Object result) {
        if (result instanceof WireValue value) {
            return value;
        }
        return result instanceof Marshaller.Copy copy ? marshaller.copy(copy) : marshaller.marshal((Typed) result);
    }

    /** What Java says to the page. */
    PageCalls toPage() {
        return toPage;
    }

    /** A future that this page completes; what waits for it runs on the pool. */
    PageFuture<@Nullable Object> newFuture() {
        return new PageFuture<>(this, this::isMainThread);
    }

    private boolean isMainThread() {
        return application.mainThread() instanceof MainThread mainThread && mainThread.isCurrent();
    }

    /** Where what an application does with answers of this page runs, so that it holds up no message. */
    Executor pool() {
        return application.pool();
    }

    /**
     * Settles what came with {@code values}: a page function, or stream, that Java did not take is given back, since nothing of Java's
     * would ever release it; of one that it holds, this hand-over was seen.
     */
    void seen(WireValue values) {
        Unmarshaller.forEachGiven(values, given -> {
            if (given instanceof WireValue.Callback callback) {
                callbacks.see(callback.id(), callback.count());
            } else if (given instanceof WireValue.Stream stream) {
                pageStreams.see(stream);
            }
        });
    }

    /** Calls that Java waits for. */
    CallableCalls callables() {
        return callables;
    }

    /** The streams of Java that the page reads. */
    JavaStreams javaStreams() {
        return javaStreams;
    }

    /** A promise of the page is kept. */
    void resolved(long promiseId, WireValue value) {
        promises.resolved(promiseId, value, unmarshaller);
    }

    /** A promise of the page is broken. */
    void rejected(long promiseId, WireValue reason) {
        promises.rejected(promiseId, reason, unmarshaller);
    }

    /** Follows the promises that have left with a message. */
    void followPromises() {
        promises.follow();
    }

    Unmarshaller unmarshaller() {
        return unmarshaller;
    }

    KeptAnswers kept() {
        return kept;
    }

    /** Takes a turn again that had to wait for answers. */
    void takeAgain(Inbox.Turn turn) {
        inbox.addAgain(turn);
    }

    /** From now on calls that come are refused, but for those that a thread of Java may be waiting for. */
    void beginEnding() {
        inbox.beginEnding();
    }

    /** What came too late and is not refused yet. */
    List<Inbox.Turn> late() {
        return inbox.inProgress().stream().filter(Inbox.Turn::isLate).toList();
    }

    /** What the page asked for, in time, and is not done: calls, and promises that are not settled. */
    List<String> inProgress() {
        List<String> all = new ArrayList<>();
        inbox.inProgress().stream().filter(turn -> !turn.isLate()).forEach(turn -> all.add(turn.toString()));
        all.addAll(Collections.nCopies(kept.waiting(), "a call that waits for the answer to another"));
        all.addAll(Collections.nCopies(promises.unsettled(), "a promise"));
        return all;
    }

    PageReport report() {
        return report;
    }

    /** How many functions and streams of the page Java holds. */
    public int callbackCount() {
        return callbacks.count() + pageStreams.count();
    }

    /** Where the answers to a frame go whose door reads all that is due for the page. */
    public Answers answers() {
        return outbox::add;
    }

    /** The same, for a batch of numbered messages: whoever sends such a one takes answers in batches too. */
    public Answers sharedAnswers() {
        return outbox::addAnswer;
    }

    /** A turn has ended, with or without an answer. */
    void turnEnded() {
        outbox.flush();
    }

    /**
     * Where the answers to a frame go whose door gets them and nothing else: all requests of the frame in one piece.
     *
     * @param door gets the encoded answer once it is complete; null where nothing is to be answered
     */
    public Answers collect(Frame frame, Consumer<byte @Nullable []> door) {
        return new CollectedAnswers(outbox, frame, door);
    }

    /** Completes as soon as there is something for the page beyond {@code seq}, or the session ends. */
    public CompletableFuture<Void> due(long seq) {
        return outbox.due(seq);
    }

    /** The page has taken in everything up to {@code seq}. */
    public void acknowledge(long seq) {
        outbox.acknowledge(seq);
    }

    /** All frames beyond {@code seq} that the page has not acknowledged. */
    public List<byte[]> framesAfter(long seq) {
        return outbox.after(seq);
    }

    Outbox outbox() {
        return outbox;
    }

    /** Whether the page gives signs of life: then its silence means something. */
    public boolean givesSignsOfLife() {
        return outbox.givesSignsOfLife();
    }

    /** Asks to be ended. */
    void leave() {
        leave.accept(this);
    }

    /** Wipes all that this page and Java gave each other. Once; whatever comes later is dropped. */
    void end(int code, String reason) {
        if (!endActions.begin()) {
            return;
        }
        Link link = outbox.close();
        sequence.close();
        inbox.clear();
        kept.clear();
        RendererGoneException gone = ErrorMapper.gone("");
        pendingCalls.gone(gone);
        promises.gone(gone);
        callbacks.wipe();
        pageStreams.wipe();
        javaStreams.closeAll();
        application.registry().wipe(this);
        if (link != null) {
            link.close(code, reason);
        }
        endActions.run();
    }
}
