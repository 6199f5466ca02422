package dev.valence.chromium;

import dev.valence.protocol.PlainJson;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The DevTools protocol over two pipes: JSON messages, each ended by a zero byte.
 *
 * <p>One thread reads: it completes answers and tells events, in the order in which they came, and must not be held up. Another
 * writes, so that nobody who sends is held up by a browser that does not read. All methods may be called from any thread.
 */
final class DevToolsPipe {
    /** How long the browser's own process may take to answer: it never waits for a page, but may be busy starting. */
    private static final Duration DEADLINE = Duration.ofSeconds(20);

    private static final Logger LOG = LoggerFactory.getLogger(DevToolsPipe.class);
    private static final String ENDED = "Chromium has ended";
    private static final byte[] END = new byte[0];

    /** Who hears what comes in, on the reading thread. */
    interface Listener {
        /** Something happened. {@code session} is null where it concerns the browser and not a page. */
        void event(DevToolsPipe pipe, @Nullable String session, String method, Fields params);

        /** The browser is gone. Comes once, last of all. */
        void ended();
    }

    private record Pending(@Nullable String session, String method, CompletableFuture<Fields> answer) {}

    private final InputStream in;
    private final OutputStream out;
    private final Listener listener;
    private final AtomicLong lastId = new AtomicLong();
    private final Map<Long, Pending> pending = new ConcurrentHashMap<>();
    private final BlockingQueue<byte[]> outgoing = new LinkedBlockingQueue<>();
    private final Thread reader;
    private volatile boolean ended;

    /** Takes both streams over; {@link #start} begins to read. */
    DevToolsPipe(InputStream in, OutputStream out, Listener listener) {
        this.in = in;
        this.out = out;
        this.listener = listener;
        this.reader = new Thread(this::read, "valence-devtools-reader");
        reader.setDaemon(true);
    }

    void start() {
        reader.start();
        Thread writer = new Thread(this::write, "valence-devtools-writer");
        writer.setDaemon(true);
        writer.start();
    }

    /**
     * Sends a command and returns at once.
     *
     * @param session the page's, or null for the browser
     * @return completes on the reading thread, exceptionally with {@link ChromiumException} where Chromium refuses or ends
     */
    CompletableFuture<Fields> send(@Nullable String session, String method, Map<String, ?> params) {
        long id = lastId.incrementAndGet();
        Map<String, Object> message = new LinkedHashMap<>();
        message.put("id", id);
        message.put("method", method);
        message.put("params", params);
        if (session != null) {
            message.put("sessionId", session);
        }
        CompletableFuture<Fields> answer = new CompletableFuture<>();
        pending.put(id, new Pending(session, method, answer));
        outgoing.add(PlainJson.write(message).getBytes(StandardCharsets.UTF_8));
        if (ended && pending.remove(id) != null) {
            // The end may have passed by before this was pending.
            answer.completeExceptionally(new ChromiumException(method + ": " + ENDED));
        }
        return answer;
    }

    /** As {@link #send}, for commands whose failure changes nothing: the page may be gone before it hears of them. */
    void tell(@Nullable String session, String method, Map<String, ?> params) {
        CompletableFuture<Fields> unused = send(session, method, params).whenComplete((answer, failure) -> {
            if (failure != null) {
                LOG.debug("{}", failure.getMessage());
            }
        });
    }

    /**
     * Sends a command that the browser's own process answers, and waits. Not for commands that a page answers: it may be
     * waiting for Java.
     *
     * @throws ChromiumException Chromium refuses, has ended, or does not answer in time
     */
    Fields ask(@Nullable String session, String method, Map<String, ?> params) {
        return await(send(session, method, params), method);
    }

    /** Waits for what only the browser's own process has to do. */
    <T> T await(CompletableFuture<T> answer, String what) {
        if (Thread.currentThread() == reader) {
            throw new IllegalStateException("the thread that reads Chromium's answers cannot wait for one: " + what);
        }
        try {
            return answer.get(DEADLINE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw new ChromiumException(
                    String.valueOf(e.getCause() == null ? e : e.getCause().getMessage()), e.getCause());
        } catch (TimeoutException e) {
            throw new ChromiumException(
                    "Chromium did not answer " + what + " within " + DEADLINE.toSeconds() + " s", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ChromiumException("interrupted while waiting for Chromium: " + what, e);
        }
    }

    /** Fails what was asked of a page that cannot answer any more. */
    void fail(String session, String reason) {
        pending.forEach((id, each) -> {
            if (session.equals(each.session) && pending.remove(id, each)) {
                each.answer.completeExceptionally(new ChromiumException(each.method + ": " + reason));
            }
        });
    }

    /** Waits until all that came in was told, the end included; at most as long as given. Not for the thread that reads. */
    void awaitEnd(Duration patience) throws InterruptedException {
        reader.join(patience.toMillis());
    }

    /** Lets the writer finish what was sent, then closes the browser's end. */
    void close() {
        outgoing.add(END);
    }

    private void write() {
        try (out) {
            while (true) {
                byte[] message = outgoing.take();
                if (message == END) {
                    return;
                }
                out.write(message);
                out.write(0);
                out.flush();
            }
        } catch (IOException e) {
            LOG.debug("Chromium reads no more: {}", e.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void read() {
        try (in) {
            ByteArrayOutputStream message = new ByteArrayOutputStream();
            byte[] chunk = new byte[1 << 16];
            for (int count = in.read(chunk); count >= 0; count = in.read(chunk)) {
                int start = 0;
                for (int i = 0; i < count; i++) {
                    if (chunk[i] == 0) {
                        message.write(chunk, start, i - start);
                        receive(message.toString(StandardCharsets.UTF_8));
                        message.reset();
                        start = i + 1;
                    }
                }
                message.write(chunk, start, count - start);
            }
        } catch (IOException e) {
            LOG.debug("Chromium's pipe broke: {}", e.toString());
        } finally {
            ended = true;
            close();
            failAll();
            listener.ended();
        }
    }

    private void receive(String text) {
        LOG.trace("{}", text);
        Fields message = Fields.of(PlainJson.read(text));
        if (!message.has("id")) {
            announce(message);
            return;
        }
        Pending asked = pending.remove((long) message.whole("id"));
        if (asked == null) {
            return;
        }
        if (message.has("error")) {
            String reason = message.fields("error").text("message");
            asked.answer.completeExceptionally(new ChromiumException(asked.method + ": " + reason));
        } else {
            asked.answer.complete(message.fields("result"));
        }
    }

    private void announce(Fields message) {
        String session = message.has("sessionId") ? message.text("sessionId") : null;
        try {
            listener.event(this, session, message.text("method"), message.fields("params"));
        } catch (RuntimeException e) {
            // One event that went wrong must not end the reading of all others.
            LOG.error("Could not handle {}", message.text("method"), e);
        }
    }

    private void failAll() {
        pending.forEach((id, each) -> {
            if (pending.remove(id, each)) {
                each.answer.completeExceptionally(new ChromiumException(each.method + ": " + ENDED));
            }
        });
    }
}
