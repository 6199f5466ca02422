package dev.valence.protocol;

import static com.fasterxml.jackson.databind.cfg.CoercionAction.Fail;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.type.LogicalType;
import dev.valence.api.Limits;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Bytes ↔ messages. What comes in is checked against JSON-RPC 2.0 (sections 4 to 6) and the limits; what is wrong becomes a
 * {@link Message.Invalid} in its place, so one bad message of a batch costs nothing but itself. Safe for any thread.
 */
public final class MessageCodec {
    /** A wire value nests up to three levels of JSON for one of its own. */
    private static final int JSON_LEVELS_PER_VALUE = 3;

    private static final int ENVELOPE_LEVELS = 8;

    private final ObjectMapper mapper;

    public MessageCodec(Limits limits) {
        StreamReadConstraints constraints = StreamReadConstraints.builder()
                .maxDocumentLength(limits.messageBytes())
                .maxNestingDepth(limits.depth() * JSON_LEVELS_PER_VALUE + ENVELOPE_LEVELS)
                .maxStringLength(limits.messageBytes())
                .maxNameLength(10_000)
                .maxNumberLength(400)
                .build();
        JsonFactory factory = new JsonFactoryBuilder()
                .streamReadConstraints(constraints)
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .characterEscapes(new SurrogateEscapes())
                .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                .build();
        this.mapper = JsonMapper.builder(factory)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
                .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
                .withCoercionConfig(
                        LogicalType.Textual,
                        texts -> texts.setCoercion(CoercionInputShape.Integer, Fail)
                                .setCoercion(CoercionInputShape.Float, Fail)
                                .setCoercion(CoercionInputShape.Boolean, Fail))
                .addModule(new WireModule())
                .build();
    }

    ObjectMapper mapper() {
        return mapper;
    }

    /**
     * Reads one frame or request body.
     *
     * @param utf8 JSON text; not kept
     */
    public Frame decode(byte[] utf8) {
        JsonNode root;
        try {
            root = mapper.readTree(utf8);
        } catch (JsonProcessingException e) {
            return Frame.invalid(ErrorCode.PARSE_ERROR, "Parse error: " + e.getOriginalMessage());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (root instanceof MissingNode) {
            return Frame.invalid(ErrorCode.PARSE_ERROR, "Parse error: the message is empty");
        }
        if (!root.isArray()) {
            return new Frame(List.of(envelope(root)), false);
        }
        if (root.isEmpty()) {
            return Frame.invalid(ErrorCode.INVALID_REQUEST, "Invalid Request: an empty batch");
        }
        List<Envelope> envelopes = new ArrayList<>(root.size());
        for (JsonNode element : root) {
            envelopes.add(envelope(element));
        }
        return new Frame(envelopes, true);
    }

    private static Envelope envelope(JsonNode node) {
        JsonNode seq = node.path("seq");
        JsonNode ack = node.path("ack");
        if (!isCount(seq) || !isCount(ack)) {
            return new Envelope(invalid(idOf(node), "\"seq\" and \"ack\" are whole numbers from 0 on"), 0, -1);
        }
        return new Envelope(message(node), seq.asLong(0), ack.asLong(-1));
    }

    private static boolean isCount(JsonNode number) {
        return number.isMissingNode()
                || (number.isIntegralNumber() && number.canConvertToLong() && number.longValue() >= 0);
    }

    /** What an answer has to repeat. */
    private static RawJson idOf(JsonNode message) {
        JsonNode id = message.path("id");
        return id.isTextual() || id.isNumber() ? new RawJson(id) : RawJson.NULL;
    }

    private static Message message(JsonNode node) {
        if (!node.isObject()) {
            return invalid(RawJson.NULL, "a message is an object");
        }
        JsonNode id = node.path("id");
        RawJson echo = idOf(node);
        if (!(id.isMissingNode() || id.isNull() || id.isTextual() || id.isNumber())) {
            return invalid(RawJson.NULL, "\"id\" is a string, a number or null");
        }
        if (!"2.0".equals(node.path("jsonrpc").textValue())) {
            return invalid(echo, "\"jsonrpc\" is \"2.0\"");
        }
        if (node.has("method")) {
            return call(node, id, echo);
        }
        return answer(node, echo);
    }

    private static Message call(JsonNode node, JsonNode id, RawJson echo) {
        JsonNode method = node.get("method");
        JsonNode params = node.path("params");
        if (!method.isTextual()) {
            return invalid(echo, "\"method\" is a string");
        }
        if (!(params.isMissingNode() || params.isArray() || params.isObject())) {
            return invalid(echo, "\"params\" is an array or an object");
        }
        RawJson raw = params.isMissingNode() ? RawJson.NULL : new RawJson(params);
        return id.isMissingNode()
                ? new Message.Notification(method.textValue(), raw)
                : new Message.Request(echo, method.textValue(), raw);
    }

    private static Message answer(JsonNode node, RawJson id) {
        try {
            if (node.has("result")) {
                return new Message.Response(id, WireReader.read(node.get("result")));
            }
            if (node.path("error").isObject()) {
                return new Message.Failure(id, error(node.get("error")));
            }
        } catch (WireFormatException e) {
            return invalid(id, String.valueOf(e.getMessage()));
        }
        return invalid(id, "a message has \"method\", \"result\" or \"error\"");
    }

    private static WireError error(JsonNode node) {
        JsonNode data = node.path("data");
        WireValue.ErrorOf error =
                data.path("$").asText().equals("error") ? (WireValue.ErrorOf) WireReader.read(data) : null;
        return new WireError(node.path("code").asInt(), node.path("message").asText("unknown error"), error);
    }

    private static Message.Invalid invalid(RawJson id, String reason) {
        return new Message.Invalid(id, ErrorCode.INVALID_REQUEST, "Invalid Request: " + reason);
    }

    /**
     * What a request to open a session says of the page; empty where {@code message} is none.
     *
     * @throws IllegalArgumentException its parameter is not what it should be
     */
    public Optional<OpenPage> openPage(Message message) {
        if (!(message instanceof Message.Request request) || !request.method().equals(WireNames.SESSION_OPEN)) {
            return Optional.empty();
        }
        JsonNode params = request.params().node();
        JsonNode page = params.isArray() ? params.path(0) : params.path("page");
        if (page.isMissingNode() || page.isNull()) {
            return Optional.of(OpenPage.NOTHING);
        }
        try {
            return Optional.of(mapper.convertValue(page, OpenPage.class));
        } catch (IllegalArgumentException unfit) {
            throw new IllegalArgumentException("a member of \"page\" is of the wrong type", unfit);
        }
    }

    /** Writes one message. The bytes belong to the caller. */
    public byte[] encode(Envelope envelope) {
        return write(json -> MessageWriter.write(json, envelope));
    }

    /** Writes responses to a batch as one array. */
    public byte[] encodeBatch(List<Message> messages) {
        return write(json -> {
            json.writeStartArray();
            for (Message message : messages) {
                MessageWriter.write(json, new Envelope(message, 0, -1));
            }
            json.writeEndArray();
        });
    }

    private byte[] write(Writing writing) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
        try (JsonGenerator json = mapper.createGenerator(bytes)) {
            writing.to(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    @FunctionalInterface
    private interface Writing {
        void to(JsonGenerator json) throws IOException;
    }
}
