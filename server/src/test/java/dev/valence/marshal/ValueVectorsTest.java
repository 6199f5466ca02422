package dev.valence.marshal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.protocol.Json;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The shared vectors through Java: what a page sends comes back as it was, but for what Java has no second word for. */
class ValueVectorsTest {
    /** By name: what comes back instead. Java keeps neither undefined nor holes apart from null, nor whole numbers from BigInts. */
    private static final Map<String, String> CHANGED = Map.of(
            "undefined", "null",
            "an array", "[1,\"two\",null,null]",
            "a set", "{\"$\":\"set\",\"values\":[1,\"1\",null]}",
            "a sparse array", "[1,null,3]",
            "a sparse array that ends in a hole", "[null,null]",
            "2^53, where integers begin to have gaps", "{\"$\":\"bigint\",\"value\":\"9007199254740992\"}");

    /** A Map is a remote object where it is not copied, and a plain one where it is; an invalid Date is refused. */
    private static final Set<String> ONE_WAY = Set.of("a map", "a map that holds itself", "an invalid date");

    /** An error takes scalars along. */
    private static final Set<String> WITHOUT_PARTS = Set.of("an error with code, cause and members");

    @TestFactory
    Stream<DynamicTest> whatAPageSendsComesBack() {
        return StreamSupport.stream(Json.vectors("values.json").spliterator(), false)
                .filter(vector -> vector.get("direction").asText().equals("both"))
                .filter(vector -> !ONE_WAY.contains(vector.get("name").asText()))
                .map(vector -> DynamicTest.dynamicTest(vector.get("name").asText(), () -> comesBack(vector)));
    }

    private static void comesBack(JsonNode vector) {
        Crossing crossing = new Crossing();
        String name = vector.get("name").asText();
        JsonNode expected = CHANGED.containsKey(name)
                ? Json.of(CHANGED.get(name))
                : vector.get("wire").deepCopy();
        if (WITHOUT_PARTS.contains(name)) {
            ((ObjectNode) expected).remove("members");
        }

        Object value = crossing.unmarshaller.convert(crossing.wire(Json.ascii(vector.get("wire"))), Object.class, "v");

        assertThat((Object) Json.of(crossing.copyToWire(value))).isEqualTo(expected);
    }
}
