package dev.valence.transport;

import dev.valence.api.LimitException;
import dev.valence.api.Limits;
import dev.valence.api.RemoteException;
import dev.valence.api.Renderer.Registration;
import dev.valence.api.SessionLostException;
import dev.valence.protocol.BusyException;
import dev.valence.protocol.Envelope;
import dev.valence.protocol.Frame;
import dev.valence.protocol.Message;
import dev.valence.protocol.MessageCodec;
import dev.valence.protocol.Outgoing;
import dev.valence.protocol.Packet;
import dev.valence.protocol.PacketReader;
import dev.valence.protocol.RawJson;
import dev.valence.protocol.WireError;
import dev.valence.protocol.WireFormatException;
import dev.valence.session.Answers;
import dev.valence.session.Link;
import dev.valence.session.Session;
import dev.valence.session.SessionDirectory;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.StatusCode;
import org.jspecify.annotations.Nullable;

/**
 * One WebSocket. Frames in go to the session that the first of them opens, frames out leave by {@link #send} and nowhere else.
 * Jetty calls one method at a time. Public because Jetty wants it so.
 */
public final class SocketEndpoint implements org.eclipse.jetty.websocket.api.Session.Listener, Link {
    /** Pings that may stay without an answer. */
    private static final int PINGS = 3;

    private final PacketReader incoming;
    private final AtomicInteger unansweredPings = new AtomicInteger();
    private final QuietRounds quiet = new QuietRounds();
    private final SessionDirectory directory;
    private final MessageCodec codec;
    private final HandshakePolicy.Welcome welcome;
    private final LargeMessages large;
    private final SocketOutput output;
    private final Set<SocketEndpoint> openSockets;
    private final Callback onFailure = Callback.from(() -> {}, this::disconnect);
    private boolean isGivenUp;

    /** Whether a message waits for its turn to be read, or is being read: its bytes are given back by whoever reads it. */
    private volatile boolean isReading;

    /** By which code the socket was closed; 0 while it is not. */
    private volatile int closedBy;

    private boolean hasLeft;

    /** Whether it was given up here; the client may not have heard of it. */
    private volatile boolean isClosing;

    /** Ends the time for the first message. */
    private @Nullable Future<?> opening;

    /** Whether that time is over. */
    private volatile boolean isLate;

    private org.eclipse.jetty.websocket.api.@Nullable Session socket;
    /** Written by Jetty's threads, read by the timer's. */
    private volatile @Nullable Session session;

    /** Only where this is a further socket of its session. */
    private volatile @Nullable Registration joined;

    /** Whether a page was refused here that wanted to come back, or to join: what else it sends is for the session that it has lost. */
    private boolean isRefused;

    /**
     * @param limits of messages that come and of what waits for the page
     * @param large where large messages are read
     * @param welcome who made the handshake
     * @param openSockets all that are open; this one adds and removes itself
     */
    SocketEndpoint(
            SessionDirectory directory,
            MessageCodec codec,
            Limits limits,
            LargeMessages large,
            HandshakePolicy.Welcome welcome,
            Set<SocketEndpoint> openSockets) {
        this.directory = directory;
        this.codec = codec;
        this.welcome = welcome;
        this.openSockets = openSockets;
        this.large = large;
        this.output = new SocketOutput(limits.outboxBytes(), this::goOnWhereThereIsRoom, this::close, this::disconnect);
        this.incoming = new PacketReader(limits.messageBytes(), large.budget());
    }

    /** @param timeIsOver runs {@link #closeUnlessOpened} later, unless this is closed by then; called before it is opened */
    void expectOpening(Future<?> timeIsOver) {
        opening = timeIsOver;
    }

    @Override
    public void onWebSocketOpen(org.eclipse.jetty.websocket.api.Session opened) {
        socket = opened;
        output.open(opened);
        openSockets.add(this);
        opened.demand();
    }

