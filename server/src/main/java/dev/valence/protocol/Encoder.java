package dev.valence.protocol;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.Function;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/** Writes JSON into bytes. Each thread keeps what it writes with: to make that costs more than to write a short message. */
final class Encoder {
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

    private record Pen(PacketOutput output, JsonGenerator json) {}

    /** JSON alone. */
    byte[] write(Writing writing) {
        return write(writing, false, PacketOutput::json);
    }

    /** JSON, and what is attached to it. */
    Outgoing pack(Writing writing, LongConsumer checkLength) {
        return write(writing, true, output -> {
            checkLength.accept(output.length());
            return output.message();
        });
    }

    private <T> T write(Writing writing, boolean attaches, Function<PacketOutput, T> finish) {
        boolean isReusable = false;
        try {
            Pen pen = pen();
            pen.output.begin(attaches);
            writing.to(pen.json);
            pen.json.flush();
            boolean isShort = pen.output.jsonLength() <= KEPT_BYTES;
            T written = finish.apply(pen.output);
            isReusable = isShort;
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
            PacketOutput output = new PacketOutput();
            pen = new Pen(output, mapper.createGenerator(output));
            kept.set(pen);
        }
        return pen;
    }
}
