package dev.valence.marshal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.protocol.Json;
import java.lang.reflect.Type;
import java.math.BigInteger;
import java.time.DayOfWeek;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;

/** What goes out to a page, and comes back from it, is what it was. */
class RoundTripPropertiesTest {
    private static final long LAST_MILLIS = 8_640_000_000_000_000L;

    /** Every kind of number, and what else has no parts. */
    public record Leaf(
            byte small,
            short medium,
            int number,
            long large,
            float single,
            double twice,
            char letter,
            boolean isSo,
            BigInteger huge,
            String text,
            Instant moment,
            DayOfWeek day) {}

    /** What contains others. */
    public record Branch(
            String name,
            List<Leaf> leaves,
            List<List<Long>> nested,
            Map<String, Leaf> byName,
            Set<String> names,
            Optional<String> perhaps,
            List<Branch> branches) {}

    @SuppressWarnings("unused") // read by reflection
    private static final class Declared {
        List<List<String>> lists;
        Map<String, List<Double>> maps;
    }

    private final Crossing crossing = new Crossing();

    @Property(tries = 1000)
    void aRecordOfScalarsComesBackAsItWent(@ForAll("leaves") Leaf leaf) {
        assertThat(thereAndBack(leaf, Leaf.class)).isEqualTo(leaf);
    }

    @Property(tries = 300)
    void whatIsInsideOfOthersComesBackAsItWent(@ForAll("branches") Branch branch) {
        assertThat(thereAndBack(branch, Branch.class)).isEqualTo(branch);
    }

    @Property(tries = 500)
    void listsOfStringsWithAnySurrogatesComeBack(@ForAll @Size(max = 10) List<@Size(max = 4) List<String>> lists) {
        assertThat(thereAndBack(lists, Crossing.typeOf(Declared.class, "lists")))
                .isEqualTo(lists);
    }

    @Property(tries = 500)
    void mapsWithAnyKeysComeBack(@ForAll @Size(max = 6) Map<String, @Size(max = 3) List<Double>> map) {
        assertThat(thereAndBack(map, Crossing.typeOf(Declared.class, "maps"))).isEqualTo(map);
    }

    @Property(tries = 500)
    void bytesComeBack(@ForAll @Size(max = 600) byte[] bytes) {
        assertThat(thereAndBack(bytes, byte[].class)).isEqualTo(bytes);
    }

    @Property(tries = 500)
    void aLongIsALongAndABigIntegerABigInteger(@ForAll long number, @ForAll BigInteger big) {
        assertThat(thereAndBack(number, long.class)).isEqualTo(number);
        assertThat(thereAndBack(number, Long.class)).isEqualTo(number);
        assertThat(thereAndBack(big, BigInteger.class)).isEqualTo(big);
    }

    private Object thereAndBack(Object value, Type type) {
        String page = Json.ascii(inPage(Json.of(crossing.copyToWire(value))));
        return crossing.unmarshaller.convert(crossing.wire(page), type, "value");
    }

    /** What a page sends back of what it got: it has objects where the wire had a table. */
    private static JsonNode inPage(JsonNode wire) {
        if (wire.path("$").asText().equals("rows")) {
            ArrayNode list = JsonNodeFactory.instance.arrayNode();
            wire.get("rows").forEach(row -> list.add(row.isArray() ? object(wire.get("names"), row) : inPage(row)));
            return list;
        }
        if (wire.isArray()) {
            ArrayNode list = JsonNodeFactory.instance.arrayNode();
            wire.forEach(each -> list.add(inPage(each)));
            return list;
        }
        if (wire.isObject()) {
            ObjectNode object = JsonNodeFactory.instance.objectNode();
            wire.properties().forEach(member -> object.set(member.getKey(), inPage(member.getValue())));
            return object;
        }
        return wire;
    }

    private static ObjectNode object(JsonNode names, JsonNode row) {
        ObjectNode members = JsonNodeFactory.instance.objectNode();
        for (int i = 0; i < names.size(); i++) {
            members.set(names.get(i).textValue(), inPage(row.get(i)));
        }
        ObjectNode object = JsonNodeFactory.instance.objectNode().put("$", "object");
        object.set("members", members);
        return object;
    }

    @Provide
    Arbitrary<Leaf> leaves() {
        Arbitrary<Instant> moments =
                Arbitraries.longs().between(-LAST_MILLIS, LAST_MILLIS).map(Instant::ofEpochMilli);
        Arbitrary<Double> doubles = Arbitraries.oneOf(
                Arbitraries.doubles(),
                Arbitraries.of(Double.NaN, -0.0, 0.0, Double.POSITIVE_INFINITY, Double.MIN_VALUE, 0x1p53, 0x1p63));
        return Combinators.combine(
                        Arbitraries.bytes(),
                        Arbitraries.shorts(),
                        Arbitraries.integers(),
                        Arbitraries.longs(),
                        Arbitraries.floats(),
                        doubles,
                        Arbitraries.chars().all())
                .flatAs((small, medium, number, large, single, twice, letter) -> Combinators.combine(
                                Arbitraries.of(true, false),
                                Arbitraries.bigIntegers(),
                                Arbitraries.strings().all().ofMaxLength(20),
                                moments,
                                Arbitraries.of(DayOfWeek.class))
                        .as((isSo, huge, text, moment, day) -> new Leaf(
                                small, medium, number, large, single, twice, letter, isSo, huge, text, moment, day)));
    }

    @Provide
    Arbitrary<Branch> branches() {
        return branches(2);
    }

    private Arbitrary<Branch> branches(int levels) {
        Arbitrary<String> names = Arbitraries.strings().all().ofMaxLength(8);
        // A name with half a pair is one that the page does not send.
        Arbitrary<String> keys = Arbitraries.strings().ofMaxLength(8);
        Arbitrary<List<Branch>> inner = levels == 0
                ? Arbitraries.just(List.of())
                : Arbitraries.lazy(() -> branches(levels - 1)).list().ofMaxSize(2);
        return Combinators.combine(
                        names,
                        leaves().list().ofMaxSize(10),
                        Arbitraries.longs().list().ofMaxSize(3).list().ofMaxSize(3),
                        Arbitraries.maps(keys, leaves()).ofMaxSize(3),
                        names.set().ofMaxSize(3),
                        names.optional(),
                        inner)
                .as(Branch::new);
    }
}