    @Override
    public void onWebSocketPartialText(String payload, boolean isLast) {
        proceed(take(ByteBuffer.wrap(payload.getBytes(StandardCharsets.UTF_8)), isLast), false);
    }

    /** Pieces are whatever Jetty has just read: what is large is copied once, to where it stays. */
    @Override
    public void onWebSocketPartialBinary(ByteBuffer payload, boolean isLast, Callback callback) {
        Packet packet = take(payload, isLast);
        callback.succeed();
        proceed(packet, true);
    }

    /** What ends with a piece; null where more has to come, or nothing more is read. */
    private @Nullable Packet take(ByteBuffer payload, boolean isLast) {
        quiet.end();
        if (isGivenUp) {
            return null;
        }
        try {
            return incoming.add(payload, isLast);
        } catch (BusyException busy) {
            giveUp(StatusCode.TRY_AGAIN_LATER, busy);
        } catch (LimitException tooLong) {
            giveUp(StatusCode.MESSAGE_TOO_LARGE, tooLong);
        } catch (WireFormatException malformed) {
            giveUp(StatusCode.BAD_PAYLOAD, malformed);
        }
        return null;
    }

    /** What still comes before the client has heard of it is passed over. */
    private void giveUp(int code, RuntimeException reason) {
        isGivenUp = true;
        incoming.done();
        close(code, String.valueOf(reason.getMessage()));
    }

    /** The next piece comes when this one is done: so a page sends no faster than Java reads. */
    private void proceed(@Nullable Packet packet, boolean isBytes) {
        if (packet == null) {
            demand();
            return;
        }
        output.speaks(isBytes);
        isReading = true;
        large.read(packet.json().length, () -> {
            try {
                receive(packet);
            } catch (RuntimeException | Error failed) {
                // The order may be lost with it. What was not numbered yet the page sends again by its next socket.
                close(StatusCode.SERVER_ERROR, "Java failed to read a message");
                throw failed;
            } finally {
                isReading = false;
                incoming.done();
                if (isLate) {
                    closeUnlessOpened();
                }
                demand();
            }
        });
    }

    private void demand() {
        var open = socket;
        if (open != null) {
            open.demand();
        }
    }

    private void receive(Packet packet) {
        Frame frame = codec.decode(packet);
        Session current = session == null ? enter(frame) : session;
        if (current == null) {
            return;
        }
        current.receive(frame, answersTo(frame, current));
    }

    private Answers answersTo(Frame frame, Session current) {
        if (!frame.isBatch()) {
            return current.answers();
        }
        return frame.isNumbered() ? current.sharedAnswers() : current.collect(frame, this::sendIfAny);
    }

    /** The first frame decides whose socket this is. It may be closed by then, where that frame had to wait for its turn. */
    private @Nullable Session enter(Frame frame) {
        if (closedBy != 0 || isClosing) {
            return null;
        }
        session = find(frame);
        // All that was sent when it was attached may have been written before anyone knew whose it was.
        goOnWhereThereIsRoom();
        leaveIfOver();
        return session;
    }

    /** A page that wants to come back to what is not there any more is told so. */
    private @Nullable Session find(Frame frame) {
        Message first = frame.envelopes().get(0).message();
        Optional<String> credentials = codec.joins(first);
        if (credentials.isPresent()) {
            return join(credentials.get());
        }
        try {
            if (isRefused && codec.openPage(first).isEmpty()) {
                throw new SessionLostException("The session of this socket was refused. Begin another one");
            }
            return directory.attachBy(frame, welcome.visitor(), welcome.bearer(), this);
        } catch (RemoteException | IllegalArgumentException refused) {
            isRefused = true;
            if (directory.isEnding()) {
                // In words it would be believed: the session may be nobody's yet, and the next main process opens it.
                close(SessionDirectory.CLOSE_RESTART, "The main process is ending");
                return null;
            }
            refuse(frame, refused);
            return null;
        }
    }

