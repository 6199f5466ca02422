package dev.valence.protocol;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.valence.protocol.WireValue.ClassDescriptor;
import dev.valence.protocol.WireValue.ClassShape;
import dev.valence.protocol.WireValue.MemberShape;
import java.io.IOException;
import java.util.Base64;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@link WireValue} → JSON. */
final class WireWriter {
    private WireWriter() {}

    static void write(JsonGenerator json, WireValue value) throws IOException {
        if (value instanceof WireValue.Plain plain) {
            writePlain(json, plain);
        } else if (value instanceof WireValue.ListOf list) {
            writeList(json, list);
        } else if (value instanceof WireValue.Later later) {
            write(json, later.value().get());
        } else if (value instanceof WireValue.Row row) {
            writeRow(json, row);
        } else if (value instanceof WireValue.Bare bare) {
            json.writePOJO(bare.json());
        } else {
            json.writeStartObject();
            writeTagged(json, value);
            json.writeEndObject();
        }
    }

    private static void writePlain(JsonGenerator json, WireValue.Plain plain) throws IOException {
        writeScalar(json, plain.value());
    }

    private static void writeScalar(JsonGenerator json, @Nullable Object value) throws IOException {
        if (value == null) {
            json.writeNull();
        } else if (value instanceof String text) {
            json.writeString(text);
        } else if (value instanceof Boolean bool) {
            json.writeBoolean(bool);
        } else if (value instanceof Integer number) {
            json.writeNumber(number);
        } else if (value instanceof Long number) {
            json.writeNumber(number);
        } else {
            writeDouble(json, ((Number) value).doubleValue());
        }
    }

    private static void writeDouble(JsonGenerator json, double value) throws IOException {
        boolean negativeZero = Double.doubleToRawLongBits(value) == Double.doubleToRawLongBits(-0.0);
        if (Double.isFinite(value) && !negativeZero) {
            json.writeNumber(value);
            return;
        }
        json.writeStartObject();
        json.writeStringField("$", "number");
        json.writeStringField("value", negativeZero ? "-0" : Double.toString(value));
        json.writeEndObject();
    }

    private static void writeList(JsonGenerator json, WireValue.ListOf list) throws IOException {
        BitSet holes = list.holes();
        if (holes == null) {
            writeArray(json, list.values());
            return;
        }
        json.writeStartObject();
        json.writeStringField("$", "array");
        json.writeFieldName("values");
        writeArray(json, list.values());
        json.writeFieldName("holes");
        int[] positions = holes.stream().toArray();
        json.writeArray(positions, 0, positions.length);
        json.writeEndObject();
    }

    private static void writeRow(JsonGenerator json, WireValue.Row row) throws IOException {
        json.writeStartArray();
        for (Object cell : row.cells()) {
            if (cell instanceof WireValue value) {
                write(json, value);
            } else {
                writeScalar(json, cell);
            }
        }
        json.writeEndArray();
    }

    static void writeArray(JsonGenerator json, List<WireValue> values) throws IOException {
        json.writeStartArray();
        for (WireValue value : values) {
            write(json, value);
        }
        json.writeEndArray();
    }

    private static void writeTagged(JsonGenerator json, WireValue value) throws IOException {
        if (value instanceof WireValue.Nothing) {
            json.writeStringField("$", "undefined");
        } else if (value instanceof WireValue.BigInt big) {
            json.writeStringField("$", "bigint");
            json.writeStringField("value", big.value().toString());
        } else if (value instanceof WireValue.Moment moment) {
            json.writeStringField("$", "date");
            json.writePOJOField("value", moment.epochMillis());
        } else if (value instanceof WireValue.Pattern pattern) {
            json.writeStringField("$", "regexp");
            json.writeStringField("source", pattern.source());
            json.writeStringField("flags", pattern.flags());
        } else if (value instanceof WireValue.Bytes bytes) {
            json.writeStringField("$", "bytes");
            json.writeStringField("type", bytes.type());
            writeBytes(json, bytes.data());
        } else if (value instanceof WireValue.Reference reference) {
            writeReference(json, reference);
        } else {
            writeRarer(json, value);
        }
    }

    private static void writeBytes(JsonGenerator json, byte[] data) throws IOException {
        boolean isAttached = json.getOutputTarget() instanceof PacketOutput packet && packet.attach(json, data);
        if (!isAttached) {
            json.writeStringField("data", Base64.getEncoder().encodeToString(data));
        }
    }

