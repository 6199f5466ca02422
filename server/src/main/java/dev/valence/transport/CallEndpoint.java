package dev.valence.transport;

import dev.valence.api.LimitException;
import dev.valence.api.Limits;
import dev.valence.api.NotAdmittedException;
import dev.valence.api.RemoteException;
import dev.valence.api.Renderer.Registration;
import dev.valence.api.SessionLostException;
import dev.valence.protocol.BusyException;
import dev.valence.protocol.Envelope;
import dev.valence.protocol.Frame;
import dev.valence.protocol.Message;
import dev.valence.protocol.MessageCodec;
import dev.valence.protocol.PacketReader;
import dev.valence.protocol.RawJson;
import dev.valence.protocol.WireNames;
import dev.valence.session.Session;
import dev.valence.session.SessionDirectory;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/**
 * {@code POST /valence/call}: the second door of a session, for a page that blocks. It carries messages, waits for what is due,
 * or parks the caller; {@code docs/protocol.md} has the headers. No thread waits while a request does.
 */
final class CallEndpoint extends Handler.Abstract.NonBlocking {
    static final String PATH = "/valence/call";

    /** A browser cannot give up a synchronous request, so none waits long; the page asks again until its own deadline. */
    private static final long LONGEST_WAIT_MILLIS = 5_000;

    private static final long SHORTEST_WAIT_MILLIS = 1;

    /** What one answer brings of many messages, in bytes; the page asks again for the rest. */
    private static final int MOST_ANSWER_BYTES = 1 << 20;

    private static final String NO_SESSION =
            "Java has no session of this page: it ended, or Java did. Reload the page to begin a new one";

    private static final String ENDING = "The main process is ending, and this was not executed. Try again later";
    private static final String TOO_LONG = "The message is too long";
    private static final String TOO_SLOW = "The message did not come within Limits.deadline";
    private static final String JSON = "application/json";
    private static final ByteBuffer EMPTY = ByteBuffer.allocate(0);
    private static final List<String> NUMBERS =
            List.of(WireNames.ACK_HEADER, WireNames.PARK_HEADER, WireNames.WAIT_HEADER);

    private final SessionDirectory directory;
    private final MessageCodec codec;
    private final HandshakePolicy policy;
    private final Limits limits;
    private final LargeMessages large;

    CallEndpoint(
            SessionDirectory directory,
            MessageCodec codec,
            HandshakePolicy policy,
            Limits limits,
            LargeMessages large) {
        this.directory = directory;
        this.codec = codec;
        this.policy = policy;
        this.limits = limits;
        this.large = large;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        if (!Request.getPathInContext(request).equals(PATH)) {
            return false;
        }
        if (policy.allowed().isPreflight(request)) {
            AllowedOrigins.permit(response, callback);
            return true;
        }
        HandshakePolicy.Judgement judged = policy.judge(request);
        if (judged instanceof HandshakePolicy.Refusal refusal) {
            policy.refuse(request, response, callback, refusal);
        } else if (!HttpMethod.POST.is(request.getMethod())) {
            response.getHeaders().put(HttpHeader.ALLOW, "POST");
            Response.writeError(request, response, callback, HttpStatus.METHOD_NOT_ALLOWED_405, "POST JSON-RPC here");
        } else if (!isJson(request)) {
            String reason = "The content type is " + JSON + ", which other sites cannot send unasked";
            Response.writeError(request, response, callback, HttpStatus.UNSUPPORTED_MEDIA_TYPE_415, reason);
        } else if (!NUMBERS.stream()
                .allMatch(name -> isNumber(request.getHeaders().get(name)))) {
            String reason = String.join(", ", NUMBERS) + " are numbers";
            Response.writeError(request, response, callback, HttpStatus.BAD_REQUEST_400, reason);
        } else if (request.getLength() > limits.messageBytes()) {
            Response.writeError(request, response, callback, HttpStatus.PAYLOAD_TOO_LARGE_413, TOO_LONG);
        } else {
            answer(request, response, (HandshakePolicy.Welcome) judged)
                    .whenComplete((answer, error) -> write(request, response, callback, answer, error));
        }
        return true;
    }