    /** Executes nothing of a frame. */
    private void refuse(Frame frame, RuntimeException reason) {
        WireError error = directory.refusal(reason);
        for (Envelope envelope : frame.envelopes()) {
            if (!(envelope.message() instanceof Message.Notification)) {
                RawJson id = envelope.message() instanceof Message.Request request ? request.id() : RawJson.NULL;
                output.sendFrame(codec.encode(new Envelope(new Message.Failure(id, error), 0, -1)));
            }
        }
    }

    /** A further socket of a page: nothing leaves by it, and its end is nobody's loss. */
    private @Nullable Session join(String credentials) {
        Optional<Session> known = directory.find(credentials, welcome.visitor());
        if (known.isEmpty()) {
            isRefused = true;
            close(StatusCode.POLICY_VIOLATION, "There is no such session");
            return null;
        }
        if (!known.get().doors().enterSocket()) {
            close(StatusCode.POLICY_VIOLATION, "This page has as many sockets as it may");
            return null;
        }
        joined = known.get().onEnded(() -> close(StatusCode.NORMAL, "The session has ended"));
        return known.get();
    }

    private void sendIfAny(byte @Nullable [] frame) {
        if (frame != null) {
            output.sendFrame(frame);
        }
    }

    @Override
    public void send(Outgoing message) {
        output.send(message);
    }

    private void goOnWhereThereIsRoom() {
        Session waiting = session;
        if (waiting != null && output.hasRoomAgain()) {
            waiting.goOn();
        }
    }

    @Override
    public boolean isFull() {
        return output.isFull();
    }

    /** Gives up a socket that has not said in time whose it is; not while what it says waits for its turn to be read. */
    void closeUnlessOpened() {
        isLate = true;
        if (session == null && !isReading) {
            close(
                    StatusCode.POLICY_VIOLATION,
                    "The first message did not come within Limits.handshake, or opened no session");
        }
    }

    /** Keeps the connection from being taken for idle. One that answers no more is given up, as if the network had broken it. */
    void ping() {
        var open = socket;
        if (open == null || !open.isOpen()) {
            return;
        }
        if (unansweredPings.getAndIncrement() >= PINGS) {
            open.disconnect();
        } else {
            open.sendPing(ByteBuffer.allocate(0), onFailure);
        }
    }

    /**
     * Another round is over. Gives the connection up that was quiet for too many, as if the network had broken it, where its page gives
     * signs of life: a pong only says that the browser is there. Of a further socket nothing is expected.
     */
    void listen() {
        var open = socket;
        Session current = session;
        boolean isExpected = current != null && joined == null && current.givesSignsOfLife();
        if (open != null && isExpected && quiet.areTooManyWithThis()) {
            open.disconnect();
        }
    }

    @Override
    public void onWebSocketPong(ByteBuffer payload) {
        unansweredPings.set(0);
        demand();
    }

    @Override
    public void close(int code, String reason) {
        isClosing = true;
        var open = socket;
        if (open != null) {
            open.close(code, reason, Callback.NOOP);
        }
    }

    private void disconnect(Throwable cause) {
        var open = socket;
        if (open != null) {
            open.disconnect();
        }
    }

    /** A network that fails is nothing to report: the socket is closed next. */
    @Override
    public void onWebSocketError(Throwable cause) {}

    @Override
    public void onWebSocketClose(int code, String reason, Callback callback) {
        openSockets.remove(this);
        if (opening != null) {
            // It would be kept until then, and with it the session that it has left.
            opening.cancel(false);
        }
        if (!isReading) {
            incoming.done();
        }
        closedBy = code;
        leaveIfOver();
        callback.succeed();
    }

    /** Tells the session that its socket is closed, once: whichever comes last, the session or the end, may come by another thread. */
    private void leaveIfOver() {
        Session over = session;
        synchronized (this) {
            if (closedBy == 0 || over == null || hasLeft) {
                return;
            }
            hasLeft = true;
        }
        Registration further = joined;
        if (further == null) {
            directory.detach(over, this, closedBy);
        } else {
            further.close();
            over.doors().leaveSocket();
        }
    }
}
