package dev.valence.protocol;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.ByteArrayBuilder;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/** Writes JSON into bytes. Each thread keeps what it writes with: to make that costs more than to write a short message. */
final class Encoder {
    private static final int USUAL_BYTES = 512;

    /** A longer message leaves no buffer behind. */
    private static final int KEPT_BYTES = 64 * 1024;

    private final ObjectMapper mapper;

    @SuppressWarnings("ThreadLocalUsage") // what it holds belongs to this mapper
    private final ThreadLocal<@Nullable Pen> kept = new ThreadLocal<>();

    Encoder(ObjectMapper mapper) {
        this.mapper = mapper;
    }

    /** What is written. Writes nothing else by the same encoder. */
    @FunctionalInterface
    interface Writing {
        void to(JsonGenerator json) throws IOException;
    }

    private record Pen(ByteArrayBuilder bytes, JsonGenerator json) {}

    byte[] write(Writing writing) {
        boolean isReusable = false;
        try {
            Pen pen = pen();
            writing.to(pen.json);
            pen.json.flush();
            byte[] written = pen.bytes.toByteArray();
            pen.bytes.reset();
            isReusable = written.length <= KEPT_BYTES;
            return written;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            if (!isReusable) {
                kept.remove();
            }
        }
    }

    private Pen pen() throws IOException {
        Pen pen = kept.get();
        if (pen == null) {
            ByteArrayBuilder bytes = new ByteArrayBuilder(USUAL_BYTES);
            pen = new Pen(bytes, mapper.createGenerator(bytes));
            kept.set(pen);
        }
        return pen;
    }
}
