package dev.valence.session;

import dev.valence.api.Limits;
import dev.valence.protocol.WireNames;
import dev.valence.protocol.WireValue;
import dev.valence.registry.CallbackRegistry;
import java.io.InputStream;
import java.nio.channels.ReadableByteChannel;
import org.jspecify.annotations.Nullable;

/** The streams of one page that Java reads. Kept by whoever reads them, as page functions are. Safe for any thread. */
final class PageStreams {
    private final Session session;
    private final int messageBytes;
    private final CallbackRegistry held;

    PageStreams(Session session, Limits limits) {
        this.session = session;
        this.messageBytes = limits.messageBytes();
        this.held = new CallbackRegistry(
                "streams",
                limits.callbacks(),
                (stream, seen) -> session.toPage().giveBack(WireNames.STREAM_CANCEL, stream, seen));
    }

    /** The Java object of a stream: an InputStream or, where {@code type} is not one, a ReadableByteChannel. */
    Object hold(WireValue.Stream stream, Class<?> type) {
        PageStream input = (PageStream) held.hold(
                stream.id(),
                stream.count(),
                InputStream.class,
                () -> new PageStream(session, this, stream.id(), messageBytes));
        return type.isInstance(input)
                ? input
                : held.hold(stream.id(), stream.count(), ReadableByteChannel.class, () -> new PageChannel(input));
    }

    /** The id of a stream of this page; null for everything else. */
    @Nullable
    Long idOf(Object object) {
        PageStream stream = object instanceof PageChannel channel
                ? channel.stream()
                : object instanceof PageStream input ? input : null;
        return stream != null && stream.isOf(this) ? stream.id() : null;
    }

    /** The page has handed {@code stream} over. One that Java did not take is given back. */
    void see(WireValue.Stream stream) {
        held.see(stream.id(), stream.count());
    }

    /** Java reads the stream no more. */
    void over(long id) {
        held.giveBack(id);
    }

    int count() {
        return held.count();
    }

    /** Forgets all: the page has ended. */
    void wipe() {
        held.wipe();
    }
}
