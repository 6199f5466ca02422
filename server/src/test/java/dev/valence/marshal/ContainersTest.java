package dev.valence.marshal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.valence.api.MarshalException;
import dev.valence.api.PageObject;
import dev.valence.api.StaleReferenceException;
import dev.valence.invoke.ExposurePolicy;
import dev.valence.invoke.Invoker;
import dev.valence.invoke.TypeCatalog;
import dev.valence.invoke.View;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Arrays, sets, maps, records and beans. */
class ContainersTest {
    private static final int DEPTH = 8;

    private final Crossing crossing = new Crossing();

    /** Declared types, by the names of fields. */
    @SuppressWarnings("unused")
    private static final class Types {
        List<Long> longs;
        Set<String> texts;
        Map<Long, List<String>> byNumber;
        Map<String, Integer> byName;
        List<Place>[] places;
        Optional<List<Item>> items;
        List<? extends Number> numbers;
    }

    record Place(int x, @Nullable Integer y, Optional<String> label) {}

    record Item(String label) {}

    record Order(List<Item> items) {}

    record Checked(int positive) {
        Checked {
            if (positive < 0) {
                throw new IllegalArgumentException("not positive: " + positive);
            }
        }
    }

    /** Public, with setters. */
    public static final class Bean {
        private String name = "unset";
        private int size = -1;

        public void setName(String name) {
            this.name = name;
        }

        public void setSize(int size) {
            if (size < 0) {
                throw new IllegalArgumentException("size is negative");
            }
            this.size = size;
        }
    }

    private Object as(String field, String wire) {
        return crossing.toJava(wire, Crossing.typeOf(Types.class, field));
    }

    @Test
    void collectionsAreArraysAndSetsAreSets() {
        assertThat(crossing.toWire(List.of(1, "a"))).isEqualTo("[1,\"a\"]");
        assertThat(crossing.toWire(new LinkedHashSet<>(List.of(2, 1)))).isEqualTo("""
                {"$":"set","values":[2,1]}""");
        assertThat(crossing.toWire(new Object[] {null, List.of()})).isEqualTo("[null,[]]");
        assertThat(crossing.toWire(new LinkedHashMap<>(Map.of("a", 1)).values()))
                .isEqualTo("[1]");
    }

