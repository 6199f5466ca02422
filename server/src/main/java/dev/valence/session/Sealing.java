package dev.valence.session;

import dev.valence.api.LimitException;
import dev.valence.protocol.Envelope;
import dev.valence.protocol.Message;
import dev.valence.protocol.MessageCodec;
import dev.valence.protocol.Outgoing;
import dev.valence.protocol.WireNames;
import java.util.List;

/** Makes the messages of one page ready to leave. To be used under the lock of its outbox. */
final class Sealing {
    private final MessageCodec codec;
    private final int limitBytes;
    private final boolean packets;
    private final Runnable begin;
    private final Runnable undo;

    /**
     * @param limitBytes bytes that may wait for the page
     * @param packets whether the client takes them
     * @param begin is told that a message is about to be written
     * @param undo takes back what the message begun last handed out: it does not leave
     */
    Sealing(MessageCodec codec, int limitBytes, boolean packets, Runnable begin, Runnable undo) {
        this.codec = codec;
        this.limitBytes = limitBytes;
        this.packets = packets;
        this.begin = begin;
        this.undo = undo;
    }

    /** For the socket, and the door that reads the outbox. */
    Outgoing seal(Envelope envelope) {
        return write(envelope, packets);
    }

    /** A message without a number, as JSON, for a door that gets it and nothing else. */
    byte[] plain(Message message) {
        return write(new Envelope(message, 0, -1), false).json();
    }

    /** The answer to a sign of life, which has no number and says what has come. */
    Outgoing signOfLife(long received) {
        return Outgoing.ofJson(
                codec.encode(new Envelope(new Message.Notice(WireNames.SESSION_ALIVE, List.of()), 0, received)));
    }

    /** One that is too long is refused before it has a number; what it handed out is taken back. */
    private Outgoing write(Envelope envelope, boolean asPacket) {
        boolean isFit = false;
        begin.run();
        try {
            Outgoing written =
                    asPacket ? codec.pack(envelope, this::checkLength) : Outgoing.ofJson(codec.encode(envelope));
            checkLength(written.length());
            isFit = true;
            return written;
        } finally {
            if (!isFit) {
                undo.run();
            }
        }
    }

    private void checkLength(long length) {
        if (length > limitBytes) {
            throw new LimitException("The message has " + length + " bytes, and " + limitBytes
                    + " may wait for a page (Limits.outboxBytes). Send it in parts");
        }
    }
}
