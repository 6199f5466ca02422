package dev.valence.protocol;

import static com.fasterxml.jackson.databind.cfg.CoercionAction.Fail;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.type.LogicalType;
import dev.valence.api.Limits;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;

/**
 * Bytes ↔ messages. What comes in is checked against JSON-RPC 2.0 (sections 4 to 6) and the limits; what is wrong becomes a
 * {@link Message.Invalid} in its place, so one bad message of a batch costs nothing but itself. Safe for any thread.
 */
public final class MessageCodec {
    /** A wire value nests up to three levels of JSON for one of its own. */
    private static final int JSON_LEVELS_PER_VALUE = 3;

    private static final int ENVELOPE_LEVELS = 8;

    /** What a value of a message takes in the heap beside its text, in bytes: more than most do, and less than a member of an object. */
    private static final int BYTES_PER_VALUE = 64;

    private final int mostValues;
    private final ObjectMapper mapper;
    private final StraightReader straight;
    private final TreeReader tree;
    private final Encoder encoder;

    public MessageCodec(Limits limits) {
        this.mostValues = limits.values();
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
                .rootValueSeparator("")
                .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                .build();
        // It looks for duplicates itself, where they could matter.
        this.straight = new StraightReader(
                new JsonFactoryBuilder()
                        .streamReadConstraints(constraints
                                .rebuild()
                                .maxDocumentLength(StreamReadConstraints.DEFAULT_MAX_DOC_LEN)
                                .build())
                        .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                        .build(),
                limits.messageBytes(),
                limits.batch());
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
        this.tree = new TreeReader(mapper, limits.batch());
        this.encoder = new Encoder(mapper);
    }

    ObjectMapper mapper() {
        return mapper;
    }

    /** Reads one frame or request body that is JSON alone. */
    public Frame decode(byte[] utf8) {
        return decode(Packet.of(utf8));
    }

    /** Reads one frame. What is attached to it belongs to the values in it. */
    public Frame decode(Packet packet) {
        byte[] json = packet.json();
        int values = JsonValues.count(json);
        if (values > mostValues) {
            return Frame.invalid(
                    ErrorCode.LIMIT,
                    "The message has more than " + mostValues
                            + " values (Limits.values). Send it in parts, or numbers as a typed array");
        }
        Frame straightOn = straight.read(json, new Attachments(packet.attachments()));
        Frame frame = straightOn == null ? tree.read(json, new Attachments(packet.attachments())) : straightOn;
        return frame.weighing(json.length + packet.attachments().length + (long) values * BYTES_PER_VALUE);
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
        if (!(request.params() instanceof RawJson raw)) {
            return Optional.empty();
        }
        JsonNode params = raw.node();
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

    /** The credentials of a page whose further socket {@code message} begins; empty where it begins none. */
    public Optional<String> joins(Message message) {
        if (!(message instanceof Message.Notification notice)
                || !notice.method().equals(WireNames.SESSION_JOIN)) {
            return Optional.empty();
        }
        if (notice.params() instanceof StraightCall call) {
            return Optional.of((String) call.arguments()[0]);
        }
        JsonNode params = ((RawJson) notice.params()).node();
        JsonNode credentials = params.isArray() ? params.path(0) : params.path("credentials");
        return Optional.ofNullable(credentials.textValue());
    }

    /** Writes one message as JSON. The bytes belong to the caller. */
    public byte[] encode(Envelope envelope) {
        return encoder.write(json -> MessageWriter.write(json, envelope));
    }

    /**
     * Writes one message for a client that takes packets.
     *
     * @param checkLength is told how long it is before what is attached is copied, and throws where that is too long
     */
    public Outgoing pack(Envelope envelope, LongConsumer checkLength) {
        return encoder.pack(json -> MessageWriter.write(json, envelope), checkLength);
    }

    /** Makes one array of messages that are written. The bytes belong to the caller. */
    public static byte[] batch(List<byte[]> messages) {
        int length = messages.stream().mapToInt(each -> each.length + 1).sum() + 1;
        ByteBuffer array = ByteBuffer.allocate(length).put((byte) '[');
        for (int i = 0; i < messages.size(); i++) {
            array.put(messages.get(i)).put((byte) (i + 1 < messages.size() ? ',' : ']'));
        }
        return array.array();
    }
}