    @Test
    void elementsHaveTheirDeclaredTypeDownToTheLast() {
        assertThat(as("longs", "[1,2]")).isEqualTo(List.of(1L, 2L));
        assertThat(as("texts", "[\"b\",\"a\",\"b\"]"))
                .isInstanceOf(Set.class)
                .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.collection(Object.class))
                .containsExactly("b", "a");
        assertThat(as("byNumber", """
                {"$":"map","entries":[[1,["a"]],[2,[]]]}""")).isEqualTo(Map.of(1L, List.of("a"), 2L, List.of()));
        assertThat(as("byName", """
                {"$":"object","members":{"a":1}}""")).isEqualTo(Map.of("a", 1));
        assertThat(as("numbers", "[1,0.5]")).isEqualTo(List.of(1, 0.5));
        assertThat(as("items", """
                [{"$":"object","members":{"label":"l"}}]""")).isEqualTo(Optional.of(List.of(new Item("l"))));
        assertThat((Object[]) as("places", """
                [[{"$":"object","members":{"x":1}}]]""")).containsExactly(List.of(new Place(1, null, Optional.empty())));
    }

    @Test
    void withoutADeclaredTypeAContainerIsTheUsualOne() {
        assertThat(crossing.toJava("[1]")).isInstanceOf(ArrayList.class);
        assertThat(crossing.toJava("{\"$\":\"set\",\"values\":[1]}")).isInstanceOf(LinkedHashSet.class);
        assertThat(crossing.toJava("{\"$\":\"map\",\"entries\":[]}")).isExactlyInstanceOf(LinkedHashMap.class);
        assertThat(crossing.toJava("{\"$\":\"object\",\"name\":\"Point\",\"members\":{\"x\":1}}"))
                .isInstanceOfSatisfying(PageObject.class, point -> {
                    assertThat(point.constructorName()).isEqualTo("Point");
                    assertThat(point).isEqualTo(Map.of("x", 1));
                });
        assertThat(crossing.toJava("[1]", Collection.class)).isEqualTo(List.of(1));
        assertThat((int[][]) crossing.toJava("[[1],[2,3]]", int[][].class)).isDeepEqualTo(new int[][] {{1}, {2, 3}});
    }

    @Test
    void aHoleIsNull() {
        assertThat((List<?>) crossing.toJava("{\"$\":\"array\",\"values\":[1,null,3],\"holes\":[1]}"))
                .isEqualTo(java.util.Arrays.asList(1, null, 3));
    }

    @Test
    void aPlainObjectFillsARecord() {
        assertThat(crossing.toJava("""
                {"$":"object","members":{"label":"l","x":1,"y":null,"more":true}}""", Place.class)).isEqualTo(new Place(1, null, Optional.of("l")));
    }

    @Test
    void aPlainObjectFillsABeanAndLeavesOutWhatItDoesNotName() {
        Bean bean = (Bean) crossing.toJava("""
                {"$":"object","members":{"name":"n","unknown":1}}""", Bean.class);

        assertThat(bean.name).isEqualTo("n");
        assertThat(bean.size).isEqualTo(-1);
    }

    @Test
    void whatAConstructorOrSetterRefusesHasThePathOfTheValue() {
        assertThatThrownBy(() -> crossing.toJava("""
                {"$":"object","members":{"positive":-1}}""", Checked.class))
                .isInstanceOf(MarshalException.class)
                .hasMessage("arguments[0]: not positive: -1")
                .hasCauseInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> crossing.toJava("""
                [{"$":"object","members":{"size":-5}}]""", Bean[].class))
                .isInstanceOf(MarshalException.class)
                .hasMessage("arguments[0][0].size: size is negative");
    }

    @Test
    void whatFailsWhileItIsReadHasThePathOfTheValue() {
        List<Object> changing = new ArrayList<>() {
            private static final long serialVersionUID = 1L;

            @Override
            public java.util.Iterator<Object> iterator() {
                throw new java.util.ConcurrentModificationException();
            }
        };
        Map<String, Object> changingMap = new LinkedHashMap<>() {
            private static final long serialVersionUID = 1L;

            @Override
            public void forEach(java.util.function.BiConsumer<? super String, ? super Object> deed) {
                throw new java.util.ConcurrentModificationException();
            }
        };
        assertThatThrownBy(() -> crossing.toWire(List.of(changing)))
                .isInstanceOf(MarshalException.class)
                .hasMessage("result[0]: ConcurrentModificationException");
        assertThatThrownBy(() -> crossing.toWire(List.of(changingMap)))
                .isInstanceOf(MarshalException.class)
                .hasMessage("result[0]: ConcurrentModificationException");
        assertThatThrownBy(() -> crossing.copyToWire(List.of(changingMap)))
                .isInstanceOf(MarshalException.class)
                .hasMessage("result[0]: ConcurrentModificationException");
    }

    @Test
    void theValuesOfAMapThatIsWrittenHaveTheirDeclaredType() {
        Map<String, Integer> map = new LinkedHashMap<>();
        TypeCatalog catalog = new TypeCatalog(new ExposurePolicy(Set.of()));
        View view = catalog.viewOf(map, Crossing.typeOf(Types.class, "byName"), "origin");
        Invoker invoker = new Invoker(catalog);

        invoker.set(map, view, "x", crossing.unmarshaller.value(crossing.wire("1"), "x"));
        assertThatThrownBy(
                        () -> invoker.set(map, view, "x", crossing.unmarshaller.value(crossing.wire("\"text\""), "x")))
                .isInstanceOf(MarshalException.class)
                .hasMessage("x: expected Integer, got string 'text'");
        assertThat(map).isEqualTo(Map.of("x", 1));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"$":"object","members":{"items":[{"$":"object","members":{"label":"a"}},{"$":"object","members":{"label":5}}]}} | arguments[0].items[1].label: expected String, got number 5
            {"$":"object","members":{"items":[{"$":"object","members":{}}]}} | arguments[0].items[0]: 'label' is missing. Item has label
            {"$":"object","members":{}} | arguments[0]: 'items' is missing. Order has items
            {"$":"object","members":{"items":5}} | arguments[0].items: expected List, got number 5
            [] | arguments[0]: expected Order, got Array
            {"$":"map","entries":[]} | arguments[0]: expected Order, got Map
            """)
    void anErrorHasThePathOfTheValue(String wire, String message) {
        assertThatThrownBy(() -> crossing.toJava(wire, Order.class))
                .isInstanceOf(MarshalException.class)
                .hasMessage(message);
    }

    @Test
    void theResultOfAMethodHasAPathToo() {
        assertThatThrownBy(() -> crossing.copyToWire(Map.of("items", List.of(1, new java.math.BigDecimal("1e400")))))
                .hasMessageStartingWith("result.items[1]: ");
    }

    @Test
    void aStaleReferenceIsNamedByItsPath() {
        assertThatThrownBy(() -> crossing.toJava("[[{\"$\":\"remote\",\"id\":77}]]"))
                .isInstanceOf(StaleReferenceException.class)
                .hasMessageStartingWith("arguments[0][0][0]");
        assertThatThrownBy(() -> crossing.unmarshaller
                        .arguments(crossing.wire("[1,{\"$\":\"remote\",\"id\":77}]"))
                        .fit(1, Place.class))
                .isInstanceOf(StaleReferenceException.class)
                .hasMessageStartingWith("arguments[1]");
    }

    @Test
    void valuesNestAsDeepAsTheLimitAndNoDeeper() {
        assertThat(crossing.toWire(nested(DEPTH))).isEqualTo("[".repeat(DEPTH) + "]".repeat(DEPTH));
        assertThatThrownBy(() -> crossing.toWire(nested(DEPTH + 1)))
                .isInstanceOf(MarshalException.class)
                .hasMessageContaining("nested more than 8 deep (Limits.depth)");
    }

    private static List<Object> nested(int levels) {
        List<Object> innermost = List.of();
        List<Object> all = innermost;
        for (int i = 1; i < levels; i++) {
            all = List.of(all);
        }
        return all;
    }
}
