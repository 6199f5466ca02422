package dev.valence.session;

import dev.valence.api.LimitException;
import dev.valence.api.StaleReferenceException;
import dev.valence.protocol.Message;
import dev.valence.protocol.WireError;
import dev.valence.protocol.WireValue;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The answers to which a page may refer before it has them. Each is kept until the page has said, in its order, that it has the message
 * which brought it: with that message the page has begun to use the value itself. Safe for any thread.
 *
 * <p>An answer that is a promise is what the promise is settled with, and is brought by the message that settles it.
 */
final class KeptAnswers {
    /** An answer that the page has been told, by the message of that number. */
    private record Told(long seq, long requestId, long bytes) {}

    /** The requests of which the answer is one and the same stage: each has a promise of its own in the page. */
    private static final class Promised {
        final List<Long> requestIds = new ArrayList<>(1);
        int settled;
    }

    private final int limit;
    private final long limitBytes;
    private final Map<Long, KeptAnswer> answers = new HashMap<>();
    private final Map<CompletionStage<?>, Promised> promised = new IdentityHashMap<>();
    private final Deque<Told> told = new ArrayDeque<>();
    private long toldBytes;
    private int waiting;
    private volatile boolean isUsed;

    /**
     * @param limit answers that are kept at most, and requests that wait for them
     * @param limitBytes bytes that those may have, as they were sent, which the page has been told and not acknowledged
     */
    KeptAnswers(int limit, long limitBytes) {
        this.limit = limit;
        this.limitBytes = limitBytes;
    }

    /** False until the first answer is kept: pages that never ask for it need not be looked through for references to one. */
    boolean isUsed() {
        return isUsed;
    }

    /** How many answers are kept. */
    synchronized int count() {
        return answers.size();
    }

    /**
     * Keeps the answer to come.
     *
     * @throws LimitException as many as may be are kept already, or one of that number is
     */
    synchronized void keep(long requestId) {
        if (answers.containsKey(requestId)) {
            throw new LimitException("Java keeps an answer to a request " + requestId
                    + " already, and what refers to it means that one. Number this request otherwise");
        }
        if (answers.size() >= limit) {
            throw new LimitException(
                    "Java keeps " + limit
                            + " answers that this page has not acknowledged, which is the limit (Limits.objects). Await some first");
        }
        if (toldBytes > limitBytes) {
            throw new LimitException("Java keeps answers of " + toldBytes
                    + " bytes that this page has not acknowledged, and " + limitBytes
                    + " is the limit (Limits.outboxBytes). Await some first");
        }
        isUsed = true;
        answers.put(requestId, new KeptAnswer());
    }

    /** @throws StaleReferenceException it is not kept, or not any more */
    synchronized KeptAnswer find(long requestId) {
        KeptAnswer answer = answers.get(requestId);
        if (answer == null) {
            throw notKept(requestId);
        }
        return answer;
    }

    private static StaleReferenceException notKept(long requestId) {
        return new StaleReferenceException(
                "The answer to request " + requestId
                        + " is not kept: the request did not ask for it, the page has said that it has the answer, the page acknowledges nothing, or the answer left without a number");
    }

    /** The answer is about to be sent: a promise that it is may be settled from now on. */
    synchronized void sending(long requestId, Message answer) {
        CompletionStage<?> stage = answer instanceof Message.Response response ? stageOf(response.result()) : null;
        if (stage != null && answers.containsKey(requestId)) {
            promised.computeIfAbsent(stage, key -> new Promised()).requestIds.add(requestId);
        }
    }

    /**
     * The answer was sent.
     *
     * @param seq number of its message; 0 where it has none: the page could never say that it has it
     * @param bytes length of its message
     */
    void sent(long requestId, Message answer, long seq, long bytes) {
        if (seq == 0) {
            forget(requestId);
        } else if (answer instanceof Message.Failure failure) {
            // It was to be a promise perhaps, and could not be sent.
            unlink(requestId);
            complete(List.of(requestId), seq, bytes, kept -> kept.fail(failure.error()));
        } else if (answer instanceof Message.Response response && stageOf(response.result()) == null) {
            complete(List.of(requestId), seq, bytes, kept -> kept.succeed(response.result()));
        }
    }

