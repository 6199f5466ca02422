package dev.valence.protocol;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import dev.valence.protocol.RpcDispatcher.Embedded;
import java.io.IOException;

/** Teaches Jackson, and so jsonrpc4j, the kinds of parameter and result that {@link RemoteService} has. */
final class WireModule extends SimpleModule {
    private static final long serialVersionUID = 1L;

    WireModule() {
        super("valence");
        addDeserializer(WireValue.class, new WireValueDeserializer());
        addDeserializer(Target.class, new TargetDeserializer());
        addSerializer(Work.class, new Untouched<>(Work.class));
        addSerializer(Embedded.class, new Untouched<>(Embedded.class));
    }

    private static final class WireValueDeserializer extends StdDeserializer<WireValue> {
        private static final long serialVersionUID = 1L;

        WireValueDeserializer() {
            super(WireValue.class);
        }

        @Override
        public WireValue deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            try {
                return WireReader.read(parser, Attachments.none());
            } catch (WireFormatException e) {
                throw context.weirdStringException("", WireValue.class, e.getMessage());
            }
        }

        /** {@code null} on the wire is a value like any other. */
        @Override
        public WireValue getNullValue(DeserializationContext context) {
            return WireValue.NULL;
        }
    }

    private static final class TargetDeserializer extends StdDeserializer<Target> {
        private static final long serialVersionUID = 1L;

        TargetDeserializer() {
            super(Target.class);
        }

        @Override
        public Target deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            Target target;
            try {
                target = Target.read(parser);
            } catch (WireFormatException e) {
                throw context.weirdStringException("", Target.class, e.getMessage());
            }
            if (target == null) {
                throw context.weirdStringException("", Target.class, "a target is a number or an answer");
            }
            return target;
        }

        @Override
        public Target getNullValue(DeserializationContext context) throws JsonMappingException {
            throw context.weirdStringException("", Target.class, "a target is a number or an answer");
        }
    }

    /** Passes a Java object through Jackson's tree untouched. */
    private static final class Untouched<T> extends StdSerializer<T> {
        private static final long serialVersionUID = 1L;

        Untouched(Class<T> type) {
            super(type);
        }

        @Override
        public void serialize(T value, JsonGenerator json, SerializerProvider provider) throws IOException {
            json.writeEmbeddedObject(value);
        }
    }
}