    private static void writeRarer(JsonGenerator json, WireValue value) throws IOException {
        if (value instanceof WireValue.ObjectOf object) {
            json.writeStringField("$", "object");
            if (!object.name().equals("Object")) {
                json.writeStringField("name", object.name());
            }
            writeMembers(json, "members", object.members());
        } else if (value instanceof WireValue.Rows table) {
            json.writeStringField("$", "rows");
            writeTable(json, table.names(), table.rows());
        } else if (value instanceof WireValue.MapOf map) {
            json.writeStringField("$", "map");
            json.writeArrayFieldStart("entries");
            for (WireValue.MapOf.Entry entry : map.entries()) {
                writeArray(json, List.of(entry.key(), entry.value()));
            }
            json.writeEndArray();
        } else if (value instanceof WireValue.SetOf set) {
            json.writeStringField("$", "set");
            json.writeFieldName("values");
            writeArray(json, set.values());
        } else if (value instanceof WireValue.ErrorOf error) {
            writeError(json, error);
        } else if (value instanceof WireValue.Function function) {
            json.writeStringField("$", "function");
            json.writeNumberField("id", function.id());
            json.writeNumberField("n", function.count());
            json.writeStringField("name", function.name());
            json.writeNumberField("length", function.length());
        } else if (value instanceof WireValue.RemoteClass remoteClass) {
            json.writeStringField("$", "class");
            writeShape(json, remoteClass.shape());
        } else if (value instanceof WireValue.References table) {
            json.writeStringField("$", "refs");
            writeShape(json, table.shape());
            writeTable(json, table.names(), table.rows());
        } else {
            writeNumbered(json, value);
        }
    }

    private static void writeNumbered(JsonGenerator json, WireValue value) throws IOException {
        if (value instanceof WireValue.Same same) {
            json.writeStringField("$", "same");
            json.writeNumberField("index", same.index());
        } else if (value instanceof WireValue.Promise promise) {
            json.writeStringField("$", "promise");
            json.writeNumberField("id", promise.id());
        } else if (value instanceof WireValue.Stream stream) {
            json.writeStringField("$", "stream");
            json.writeNumberField("id", stream.id());
            if (stream.count() > 0) {
                json.writeNumberField("n", stream.count());
            }
        } else if (value instanceof WireValue.Callback callback) {
            json.writeStringField("$", "callback");
            json.writeNumberField("id", callback.id());
        } else {
            throw new IllegalArgumentException(
                    "Only a page sends " + value.getClass().getSimpleName());
        }
    }

    private static void writeTable(JsonGenerator json, List<String> names, List<WireValue> rows) throws IOException {
        json.writeArrayFieldStart("names");
        for (String name : names) {
            json.writeString(name);
        }
        json.writeEndArray();
        json.writeFieldName("rows");
        writeArray(json, rows);
    }

    static void writeError(JsonGenerator json, WireValue.ErrorOf error) throws IOException {
        json.writeStringField("$", "error");
        json.writeStringField("name", error.name());
        json.writeStringField("message", error.message());
        if (error.stack() != null) {
            json.writeStringField("stack", error.stack());
        }
        if (error.code() != null) {
            json.writeFieldName("code");
            write(json, error.code());
        }
        if (error.cause() != null) {
            json.writeFieldName("cause");
            write(json, error.cause());
        }
        if (!error.members().isEmpty()) {
            writeMembers(json, "members", error.members());
        }
    }

    private static void writeReference(JsonGenerator json, WireValue.Reference reference) throws IOException {
        json.writeStringField("$", "ref");
        json.writeNumberField("id", reference.id());
        json.writeNumberField("n", reference.count());
        writeShape(json, reference.shape());
        if (!reference.values().isEmpty()) {
            writeMembers(json, "values", reference.values());
        }
        if (!reference.own().isEmpty()) {
            writeMemberShapes(json, "own", reference.own());
        }
    }

    private static void writeShape(JsonGenerator json, ClassShape shape) throws IOException {
        json.writeFieldName("class");
        writeShapeValue(json, shape);
    }

    private static void writeShapeValue(JsonGenerator json, ClassShape shape) throws IOException {
        if (!(shape instanceof ClassDescriptor descriptor)) {
            json.writeNumber(shape.id());
            return;
        }
        json.writeStartObject();
        json.writeNumberField("id", descriptor.id());
        json.writeStringField("name", descriptor.name());
        json.writeFieldName("parent");
        if (descriptor.parent() == null) {
            json.writeNull();
        } else {
            writeShapeValue(json, descriptor.parent());
        }
        writeMemberShapes(json, "members", descriptor.members());
        writeMemberShapes(json, "own", descriptor.own());
        writeMemberShapes(json, "statics", descriptor.statics());
        json.writeBooleanField("constructible", descriptor.constructible());
        json.writeEndObject();
    }

    private static void writeMemberShapes(JsonGenerator json, String field, List<MemberShape> members)
            throws IOException {
        json.writeArrayFieldStart(field);
        for (MemberShape member : members) {
            json.writeStartArray();
            json.writeString(member.name());
            json.writeString(member.kind().code());
            if (member.constant() != null) {
                write(json, member.constant());
            }
            json.writeEndArray();
        }
        json.writeEndArray();
    }

    private static void writeMembers(JsonGenerator json, String field, Map<String, WireValue> members)
            throws IOException {
        json.writeObjectFieldStart(field);
        for (Map.Entry<String, WireValue> member : members.entrySet()) {
            json.writeFieldName(member.getKey());
            write(json, member.getValue());
        }
        json.writeEndObject();
    }
}
