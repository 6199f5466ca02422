package dev.valence.session;

import dev.valence.protocol.Message;
import java.util.function.Supplier;

/** Where the answers to the requests of one frame go. */
@FunctionalInterface
public interface Answers {
    /**
     * Takes one answer.
     *
     * @param answer makes it, under the lock that keeps the order of what leaves; if it throws, nothing has left
     */
    void add(Supplier<Message> answer);

    /**
     * Takes what is to be said of a request that came before. Nothing is, where its answer waits in the outbox.
     *
     * @param refusal says that it came before
     */
    default void addRepeated(Supplier<Message> refusal) {}
}