    private static boolean isNumber(@Nullable String header) {
        return header == null || header.matches("[0-9]{1,18}");
    }

    /** A request that is answered by its status alone. */
    private static final class Refused extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final int status;

        Refused(int status, String reason) {
            super(reason, null, false, false);
            this.status = status;
        }
    }

    /** Completes with the body of the answer; null where there is none. */
    private CompletableFuture<byte @Nullable []> answer(
            Request request, Response response, HandshakePolicy.Welcome welcome) {
        RequestBody incoming = new RequestBody(request, new PacketReader(limits.messageBytes(), large.budget()));
        return incoming.read()
                .orTimeout(limits.deadline().toMillis(), TimeUnit.MILLISECONDS)
                .exceptionally(cause -> {
                    throw refusal(cause);
                })
                .thenCompose(body -> begin(request, response, welcome, body))
                .whenComplete((answer, error) -> incoming.done())
                .thenCompose(answer -> answer);
    }

    private static RuntimeException refusal(Throwable cause) {
        if (cause instanceof Error) {
            return new CompletionException(cause);
        }
        if (cause instanceof TimeoutException) {
            return new Refused(HttpStatus.REQUEST_TIMEOUT_408, TOO_SLOW);
        }
        if (cause instanceof BusyException) {
            return new Refused(HttpStatus.SERVICE_UNAVAILABLE_503, String.valueOf(cause.getMessage()));
        }
        return cause instanceof LimitException
                ? new Refused(HttpStatus.PAYLOAD_TOO_LARGE_413, TOO_LONG)
                : new Refused(HttpStatus.BAD_REQUEST_400, "The message did not come to its end: " + cause.getMessage());
    }

    private CompletableFuture<CompletableFuture<byte @Nullable []>> begin(
            Request request, Response response, HandshakePolicy.Welcome welcome, byte[] body) {
        CompletableFuture<CompletableFuture<byte @Nullable []>> begun = new CompletableFuture<>();
        large.read(body.length, () -> {
            try {
                begun.complete(answer(request, response, welcome, body));
            } catch (RuntimeException | Error failed) {
                // Whatever it is: what waits here holds its bytes until it is over.
                begun.completeExceptionally(failed);
            }
        });
        return begun;
    }

    private static boolean isJson(Request request) {
        String type = request.getHeaders().get(HttpHeader.CONTENT_TYPE);
        return type != null && type.split(";", 2)[0].strip().equalsIgnoreCase(JSON);
    }

    /** Completes with the body of the answer; null where there is none. */
    private CompletableFuture<byte @Nullable []> answer(
            Request request, Response response, HandshakePolicy.Welcome welcome, byte[] body) {
        String credentials = request.getHeaders().get(WireNames.SESSION_HEADER);
        Optional<Session> known =
                credentials == null ? Optional.empty() : directory.find(credentials, welcome.visitor());
        if (body.length == 0) {
            return known.isPresent()
                    ? inside(request, known.get(), () -> waitForMore(request, known.get()))
                    : CompletableFuture.completedFuture(lost(RawJson.NULL, NO_SESSION));
        }
        Frame frame = codec.decode(body);
        Session opened;
        try {
            boolean opens = codec.openPage(frame.envelopes().get(0).message()).isPresent();
            if (known.isEmpty() && credentials != null && !opens) {
                return CompletableFuture.completedFuture(lost(firstId(frame), NO_SESSION));
            }
            opened = known.isPresent() ? known.get() : directory.openBy(frame, welcome.visitor(), welcome.bearer());
        } catch (RemoteException | IllegalArgumentException refused) {
            if (directory.isEnding()) {
                return CompletableFuture.failedFuture(new Refused(HttpStatus.SERVICE_UNAVAILABLE_503, ENDING));
            }
            if (refused instanceof NotAdmittedException) {
                policy.challenge(response);
            }
            return CompletableFuture.completedFuture(
                    codec.encode(new Envelope(new Message.Failure(firstId(frame), directory.refusal(refused)), 0, -1)));
        }
        Session session = opened;
        boolean isForOneRequest = credentials == null && frameOpensNothing(frame);
        boolean reads = request.getHeaders().contains(WireNames.ACK_HEADER);
        CompletableFuture<byte @Nullable []> answer = inside(
                request, session, () -> reads ? receiveAndRead(request, session, frame) : receive(session, frame));
        return isForOneRequest ? answer.whenComplete((bytes, error) -> directory.leave(session)) : answer;
    }

    /** No thread waits while a request does, but memory does: until the last byte of its answer is written. */
    private static CompletableFuture<byte @Nullable []> inside(
            Request request, Session session, Supplier<CompletableFuture<byte @Nullable []>> work) {
        if (!session.doors().enter()) {
            return CompletableFuture.failedFuture(new Refused(
                    HttpStatus.TOO_MANY_REQUESTS_429,
                    "This page has as many requests under way as it may (Limits.httpRequests)"));
        }
        Request.addCompletionListener(request, failure -> session.doors().leave());
        return work.get();
    }

    private boolean frameOpensNothing(Frame frame) {
        return codec.openPage(frame.envelopes().get(0).message()).isEmpty();
    }

    private CompletableFuture<byte @Nullable []> receiveAndRead(Request request, Session session, Frame frame) {
        session.receive(frame, session.answers());
        return waitForMore(request, session);
    }

    private static CompletableFuture<byte @Nullable []> receive(Session session, Frame frame) {
        CompletableFuture<byte @Nullable []> answer = new CompletableFuture<>();
        Registration registration = session.onEnded(() -> answer.complete(null));
        session.receive(frame, session.collect(frame, answer::complete));
        answer.whenComplete((bytes, error) -> registration.close());
        return answer;
    }

    /** Waits for what is due beyond the number in the header; null where that is nothing, or where the caller reads elsewhere. */
    private static CompletableFuture<byte @Nullable []> waitForMore(Request request, Session session) {
        boolean reads = request.getHeaders().contains(WireNames.ACK_HEADER);
        long seen = request.getHeaders().getLongField(reads ? WireNames.ACK_HEADER : WireNames.PARK_HEADER);
        if (reads) {
            session.acknowledge(seen);
        }
        return session.due(seen)
                .completeOnTimeout(null, longestWait(request), TimeUnit.MILLISECONDS)
                .thenApply(due -> reads ? batch(session.framesAfter(seen, MOST_ANSWER_BYTES)) : null);
    }

    private static byte @Nullable [] batch(List<byte[]> frames) {
        return frames.isEmpty() ? null : MessageCodec.batch(frames);
    }

    private static long longestWait(Request request) {
        long wanted = request.getHeaders().getLongField(WireNames.WAIT_HEADER);
        return wanted < SHORTEST_WAIT_MILLIS ? LONGEST_WAIT_MILLIS : Math.min(wanted, LONGEST_WAIT_MILLIS);
    }

    private byte[] lost(RawJson id, String reason) {
        var error = directory.refusal(new SessionLostException(reason));
        return codec.encode(new Envelope(new Message.Failure(id, error), 0, -1));
    }

    private static RawJson firstId(Frame frame) {
        return frame.envelopes().get(0).message() instanceof Message.Request request ? request.id() : RawJson.NULL;
    }

    private static void write(
            Request request,
            Response response,
            Callback callback,
            byte @Nullable [] answer,
            @Nullable Throwable error) {
        response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
        if (error != null) {
            Throwable cause =
                    error instanceof CompletionException && error.getCause() != null ? error.getCause() : error;
            boolean isRefused = cause instanceof Refused;
            Response.writeError(
                    request,
                    response,
                    callback,
                    isRefused ? ((Refused) cause).status : HttpStatus.INTERNAL_SERVER_ERROR_500,
                    isRefused ? cause.getMessage() : "Internal error");
        } else if (answer == null) {
            response.setStatus(HttpStatus.NO_CONTENT_204);
            // A mere callback.succeeded() would now and then end the next request on the same connection (Jetty
            // 12.1.12).
            response.write(true, EMPTY, callback);
        } else {
            response.getHeaders().put(HttpHeader.CONTENT_TYPE, JSON);
            response.write(true, ByteBuffer.wrap(answer), callback);
        }
    }
}
