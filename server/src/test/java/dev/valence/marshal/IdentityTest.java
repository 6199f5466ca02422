package dev.valence.marshal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.valence.api.JavaScriptException;
import dev.valence.api.MarshalException;
import dev.valence.invoke.Arguments;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** One object met twice is one object on the other side, and a cycle is a cycle. */
class IdentityTest {
    private final Crossing crossing = new Crossing();

    @Test
    void aListThatHoldsItselfDoesSoInThePage() {
        List<Object> list = new ArrayList<>();
        list.add(list);

        assertThat(crossing.toWire(list)).isEqualTo("""
                [{"$":"same","index":0}]""");
    }

    @Test
    void containersAreNumberedAsTheyBegin() {
        List<Object> inner = List.of(1);
        Set<Object> set = Set.of("x");

        assertThat(crossing.toWire(List.of(List.of(inner), set, inner, set))).isEqualTo("""
                        [[[1]],{"$":"set","values":["x"]},{"$":"same","index":2},{"$":"same","index":3}]""");
    }

    @Test
    void whatIsEqualIsNotTheSame() {
        assertThat(crossing.toWire(List.of(new ArrayList<>(), new ArrayList<>())))
                .isEqualTo("[[],[]]");
    }

    @Test
    void aCopyNumbersItsMembersInTheOrderInWhichAPageMeetsThem() {
        List<Object> shared = List.of();
        Map<Object, Object> map = new LinkedHashMap<>();
        map.put("b", List.of("in b"));
        map.put("10", List.of("in 10"));
        map.put("2", shared);
        map.put("01", 0);
        map.put("4294967294", 1);
        map.put("4294967295", 2);
        map.put("-1", 3);
        map.put("again", shared);

        assertThat(crossing.copyToWire(map)).isEqualTo("""
                {"$":"object","members":{"2":[],"10":["in 10"],"4294967294":1,"b":["in b"],"01":0,"4294967295":2,"-1":3,\
                "again":{"$":"same","index":1}}}""");
    }

    @Test
    void keysThatAreOneNameInThePageAreRefused() {
        Map<Object, Object> map = new LinkedHashMap<>();
        map.put(1, "number");
        map.put("1", "text");

        assertThatThrownBy(() -> crossing.copyToWire(List.of(map)))
                .isInstanceOf(MarshalException.class)
                .hasMessage("result[0]: two keys of the map are one name in JavaScript: [1, 1]");
    }

    @Test
    void anArgumentListIsContainerZero() {
        List<Object> list = List.of(1);

        assertThat(crossing.text(crossing.marshaller.marshalArguments(new Object[] {list, list}, "emit")))
                .isEqualTo("""
                        [[1],{"$":"same","index":1}]""");
    }

    @Test
    void anObjectGivenTwiceIsOneObjectInJava() {
        Arguments given = crossing.unmarshaller.arguments(crossing.wire("""
                [{"$":"object","members":{"a":1}},{"$":"same","index":1}]"""));

        assertThat(given.convert(0, Object.class)).isSameAs(given.convert(1, Object.class));
    }

    @Test
    void aCycleIsACycleInJava() {
        Map<?, ?> map = (Map<?, ?>) crossing.toJava("""
                {"$":"map","entries":[["me",{"$":"same","index":1}]]}""");
        Object[] array = (Object[]) crossing.toJava("[[{\"$\":\"same\",\"index\":2}]]", Object[].class);
        Set<?> set = (Set<?>) crossing.toJava("""
                {"$":"set","values":[[{"$":"same","index":1}]]}""");

        assertThat((Object) map.get("me")).isSameAs(map);
        assertThat(((List<?>) array[0]).get(0)).isSameAs(array[0]);
        assertThat(((List<?>) set.iterator().next()).get(0)).isSameAs(set);
    }

