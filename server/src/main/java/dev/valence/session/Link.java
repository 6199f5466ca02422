package dev.valence.session;

/** The socket of a page. A transport implements it. */
public interface Link {
    /** Sends one frame; frames leave in the order of the calls. Does not block and does not throw. */
    void send(byte[] frame);

    /** Closes the socket. */
    void close(int code, String reason);
}