    /** A promise is about to be settled with {@code value}: with another promise it is not settled by that. */
    synchronized void settling(CompletionStage<?> stage, WireValue value) {
        CompletionStage<?> next = stageOf(value);
        Promised waiting = next == null ? null : promised.remove(stage);
        if (waiting != null) {
            promised.computeIfAbsent(next, key -> new Promised()).requestIds.addAll(waiting.requestIds);
        }
    }

    /** The page was told by message {@code seq} that a promise is kept; nothing happens where it is no answer. */
    void resolved(CompletionStage<?> stage, WireValue value, long seq, long bytes) {
        if (stageOf(value) == null) {
            settled(stage, seq, bytes, kept -> kept.succeed(value));
        }
    }

    /** The page was told by message {@code seq} that a promise is broken; nothing happens where it is no answer. */
    void rejected(CompletionStage<?> stage, WireError reason, long seq, long bytes) {
        settled(stage, seq, bytes, kept -> kept.fail(reason));
    }

    /** The page has taken in everything up to {@code ack}. */
    void acknowledged(long ack) {
        if (isUsed) {
            drop(ack);
        }
    }

    private synchronized void drop(long ack) {
        for (Told next = told.peek(); next != null && next.seq <= ack; next = told.peek()) {
            answers.remove(told.remove().requestId);
            toldBytes -= next.bytes;
        }
    }

    /**
     * Calls {@code again} when {@code missing} is there, on whatever thread that happens.
     *
     * @throws LimitException as many requests as may wait do so already
     */
    void whenThere(CompletableFuture<Void> missing, Runnable again) {
        synchronized (this) {
            if (waiting >= limit) {
                throw new LimitException(
                        limit
                                + " requests of this page wait for answers, which is the limit (Limits.objects). Await some first");
            }
            waiting++;
        }
        CompletableFuture<Void> unused = missing.thenRun(() -> {
            try {
                again.run();
            } finally {
                synchronized (this) {
                    waiting--;
                }
            }
        });
    }

    /** How many requests wait for answers. */
    synchronized int waiting() {
        return waiting;
    }

    /** Forgets all: the session has ended. */
    synchronized void clear() {
        answers.clear();
        promised.clear();
        told.clear();
        toldBytes = 0;
    }

    private static @Nullable CompletionStage<?> stageOf(WireValue value) {
        boolean isPromise = value instanceof WireValue.Later later
                && later.as() == null
                && later.of() instanceof CompletionStage<?>;
        return isPromise ? (CompletionStage<?>) ((WireValue.Later) value).of() : null;
    }

    /** What waits for the answer hears that it is not kept. */
    private void forget(long requestId) {
        KeptAnswer forgotten;
        synchronized (this) {
            forgotten = answers.remove(requestId);
            unlink(requestId);
        }
        if (forgotten != null) {
            forgotten.fail(notKept(requestId));
        }
    }

    private synchronized void unlink(long requestId) {
        promised.values().removeIf(each -> each.requestIds.remove(requestId) && each.requestIds.isEmpty());
    }

    /** What waits for the answers goes on outside of the lock. */
    private void complete(List<Long> requestIds, long seq, long bytes, Consumer<KeptAnswer> outcome) {
        List<KeptAnswer> kept;
        synchronized (this) {
            kept = find(requestIds);
            requestIds.forEach(id -> told(seq, id, bytes));
        }
        kept.forEach(outcome);
    }

    /** The page has the value of a stage when it has been told of each promise that the stage is. */
    private void settled(CompletionStage<?> stage, long seq, long bytes, Consumer<KeptAnswer> outcome) {
        List<KeptAnswer> kept;
        synchronized (this) {
            Promised settled = promised.get(stage);
            if (settled == null) {
                return;
            }
            kept = find(settled.requestIds);
            if (++settled.settled == settled.requestIds.size()) {
                promised.remove(stage);
                settled.requestIds.forEach(id -> told(seq, id, bytes));
            }
        }
        kept.forEach(outcome);
    }

    private void told(long seq, long requestId, long bytes) {
        told.add(new Told(seq, requestId, bytes));
        toldBytes += bytes;
    }

    private List<KeptAnswer> find(List<Long> requestIds) {
        return requestIds.stream().map(answers::get).filter(Objects::nonNull).toList();
    }
}
