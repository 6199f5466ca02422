package dev.valence.marshal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.valence.api.Copy;
import dev.valence.api.Exposed;
import dev.valence.api.MarshalException;
import dev.valence.api.NotExposedException;
import dev.valence.api.Property;
import dev.valence.protocol.Json;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Lists of many objects of one class have a form that names their members, and their class, once. */
class TablesTest {
    @Exposed
    @Copy
    record Row(int id, @Nullable Object value) {}

    @Exposed
    @Copy
    public static class Bean {
        private final int id;

        Bean(int id) {
            this.id = id;
        }

        @Property
        public int getId() {
            return id;
        }

        @Property
        public List<Integer> getList() {
            return List.of(id);
        }

        public void method() {
            throw new AssertionError("methods are not run");
        }
    }

    @Exposed
    @Copy
    public static final class SpecialBean extends Bean {
        SpecialBean(int id) {
            super(id);
        }

        @Property
        public boolean isSpecial() {
            return true;
        }
    }

    @Exposed
    record Reference(int id, long large, double fraction) {}

    @Exposed
    public static class Mutable {
        public int count;
    }

    private final Crossing crossing = new Crossing();

    private static <T> List<T> many(IntFunction<T> row) {
        return IntStream.range(0, Tables.FEWEST_ROWS).mapToObj(row).toList();
    }

    private JsonNode table(Object value) {
        return Json.of(crossing.toWire(value));
    }

    @Test
    void aListOfCopiesNamesItsMembersOnce() {
        String wire = crossing.toWire(many(id -> new Row(id, "r" + id)));

        assertThat(wire).startsWith("""
                {"$":"rows","names":["id","value"],"rows":[[0,"r0"],[1,"r1"],""");
        assertThat(table(many(Bean::new)).toString()).startsWith("""
                {"$":"rows","names":["id","list"],"rows":[[0,[0]],[1,[1]],""");
    }

    @Test
    void aShortListDoesNot() {
        List<Row> few = many(id -> new Row(id, "")).subList(1, Tables.FEWEST_ROWS);

        assertThat(crossing.toWire(few)).startsWith("[{\"$\":\"object\",");
    }

    @Test
    void everyKindOfValueIsWhatItIsElsewhere() {
        List<@Nullable Object> values = Arrays.asList(
                null, true, 1L << 60, -0.0, Double.NaN, 'c', List.of(new Row(1, 2)), new Reference(1, 2, 3), "text");
        List<Row> rows = values.stream().map(value -> new Row(0, value)).toList();
        JsonNode cells = table(rows).get("rows");

        for (int i = 0; i < values.size(); i++) {
            assertThat((Object) cells.get(i).get(1)).isEqualTo(Json.of(crossing.copyToWire(values.get(i))));
        }
    }

    @Test
    void rowsAreContainersAndOneThatIsMetAgainIsTheSame() {
        List<Object> shared = List.of("shared");
        List<Row> rows = new ArrayList<>(many(id -> new Row(id, shared)));
        rows.set(2, rows.get(0));
        JsonNode cells = table(rows).get("rows");

        assertThat(cells.get(0).toString()).as("containers 1 and 2").isEqualTo("[0,[\"shared\"]]");
        assertThat(cells.get(1).toString()).as("container 3").isEqualTo("[1,{\"$\":\"same\",\"index\":2}]");
        assertThat(cells.get(2).toString()).isEqualTo("{\"$\":\"same\",\"index\":1}");
    }

    @Test
    void aRowMayHoldItsTable() {
        List<Object> rows = new ArrayList<>();
        rows.addAll(many(id -> new Row(id, rows)));

        assertThat(table(rows).at("/rows/1/1").toString()).isEqualTo("{\"$\":\"same\",\"index\":0}");
    }

    @Test
    void aGapInTheTableIsNull() {
        List<@Nullable Row> rows = new ArrayList<>(many(id -> new Row(id, "")));
        rows.set(0, null);

        assertThat(table(rows).at("/rows/0").isNull()).isTrue();
        assertThat(table(Collections.nCopies(Tables.FEWEST_ROWS, null)).toString())
                .startsWith("[null,");
    }

