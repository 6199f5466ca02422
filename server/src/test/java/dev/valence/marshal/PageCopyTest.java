package dev.valence.marshal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.valence.api.Copy;
import dev.valence.api.Exposed;
import dev.valence.api.Hidden;
import dev.valence.api.MarshalException;
import dev.valence.api.NotExposedException;
import dev.valence.api.Property;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a page gets that asks for a copy of an object it holds: what it sees of the object, and nothing more. */
class PageCopyTest {
    @Exposed
    interface Named {
        @Property
        String getName();
    }

    @Exposed
    public static class Node implements Named {
        public Object value;
        public Object next;
        private final String name;

        Node(String name) {
            this.name = name;
        }

        @Override
        @Property
        public String getName() {
            return name;
        }

        @Hidden
        @Property
        public String getSecret() {
            throw new AssertionError("nobody may read this");
        }

        public void method() {
            throw new AssertionError("methods are not run");
        }
    }

    @Exposed
    record Seen(int x) {}

    record Unseen(int x) {}

    @Exposed
    @Copy
    record Value(Object inner) {}

    private static final int ALL = Integer.MAX_VALUE;

    private final Crossing crossing = new Crossing();

    private static Node node(String name, Object value) {
        Node node = new Node(name);
        node.value = value;
        return node;
    }

    private String copy(Object value, int levels) {
        return crossing.copyForPage(value, Object.class, levels);
    }

    @Test
    void propertiesAreReadAndMethodsStayBehind() {
        assertThat(copy(node("a", 1), ALL)).isEqualTo("""
                {"$":"object","members":{"value":1,"next":null,"name":"a"}}""");
        assertThat(crossing.page.count()).as("references").isZero();
    }

    @Test
    void whatIsInItIsCopiedTooListsMapsAndRecords() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("seen", new Seen(1));
        Node node = node("a", List.of(map, List.of(node("b", null))));

        assertThat(copy(node, ALL)).isEqualTo("""
                {"$":"object","members":{"value":[{"$":"object","members":{"seen":{"$":"object","members":{"x":1}}}},\
                [{"$":"object","members":{"value":null,"next":null,"name":"b"}}]],"next":null,"name":"a"}}""");
    }

    @Test
    void anObjectMetTwiceIsOneAndACycleIsACycle() {
        Node node = node("a", null);
        node.value = List.of(node, node);
        node.next = node.value;

        assertThat(copy(node, ALL)).isEqualTo("""
                {"$":"object","members":{"value":[{"$":"same","index":0},{"$":"same","index":0}],"next":{"$":"same","index":1},"name":"a"}}""");
    }

    @Test
    void belowTheLevelsObjectsAreReferences() {
        Node node = node("a", List.of(node("b", node("c", 1)), Map.of("k", 1)));

        assertThat(copy(node, 1))
                .contains("{\"$\":\"object\",\"members\":{\"value\":[{\"$\":\"ref\",", "\"own\":[[\"k\",\"p\"]]");
        assertThat(copy(node, 2))
                .as("a list is no level")
                .contains(
                        "[{\"$\":\"object\",\"members\":{\"value\":{\"$\":\"ref\"",
                        "{\"$\":\"object\",\"members\":{\"k\":1}}");
        assertThat(copy(node, 3)).doesNotContain("ref");
    }

    @Test
    void whatWasCopiedAboveTheLevelsIsThatCopyBelowThem() {
        Node node = node("a", node("b", null));
        ((Node) node.value).next = node;

        assertThat(copy(node, 2)).contains("\"next\":{\"$\":\"same\",\"index\":0}");
    }

    @Test
    void whatIsCopiedAnywayIsCopiedWholeAlsoBelowTheLevels() {
        assertThat(copy(node("a", new Value(new Value(new Seen(1)))), 1)).isEqualTo("""
                {"$":"object","members":{"value":{"$":"object","members":{"inner":{"$":"object","members":\
                {"inner":{"$":"object","members":{"x":1}}}}}},"next":null,"name":"a"}}""");
    }

    @Test
    void aPageThatSeesAnInterfaceCopiesNoMoreThanThat() {
        assertThat(crossing.copyForPage(node("a", new Unseen(1)), Named.class, ALL))
                .isEqualTo("{\"$\":\"object\",\"members\":{\"name\":\"a\"}}");
    }

    @Test
    void aPageCannotCopyWhatItMayNotSee() {
        assertThatThrownBy(() -> copy(node("a", new Unseen(1)), ALL))
                .isInstanceOf(NotExposedException.class)
                .hasMessageContaining("Unseen");
        assertThat(crossing.page.count()).as("references").isZero();
    }

    @Test
    void functionsStayFunctions() {
        Runnable function = () -> {};

        assertThat(copy(node("a", function), ALL)).contains("{\"value\":{\"$\":\"function\"");
        assertThatThrownBy(() -> copy(function, ALL))
                .isInstanceOf(MarshalException.class)
                .hasMessage("A function, a class or a stream has nothing that can be copied");
        assertThatThrownBy(() -> copy(Node.class, ALL)).isInstanceOf(MarshalException.class);
    }

    /** Limits.depth is 8 here. */
    @Test
    void whatNestsTooDeeplyEndsInAReference() {
        Node chain = node("last", List.of(new Seen(1)));
        for (int i = 0; i < 20; i++) {
            chain = node("n" + i, chain);
        }
        String wire = copy(chain, ALL);

        assertThat(wire.split("\"object\"", -1))
                .as("objects, and what is before them")
                .hasSize(7);
        assertThat(wire.split("\"ref\"", -1)).hasSize(2);
    }
}
