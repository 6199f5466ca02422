package dev.valence.marshal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.valence.api.Copy;
import dev.valence.api.Exposed;
import dev.valence.api.Hidden;
import dev.valence.api.NotExposedException;
import dev.valence.api.Property;
import dev.valence.invoke.Typed;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import java.util.function.IntSupplier;
import org.junit.jupiter.api.Test;

/** Objects by reference, their classes, copies of them, and what is undone when a value cannot cross after all. */
class ReferencesTest {
    private final Crossing crossing = new Crossing();

    @Exposed
    public record Place(String name, int x) {}

    /** Every kind of member. */
    @Exposed("Shop")
    public static class Store {
        public static final int LIMIT = 7;

        public final String name = "corner";
        public int stock = 3;
        public final List<String> shelves = List.of("top");

        @Property
        public boolean isOpen() {
            return true;
        }

        public void setOpen(boolean open) {}

        @Property
        public Place getPlace() {
            return new Place("here", 1);
        }

        public int sell(int count) {
            return count;
        }

        @Hidden
        public void rob() {}
    }

    /** Below another. */
    @Exposed
    public static final class Kiosk extends Store {
        public void close() {}
    }

    @Copy
    @Exposed
    public static final class Receipt {
        public final Place place = new Place("till", 2);
        public final List<Place> stops = List.of(place);
        private final int secret = 1;

        @Property
        public int getTotal() {
            return 5 + secret;
        }

        public void method() {}
    }

    /** Exposed by nobody. */
    public static final class Private {}

    private JsonNode wire(Object value) {
        return Crossing.json(crossing.toWire(value));
    }

    @Test
    void aClassIsDescribedOnceAndThenNamed() {
        JsonNode first = wire(new Store());

        assertThat((Object) first).isEqualTo(Crossing.json("""
                {"$":"ref","id":1,"n":1,
                 "class":{"id":2,"name":"Shop","parent":null,
                   "members":[["open","p"],["place","r"],["sell","m"]],
                   "own":[["name","c"],["stock","p"],["shelves","r"]],
                   "statics":[["LIMIT","c",7]],
                   "constructible":true},
                 "values":{"name":"corner"}}"""));
        assertThat(wire(new Store()).get("class").asInt()).isEqualTo(2);
    }

    @Test
    void aSuperclassIsDescribedInsideItsSubclassUnlessItIsKnown() {
        JsonNode kiosk = wire(new Kiosk());

        assertThat(kiosk.at("/class/name").asText()).isEqualTo("Kiosk");
        assertThat(kiosk.at("/class/parent/name").asText()).isEqualTo("Shop");
        assertThat(kiosk.at("/values/name").asText()).as("of all levels").isEqualTo("corner");
        assertThat(wire(new Store()).get("class").asInt())
                .isEqualTo(kiosk.at("/class/parent/id").asInt());
    }

    @Test
    void aTableOfObjectsCarriesOneDescriptor() {
        List<Place> table = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            table.add(new Place("p" + i, i));
        }