    @Test
    void anArrayIsATableToo() {
        assertThat(table(many(id -> new Row(id, "")).toArray(Row[]::new)).at("/names"))
                .hasSize(2);
    }

    @Test
    void aSetIsNone() {
        assertThat(table(new LinkedHashSet<>(many(id -> new Row(id, ""))))
                        .at("/values/0/$")
                        .asText())
                .isEqualTo("object");
    }

    @Test
    void objectsOfSeveralClassesAreNoTable() {
        List<Bean> beans = new ArrayList<>(many(Bean::new));
        beans.add(new SpecialBean(9));
        JsonNode list = table(beans);

        assertThat(list.get(0).get("members")).hasSize(2);
        assertThat(list.get(Tables.FEWEST_ROWS).get("members")).hasSize(3);
    }

    @Test
    void aListOfReferencesDescribesItsClassOnce() {
        JsonNode table = table(many(id -> new Reference(id, 1L << 60, 0.5)));

        assertThat(table.get("$").asText()).isEqualTo("refs");
        assertThat(table.at("/class/name").asText()).isEqualTo("Reference");
        assertThat(table.get("names").toString()).isEqualTo("[\"id\",\"large\",\"fraction\"]");
        assertThat(table.at("/rows/3").toString())
                .matches("\\[\\d+,1,3,\\{\"\\$\":\"bigint\",\"value\":\"1152921504606846976\"},0.5]");
        assertThat(crossing.page.count()).as("objects and the class").isEqualTo(Tables.FEWEST_ROWS + 1);
    }

    @Test
    void anObjectThatIsHandedOutTwiceHasACountOfTwo() {
        Mutable mutable = new Mutable();
        JsonNode table = table(Collections.nCopies(Tables.FEWEST_ROWS, mutable));

        assertThat(table.get("names")).isEmpty();
        assertThat(table.at("/rows/1/0")).isEqualTo(table.at("/rows/0/0"));
        assertThat(table.at("/rows/1/1").asInt()).isEqualTo(2);
    }

    @Test
    void whatFailsHalfWayHandsNothingOut() {
        List<Object> rows = new ArrayList<>(many(id -> new Row(id, new Mutable())));
        rows.add(new Row(9, new Object()));

        assertThatThrownBy(() -> crossing.toWire(rows)).isInstanceOf(NotExposedException.class);
        assertThat(crossing.page.count()).isZero();
    }

    @Test
    void whatDoesNotCrossIsNamedByItsPath() {
        List<Row> rows = new ArrayList<>(many(id -> new Row(id, "")));
        rows.add(new Row(9, List.of(new BigDecimal("0.1000000000000000055511151231257827"))));

        assertThatThrownBy(() -> crossing.toWire(rows))
                .isInstanceOf(MarshalException.class)
                .hasMessageStartingWith("result[8].value[0]: ");
    }

    /** Limits.depth is 8 here. */
    @Test
    void aTableIsNoDeeperThanAList() {
        Object value = many(id -> new Row(id, ""));
        for (int i = 0; i < 6; i++) {
            value = List.of(value);
        }
        Object deepest = value;

        assertThat(crossing.toWire(deepest)).startsWith("[[[[[[{\"$\":\"rows\"");
        assertThatThrownBy(() -> crossing.toWire(List.of(deepest)))
                .isInstanceOf(MarshalException.class)
                .hasMessageContaining("Limits.depth");
    }

    @Test
    void pagesCopyTablesOfWhatWouldBeReferences() {
        List<Reference> references = many(id -> new Reference(id, 2, 3));
        Holder holder = new Holder(references);

        assertThat(crossing.copyForPage(holder, Object.class, 2)).startsWith("""
                {"$":"object","members":{"list":{"$":"rows","names":["id","large","fraction"],"rows":[[0,2,3.0],""");
        assertThat(crossing.copyForPage(holder, Object.class, 1)).contains("{\"$\":\"refs\",");
    }

    @Exposed
    record Holder(List<Reference> list) {}
}
