package dev.valence.session;

import dev.valence.protocol.Outgoing;

/** The socket of a page. A transport implements it. */
public interface Link {
    /** Sends one message; messages leave in the order of the calls. Does not block and does not throw. */
    void send(Outgoing message);

    /**
     * Whether it has as much to write as it should have: what it is given waits in memory. Then it calls {@link Session#goOn} as soon as it has
     * less.
     */
    boolean isFull();

    /** Closes the socket. */
    void close(int code, String reason);
}