        assertThat(crossing.toWire(table)).containsOnlyOnce("\"constructible\"");
    }

    @Test
    void theSameObjectHasTheSameIdAndAHigherCount() {
        Store store = new Store();
        JsonNode first = wire(store);
        JsonNode second = wire(List.of(store, store));

        assertThat(second.findValuesAsText("id")).containsOnly(first.get("id").asText());
        assertThat(second.findValuesAsText("n")).containsExactly("2", "3");
    }

    @Test
    void anObjectThatComesHomeIsTheOriginal() {
        Store store = new Store();
        long id = wire(store).get("id").asLong();

        assertThat(crossing.toJava("{\"$\":\"remote\",\"id\":%d}".formatted(id), Store.class))
                .isSameAs(store);
        assertThatThrownBy(() -> crossing.toJava("{\"$\":\"remote\",\"id\":%d}".formatted(id), Place.class))
                .hasMessage("arguments[0]: expected Place, got a remote object");
    }

    @Test
    void theKeysOfAMapAreItsOwnMembers() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("data", 1);
        map.put("run", (Runnable) () -> {});

        assertThat((Object) wire(map)).isEqualTo(Crossing.json("""
                {"$":"ref","id":1,"n":1,
                 "class":{"id":2,"name":"Object","parent":null,"members":[],"own":[],"statics":[],"constructible":false},
                 "own":[["data","p"],["run","m"]]}"""));
        assertThatThrownBy(() -> wire(Map.of(1, 2)))
                .hasMessageContaining("the keys of a map that pages see are strings, not 1");
    }

    @Test
    void lambdasAndDeclaredFunctionsAreFunctions() {
        BiFunction<Integer, Integer, Integer> sum = Integer::sum;

        assertThat(crossing.toWire(sum)).isEqualTo("""
                {"$":"function","id":1,"n":1,"name":"","length":2}""");
        assertThat(crossing.toWire((IntSupplier) () -> 1)).contains("\"length\":0");
    }

    @Test
    void aPagesOwnFunctionGoesHome() {
        Runnable function = () -> {};
        crossing.page.callbacks.put(function, 12L);

        assertThat(crossing.toWire(function)).isEqualTo("""
                {"$":"callback","id":12}""");
    }

    @Test
    void aCopyIsPlainDownToTheLast() {
        assertThat(crossing.toWire(new Receipt())).isEqualTo("""
                {"$":"object","members":{"place":{"$":"object","members":{"name":"till","x":2}},\
                "stops":[{"$":"same","index":1}],"total":6}}""");
        assertThat(crossing.page.count()).isZero();
    }

    @Test
    void aMethodMarkedCopyCopiesWhatItGives() {
        assertThat(crossing.copyToWire(List.of(new Place("p", 1)))).isEqualTo("""
                [{"$":"object","members":{"name":"p","x":1}}]""");
        assertThat(crossing.copyToWire(new dev.valence.api.PageObject("Point"))).isEqualTo("""
                {"$":"object","name":"Point","members":{}}""");
    }

    @Test
    void whatNobodyExposedIsRefusedWithTheWaysToAdmitIt() {
        assertThatThrownBy(() -> wire(new Private()))
                .isInstanceOf(NotExposedException.class)
                .hasMessageContainingAll(
                        "'Some.origin' gave a ", "Private", "@Exposed", "@Copy", "expose(Private.class)");
    }

    @Test
    void whatFailsHalfWayLeavesNothingBehind() {
        List<Object> table =
                List.of(new Store(), Map.of(), (Runnable) () -> {}, new CompletableFuture<>(), new Private());

        assertThatThrownBy(() -> wire(table)).isInstanceOf(NotExposedException.class);

        assertThat(crossing.page.count()).isZero();
        assertThat(crossing.page.promises).isEmpty();
        assertThat(wire(new Store()).at("/class/name").asText())
                .as("the class is described again")
                .isEqualTo("Shop");
        assertThat(wire(Map.of()).at("/class/name").asText()).isEqualTo("Object");
    }

    @Test
    void whatThePageHasIsLeftAloneByAFailure() {
        Store store = new Store();
        long id = wire(store).get("id").asLong();

        assertThatThrownBy(() -> crossing.marshaller.marshalArguments(new Object[] {store, new Private()}, "emit"))
                .isInstanceOf(NotExposedException.class);

        crossing.page.registry.release("the page", id, 1);
        assertThat(crossing.toWire(store)).as("the page had seen all there was").contains("\"n\":1");
    }

    @Test
    void aDeclaredFunctionalInterfaceMakesAFunctionOfAnyObject() {
        /** Also a list. */
        final class Task extends ArrayList<String> implements Runnable {
            private static final long serialVersionUID = 1L;

            @Override
            public void run() {}
        }
        assertThat(crossing.text(
                        crossing.marshaller.marshal(new Typed(new CompletableFuture<>(), Object.class, false, "o"))))
                .isEqualTo("""
                        {"$":"promise","id":1}""");
        assertThat(crossing.toWire(new Task(), Runnable.class))
                .as("a collection is copied first")
                .isEqualTo("[]");
    }

    @Exposed
    public interface Named {
        @Property
        String getName();
    }

    @Exposed
    public static final class Person implements Named {
        public final String address = "private";

        @Override
        public String getName() {
            return "n";
        }
    }

    @Test
    void aDeclaredInterfaceNarrowsACopyToo() throws Exception {
        Typed copy = new Typed(new Person(), Named.class, true, "o");

        assertThat(crossing.text(crossing.marshaller.marshal(copy)))
                .isEqualTo("{\"$\":\"object\",\"members\":{\"name\":\"n\"}}");
        java.lang.reflect.Type names = Types.class.getDeclaredField("names").getGenericType();
        assertThat(crossing.text(crossing.marshaller.marshal(new Typed(Map.of("a", new Person()), names, true, "o"))))
                .doesNotContain("address");
    }

    /** Declared types, by the names of fields. */
    @SuppressWarnings("unused")
    private static final class Types {
        Map<String, Named> names;
    }

    @Test
    void anErrorHalfWayLeavesNothingBehind() {
        List<Object> list = new ArrayList<>() {
            private static final long serialVersionUID = 1L;

            @Override
            public java.util.Iterator<Object> iterator() {
                throw new StackOverflowError();
            }
        };

        assertThatThrownBy(() -> wire(List.of(new Store(), list))).isInstanceOf(StackOverflowError.class);
        assertThat(crossing.page.count()).isZero();
    }
}
