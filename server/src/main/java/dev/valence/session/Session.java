package dev.valence.session;

import dev.valence.api.Backlog;
import dev.valence.api.Limits;
import dev.valence.api.Renderer;
import dev.valence.api.RendererGoneException;
import dev.valence.invoke.Typed;
import dev.valence.marshal.Marshaller;
import dev.valence.marshal.Unmarshaller;
import dev.valence.protocol.Budget;
import dev.valence.protocol.Frame;
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
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One page's conversation with Java, and the renderer that owns all they gave each other. Messages come in through
 * {@link #receive} by any door; everything that leaves goes through the outbox. All methods may be called from any thread.
 */
public final class Session implements Renderer {
    /** Ends a session. */
    @FunctionalInterface
    interface Ending {
        void end(Session session, int code, String reason);
    }

    private final Application application;
    private final String id;
    private final Visitor visitor;
    private final Ending ending;
    private final Consumer<Session> hibernate;
    private final EndActions endActions = new EndActions();
    private final Outbox outbox;
    private final Sequence sequence;
    private final Inbox inbox;
    private final KeptAnswers kept;
    private final PendingCalls pendingCalls;
    private final Workload workload;
    private final Doors doors;
    private final CallableCalls callables;
    private final CallbackRegistry callbacks;
    private final PageStreams pageStreams;
    private final JavaStreams javaStreams;
    private final Promises promises;
    private final Marshaller marshaller;
    private final Unmarshaller unmarshaller;
    private final PageReport report;
    private final PageCalls toPage;
    private final Intake intake;

    /**
     * @param id the renderer's
     * @param page what the document said of itself, with an id and a secret
     * @param tellSecret whether Java minted the secret
     * @param visitor who opened it
     * @param ending ends this session; called when the page says goodbye or reads no more
     * @param hibernate gives its socket up; called when the page says that it will be frozen
     * @param allWork what may wait for all pages together
     * @param budgets what the audit log takes of each visitor
     */
    Session(
            Application application,
            String id,
            OpenPage page,
            boolean tellSecret,
            Visitor visitor,
            Ending ending,
            Consumer<Session> hibernate,
            Budget allWork,
            AuditBudgets budgets) {
        Limits limits = application.limits();
        this.application = application;
        this.id = id;
        this.visitor = visitor;
        this.ending = ending;
        this.hibernate = hibernate;
        this.workload = new Workload(limits.requestBytes(), allWork);
        this.doors = new Doors(limits.httpRequests());
        this.pendingCalls = new PendingCalls(limits.pendingCalls());
        this.promises = new Promises(this, limits.pendingCalls());
        this.sequence = new Sequence(limits.sequenceGap(), limits.requestBytes(), application.timer());
        this.inbox = new Inbox(application.mainThread(), application.pool(), this::isMainThread);
        Sharing sharing = new Sharing(inbox, application.timer());
        this.kept = new KeptAnswers(limits.objects(), limits.outboxBytes());
        this.callables = new CallableCalls(this, inbox, pendingCalls, limits);
        this.callbacks = new CallbackRegistry(
                "functions",
                limits.callbacks(),
                (callback, seen) -> toPage().giveBack(WireNames.CALLBACK_RELEASE, callback, seen));
        this.pageStreams = new PageStreams(this, limits);
        var errors = application.errors().ofPage();
        this.javaStreams = new JavaStreams(application.pool(), errors.log());
        WindowOfPage window = new WindowOfPage(this, application.windows(), page);
        Permissions permissions = new Permissions(this, application, window, budgets);
        HeldByPage held = new HeldByPage(
                this, application.registry(), callbacks, pageStreams, javaStreams, promises, permissions);
        this.marshaller = new Marshaller(application.catalog(), held, errors, limits.depth());
        this.outbox = new Outbox(
                new Sealing(
                        application.codec(),
                        limits.outboxBytes(),
                        page.takesPackets(),
                        marshaller::begin,
                        marshaller::undo),
                limits,
                sequence::received,
                () -> end("More than " + limits.outboxBytes() + " bytes wait for this page (Limits.outboxBytes)"),
                sharing::isMoreToCome,
                sharing::soon);
        this.unmarshaller = new Unmarshaller(held);
        this.toPage = new PageCalls(this, application, outbox, marshaller, pendingCalls, promises);
        this.report = new PageReport(this, page, errors.log());
        RpcDispatcher dispatcher = new RpcDispatcher(
                application.codec(), new Dispatcher(this, application, held, permissions, window, page, tellSecret));
        this.intake = new Intake(this, sequence, sharing, inbox, dispatcher, pendingCalls, new ErrorMapper(errors));
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
        if (application.mainThread() instanceof MainThread mainThread) {
            mainThread.readsOn();
        }
        intake.take(frame, answers);
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

    /** The promises that the page and Java gave each other. */
    Promises promises() {
        return promises;
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

    /** The first frames beyond {@code seq} that the page has not acknowledged: one, or as many as make {@code mostBytes}. */
    public List<byte[]> framesAfter(long seq, long mostBytes) {
        return outbox.after(seq, mostBytes);
    }

    Outbox outbox() {
        return outbox;
    }

    /** Whether the page gives signs of life: then its silence means something. */
    public boolean givesSignsOfLife() {
        return intake.givesSignsOfLife();
    }

    /** What comes from the page. */
    Intake intake() {
        return intake;
    }

    /** The page will be frozen: gives its socket up. */
    void hibernate() {
        hibernate.accept(this);
    }

    /** Asks to be ended. */
    void leave() {
        ending.end(this, SessionDirectory.CLOSE_NORMAL, "The session has ended");
    }

    /** Asks to be ended, since the page does not keep to a limit. */
    void end(String reason) {
        ending.end(this, SessionDirectory.CLOSE_POLICY, reason);
    }

    /** What the page has asked for and Java has not done. */
    Workload workload() {
        return workload;
    }

    /** How many requests and sockets of this page there may be at a time. */
    public Doors doors() {
        return doors;
    }

    /** The link of this page has room again. */
    public void goOn() {
        outbox.goOn();
    }

    @Override
    public Backlog backlog() {
        return outbox.backlog();
    }

    @Override
    public long dropped() {
        return outbox.dropped();
    }

    @Override
    public CompletionStage<@Nullable Void> drained() {
        return outbox.drained().thenRunAsync(() -> {}, application.pool());
    }

    /** Wipes all that this page and Java gave each other. Once; whatever comes later is dropped. */
    void end(int code, String reason) {
        if (!endActions.begin()) {
            return;
        }
        Link link = outbox.close();
        sequence.close();
        inbox.clear();
        workload.close();
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
        endActions.run(application.errors().log());
    }
}
