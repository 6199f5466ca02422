package dev.valence.invoke;

import java.io.InputStream;
import java.nio.channels.ReadableByteChannel;

/** A stream of bytes, which a page reads piece by piece and ends by closing it. */
public final class StreamView implements View {
    public static final StreamView INSTANCE = new StreamView();

    private StreamView() {}

    static boolean isStream(Object object) {
        return object instanceof InputStream || object instanceof ReadableByteChannel;
    }
}
