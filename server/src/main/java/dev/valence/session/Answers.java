package dev.valence.session;

import dev.valence.protocol.Message;

/** Where the answers to the requests of one frame go. */
@FunctionalInterface
public interface Answers {
    /**
     * Takes one answer.
     *
     * @return its number in the order of what leaves; 0 where it has none
     * @throws RuntimeException it cannot leave; nothing of it has
     */
    long add(Message answer);

    /**
     * Takes what is to be said of a request that came before. Nothing is, where its answer waits in the outbox.
     *
     * @param refusal says that it came before
     */
    default void addRepeated(Message refusal) {}
}
