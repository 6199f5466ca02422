package dev.valence.invoke;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.valence.api.Exposed;
import dev.valence.api.MarshalException;
import dev.valence.api.NoMatchException;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Which overload a page means. Each method says which one it is. */
class MethodSelectorTest {
    private final TypeCatalog catalog = new TypeCatalog(new ExposurePolicy(Set.of()));
    private final Invoker invoker = new Invoker(catalog);
    private final Overloads overloads = new Overloads();

    @Exposed
    public static final class Overloads {
        public String arity() {
            return "none";
        }

        public String arity(int one) {
            return "one";
        }

        public String arity(int one, int two) {
            return "two";
        }

        public String kind(int value) {
            return "int";
        }

        public String kind(long value) {
            return "long";
        }

        public String kind(double value) {
            return "double";
        }

        public String kind(String value) {
            return "String";
        }

        public String kind(Object value) {
            return "Object";
        }

        public String rest(String first, String... more) {
            return first + more.length;
        }

        public String fixedOrRest(String first) {
            return "fixed";
        }

        public String fixedOrRest(String... all) {
            return "rest" + all.length;
        }

        public String optional(String first, @Nullable String second, Optional<String> third) {
            return first + second + third.isPresent();
        }

        public String shorter(String first) {
            return "exact";
        }

        public String shorter(String first, @Nullable String second) {
            return "leaves out";
        }

        public String equal(Number value, Object other) {
            return "Number, Object";
        }

        public String equal(Object other, Number value) {
            return "Object, Number";
        }

        public String deep(List<String> texts) {
            return "texts";
        }

        public String deep(List<Integer> numbers, @Nullable Object unused) {
            return "numbers";
        }

        public String narrow(Object value) {
            return "Object";
        }

        public String narrow(Number value) {
            return "Number";
        }

        public int only(int value) {
            return value;
        }
    }

    private Object call(String name, Object... arguments) {
        return invoker.call(overloads, catalog.typeOf(Overloads.class), name, Given.of(arguments))
                .value();
    }

    @Test
    void theNumberOfArgumentsDecidesFirst() {
        assertThat(call("arity")).isEqualTo("none");
        assertThat(call("arity", 1)).isEqualTo("one");
        assertThat(call("arity", 1, 2)).isEqualTo("two");
    }

    @Test
    void theBestFitIsCalled() {
        assertThat(call("kind", 5)).isEqualTo("int");
        assertThat(call("kind", "x")).isEqualTo("String");
        assertThat(call("kind", List.of())).isEqualTo("Object");
        assertThat(call("narrow", 5)).isEqualTo("Number");
    }

    @Test
    void varargsTakeAnyNumber() {
        assertThat(call("rest", "a")).isEqualTo("a0");
        assertThat(call("rest", "a", "b", "c")).isEqualTo("a2");
        assertThat(call("fixedOrRest", "a")).isEqualTo("fixed");
        assertThat(call("fixedOrRest")).isEqualTo("rest0");
        assertThat(call("fixedOrRest", "a", "b")).isEqualTo("rest2");
    }

    @Test
    void trailingNullableAndOptionalParametersMayBeLeftOut() {
        assertThat(call("optional", "a")).isEqualTo("anullfalse");
        assertThat(call("optional", "a", "b")).isEqualTo("abfalse");
        assertThatThrownBy(() -> call("optional")).isInstanceOf(NoMatchException.class);
    }

    @Test
    void trailingUndefinedMayBeLeftOutWhereNobodyTakesIt() {
        assertThat(call("arity", 1, null, null)).isEqualTo("one");
        assertThat(call("only", 5, null)).isEqualTo(5);
    }

    @Test
    void ofEqualsTheOneThatLeavesFewerOutIsCalled() {
        assertThat(call("shorter", "a")).isEqualTo("exact");
        assertThat(call("shorter", "a", "b")).isEqualTo("leaves out");
    }

    @Test
    void anAmbiguityIsResolvedInTheSameWayWhateverTheOrderOfMethods() {
        assertThat(call("equal", 1, 2)).isEqualTo("Number, Object");

        List<Callee> candidates = Arrays.stream(Overloads.class.getDeclaredMethods())
                .filter(method -> method.getName().equals("equal"))
                .map(Callee::of)
                .collect(java.util.stream.Collectors.toList());
        String chosen = chosen(candidates);
        Collections.reverse(candidates);
        assertThat(chosen(candidates)).isEqualTo(chosen).isEqualTo("Overloads.equal(Number, Object)");
    }

    private static String chosen(List<Callee> candidates) {
        return MethodSelector.select("equal", candidates, Given.of(1, 2))
                .callee()
                .signature();
    }

    @Test
    void theFirstWhoseArgumentsConvertDownToTheLastElementIsCalled() {
        assertThat(call("deep", List.of("a"))).isEqualTo("texts");
        assertThat(call("deep", List.of(1))).isEqualTo("numbers");
    }

    @Test
    void noMatchListsWhatWasGivenTheCandidatesAndWhy() {
        assertThatThrownBy(() -> call("arity", "x", "y", "z"))
                .isInstanceOf(NoMatchException.class)
                .hasMessage("'arity' cannot take (x, y, z). It takes Overloads.arity(), Overloads.arity(int),"
                        + " Overloads.arity(int, int)");
        assertThatThrownBy(() -> call("deep", List.of(true)))
                .isInstanceOf(NoMatchException.class)
                .hasMessageContaining(
                        "It takes Overloads.deep(List), Overloads.deep(List, Object). arguments[0]: expected ");
        assertThatThrownBy(() -> call("rest")).hasMessageContaining("It takes Overloads.rest(String, String...)");
    }

    @Test
    void theOnlyCandidateOfItsArityTellsThePathInstead() {
        assertThatThrownBy(() -> call("only", "x"))
                .isInstanceOf(MarshalException.class)
                .hasMessage("arguments[0]: expected int");
    }
}
