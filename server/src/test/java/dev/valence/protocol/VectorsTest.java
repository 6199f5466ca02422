package dev.valence.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.googlecode.jsonrpc4j.JsonRpcMethod;
import dev.valence.api.Limits;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The vectors that both sides read: what is in them is what Java says and understands. */
class VectorsTest {
    private static final JsonNode NAMES = Json.vectors("names.json");
    private final MessageCodec codec = new MessageCodec(Limits.defaults());

    @Test
    void pagesMayCallTheMethodsInTheVectorsAndNoOthers() {
        Set<String> served = new TreeSet<>();
        Arrays.stream(RemoteService.class.getMethods())
                .forEach(method ->
                        served.add(method.getAnnotation(JsonRpcMethod.class).value()));

        assertThat(served).containsExactlyInAnyOrderElementsOf(texts(NAMES.at("/methods/toJava")));
    }

    @Test
    void javaCallsTheMethodsInTheVectors() {
        List<String> toPage = texts(NAMES.at("/methods/toPage"));
        List<String> toJava = texts(NAMES.at("/methods/toJava"));

        assertThat(constants(name -> !name.endsWith("_HEADER")))
                .containsAll(toPage)
                .allSatisfy(name -> assertThat(toPage.contains(name) || toJava.contains(name))
                        .isTrue());
    }

    @Test
    void theHeadersAreThoseInTheVectors() {
        assertThat(constants(name -> name.endsWith("_HEADER")))
                .containsExactlyInAnyOrderElementsOf(texts(NAMES.get("headers")));
    }

    @Test
    void errorCodesAndTheNamesOfErrorsAreThoseInTheVectors() {
        Map<Integer, String> inVectors = new TreeMap<>();
        NAMES.get("errors")
                .forEach(error -> inVectors.put(
                        error.get("code").intValue(), error.path("error").asText("")));
        Map<Integer, String> inJava = new TreeMap<>();
        for (ErrorCode code : ErrorCode.values()) {
            boolean isNamedByValence = code.code() < -32000 && code.code() > -32100;
            inJava.put(code.code(), isNamedByValence ? code.errorName() : "");
        }

        assertThat(inJava).isEqualTo(inVectors);
    }

    @Test
    void bytesAreOfOneOfTheTypesInTheVectors() {
        assertThat(TaggedForm.ELEMENT_BYTES.keySet())
                .containsExactlyInAnyOrderElementsOf(texts(NAMES.get("binaryTypes")));
    }

    @Test
    void aMemberIsOfOneOfTheKindsInTheVectors() {
        assertThat(texts(NAMES.get("memberKinds")))
                .containsAll(Arrays.stream(WireValue.MemberKind.values())
                        .map(WireValue.MemberKind::code)
                        .toList());
    }

    @TestFactory
    Stream<DynamicTest> eachValueThatAPageSendsIsReadAndWrittenAlike() {
        return values().filter(vector -> !vector.get("direction").textValue().equals("toPage"))
                .map(vector -> DynamicTest.dynamicTest(vector.get("name").textValue(), () -> {
                    JsonNode wire = vector.get("wire");
                    assertThat(written(read(wire))).isEqualTo(wire);
                }));
    }

    /** A member whose value is null would be lost by a reader that takes null for nothing. */
    @Test
    void membersThatAreNullOrUndefinedAreMembers() {
        JsonNode wire = Json.of("""
                {"$":"object","members":{"a":null,"b":{"$":"undefined"}}}""");

        assertThat(written(read(wire))).isEqualTo(wire);
    }

    /** Both the envelope and the parameters of what a page says in the conversation of the vectors. */
    @TestFactory
    Stream<DynamicTest> eachMessageOfThePageIsUnderstood() {
        RpcDispatcher dispatcher = new RpcDispatcher(codec, doingNothing());
        return StreamSupport.stream(Json.vectors("messages.json").spliterator(), false)
                .filter(row -> row.get("from").textValue().equals("page"))
                .map(row -> DynamicTest.dynamicTest(row.get("note").textValue(), () -> {
                    JsonNode json = row.get("message");
                    Envelope envelope = codec.decode(Json.ascii(json).getBytes(StandardCharsets.UTF_8))
                            .envelopes()
                            .get(0);

                    assertThat(envelope.seq()).isEqualTo(json.get("seq").longValue());
                    assertThat(envelope.ack()).isEqualTo(json.get("ack").longValue());
                    assertThat(matched(dispatcher, envelope.message())).isTrue();
                }));
    }

    private static boolean matched(RpcDispatcher dispatcher, Message message) {
        if (message instanceof Message.Request request) {
            return dispatcher.match(request.method(), request.params()) instanceof RpcDispatcher.Found;
        }
        return message instanceof Message.Notification notification
                ? dispatcher.match(notification.method(), notification.params()) instanceof RpcDispatcher.Found
                : message instanceof Message.Response;
    }

    static RemoteService doingNothing() {
        return (RemoteService) Proxy.newProxyInstance(
                RemoteService.class.getClassLoader(),
                new Class<?>[] {RemoteService.class},
                (self, method, given) -> Work.at(Work.Place.HERE, () -> WireValue.UNDEFINED));
    }

    @Test
    void whatJavaSaysInTheConversationAreMethodsThatItCalls() {
        Set<String> said = new TreeSet<>();
        Json.vectors("messages.json").forEach(row -> {
            if (row.get("from").textValue().equals("java") && row.at("/message").has("method")) {
                said.add(row.at("/message/method").textValue());
            }
        });

        assertThat(said).isNotEmpty().isSubsetOf(constants(name -> !name.endsWith("_HEADER")));
    }

    private WireValue read(JsonNode wire) {
        byte[] message = """
                {"jsonrpc":"2.0","id":1,"result":%s}""".formatted(Json.ascii(wire)).getBytes(StandardCharsets.UTF_8);
        return ((Message.Response) codec.decode(message).envelopes().get(0).message()).result();
    }

    private JsonNode written(WireValue value) {
        byte[] bytes = codec.encode(new Envelope(new Message.Response(RawJson.NULL, value), 0, -1));
        return Json.of(new String(bytes, StandardCharsets.UTF_8)).get("result");
    }

    private static Stream<JsonNode> values() {
        return StreamSupport.stream(Json.vectors("values.json").spliterator(), false);
    }

    private static List<String> texts(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false)
                .map(JsonNode::textValue)
                .toList();
    }

    private static List<String> constants(java.util.function.Predicate<String> wanted) {
        return Arrays.stream(WireNames.class.getFields())
                .filter(field -> Modifier.isStatic(field.getModifiers()) && wanted.test(field.getName()))
                .map(VectorsTest::valueOf)
                .toList();
    }

    private static String valueOf(Field field) {
        try {
            return (String) field.get(null);
        } catch (IllegalAccessException e) {
            throw new AssertionError(e);
        }
    }
}
