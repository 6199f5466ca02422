package dev.valence.session;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ReadableByteChannel;

/** A stream of a page, for who wants a channel. It is the same stream: what one of the two has read the other gets no more. */
final class PageChannel implements ReadableByteChannel {
    private final PageStream stream;

    PageChannel(PageStream stream) {
        this.stream = stream;
    }

    PageStream stream() {
        return stream;
    }

    @Override
    public int read(ByteBuffer target) throws IOException {
        if (!isOpen()) {
            throw new ClosedChannelException();
        }
        if (!target.hasRemaining()) {
            return 0;
        }
        byte[] bytes = new byte[Math.min(target.remaining(), PageStream.PIECE_BYTES)];
        int length = stream.read(bytes, 0, bytes.length);
        if (length > 0) {
            target.put(bytes, 0, length);
        }
        return length;
    }

    @Override
    public boolean isOpen() {
        return !stream.isClosed();
    }

    @Override
    public void close() {
        stream.close();
    }
}