    /** The client counts what is inside of an error, too. */
    @Test
    void containersInAnErrorAreCounted() {
        Arguments given = crossing.unmarshaller.arguments(crossing.wire("""
                [{"$":"error","name":"Error","message":"m","cause":[1],"members":{"list":[2]}},
                 [3],
                 {"$":"same","index":3}]"""));
        JavaScriptException error = (JavaScriptException) given.convert(0, Object.class);

        assertThat(given.convert(2, Object.class))
                .isSameAs(given.convert(1, Object.class))
                .isEqualTo(List.of(3));
        assertThat(error.members()).isEqualTo(Map.of("list", List.of(2)));
    }

    @Test
    void containersInAFunctionWithAReturnValueAreCounted() {
        Arguments given = crossing.unmarshaller.arguments(crossing.wire("""
                [{"$":"constant","value":[1]},[2],{"$":"same","index":2}]"""));

        assertThat(given.convert(2, Object.class)).isEqualTo(List.of(2));
        assertThat(((Supplier<?>) given.convert(0, Supplier.class)).get()).isEqualTo(List.of(1));
    }

    /** A list of integers and a list of anything cannot be one list. */
    @Test
    void theSameContainerIsOneObjectForEachDeclaredType() {
        Arguments given = crossing.unmarshaller.arguments(crossing.wire("""
                [[1],{"$":"same","index":1},{"$":"same","index":1}]"""));

        assertThat(given.convert(0, List.class)).isSameAs(given.convert(1, List.class));
        assertThat((int[]) given.convert(2, int[].class)).containsExactly(1);
    }

    record Pair(Pair left, Object right) {}

    record Leaf(int x) {}

    record Twice(Leaf one, Leaf other) {}

    /** Public, with setters. */
    public static final class Node {
        private Node next;
        private List<Node> all;

        public void setNext(Node next) {
            this.next = next;
        }

        public void setAll(List<Node> all) {
            this.all = all;
        }
    }

    @Test
    void anObjectGivenTwiceIsOneBeanOrRecord() {
        Twice twice = (Twice) crossing.toJava("""
                {"$":"object","members":{"one":{"$":"object","members":{"x":1}},"other":{"$":"same","index":2}}}""", Twice.class);

        assertThat(twice.one()).isSameAs(twice.other());
    }

    @Test
    void aCycleOfBeansIsACycle() {
        Node node = (Node) crossing.toJava("""
                {"$":"object","members":{"next":{"$":"same","index":1},"all":[{"$":"same","index":1}]}}""", Node.class);

        assertThat(node.next).isSameAs(node);
        assertThat(node.all.get(0)).isSameAs(node);
    }

    @Test
    void aCycleOfRecordsIsRefusedByItsPath() {
        assertThatThrownBy(() -> crossing.toJava("""
                        {"$":"object","members":{"left":{"$":"same","index":1}}}""", Pair.class))
                .isInstanceOf(MarshalException.class)
                .hasMessage("arguments[0].left: a Pair is a record, which cannot contain itself");
    }

    /** No client writes this: each of a list refers to what comes after it, and the last is empty. */
    private static String chain(int references) {
        StringBuilder chain = new StringBuilder("[");
        for (int i = 0; i < references; i++) {
            chain.append("[{\"$\":\"same\",\"index\":").append(i + 3).append("}],");
        }
        return chain.append("[]]").toString();
    }

    @Test
    void aChainOfReferencesIsNoDeeperThanTheStack() {
        String wire = chain(20_000);

        assertThatThrownBy(() -> crossing.toJava(wire))
                .isInstanceOf(MarshalException.class)
                .hasMessageEndingWith("nested more than 250 deep");
    }

    @Test
    void whatRefersToEachOtherNestsAsDeepAsTheLimitAndNoDeeper() {
        assertThat(crossing.toJava(chain(248))).isInstanceOf(List.class);
        assertThatThrownBy(() -> crossing.toJava(chain(249))).hasMessageEndingWith("nested more than 250 deep");
    }

    @Test
    void whatDidNotFitOneOverloadIsNoHalfFilledListForTheNext() {
        Arguments given = crossing.unmarshaller.arguments(crossing.wire("[[1,\"text\"]]"));

        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(() -> given.convert(0, int[].class)).isInstanceOf(MarshalException.class);
        }
    }
}
