package dev.valence.protocol;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;

/** {@link Envelope} → JSON. */
final class MessageWriter {
    private MessageWriter() {}

    static void write(JsonGenerator json, Envelope envelope) throws IOException {
        json.writeStartObject();
        json.writeStringField("jsonrpc", "2.0");
        Message message = envelope.message();
        if (message instanceof Message.Response response) {
            writeId(json, response.id());
            json.writeFieldName("result");
            WireWriter.write(json, response.result());
        } else if (message instanceof Message.Failure failure) {
            writeId(json, failure.id());
            writeError(json, failure.error());
        } else if (message instanceof Message.Call call) {
            json.writeNumberField("id", call.id());
            writeCall(json, call.method(), call.params());
        } else if (message instanceof Message.Notice notice) {
            writeCall(json, notice.method(), notice.params());
        } else {
            throw new IllegalArgumentException(
                    "Only a page sends " + message.getClass().getSimpleName());
        }
        if (envelope.seq() > 0) {
            json.writeNumberField("seq", envelope.seq());
        }
        if (envelope.ack() >= 0) {
            json.writeNumberField("ack", envelope.ack());
        }
        json.writeEndObject();
    }

    private static void writeId(JsonGenerator json, RawJson id) throws IOException {
        json.writeFieldName("id");
        id.write(json);
    }

    private static void writeCall(JsonGenerator json, String method, List<WireValue> params) throws IOException {
        json.writeStringField("method", method);
        json.writeFieldName("params");
        WireWriter.writeArray(json, params);
    }

    private static void writeError(JsonGenerator json, WireError error) throws IOException {
        json.writeObjectFieldStart("error");
        json.writeNumberField("code", error.code());
        json.writeStringField("message", error.message());
        if (error.data() != null) {
            json.writeFieldName("data");
            WireWriter.write(json, error.data());
        }
        json.writeEndObject();
    }
}
