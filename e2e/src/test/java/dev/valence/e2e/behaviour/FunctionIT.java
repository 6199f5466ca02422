package dev.valence.e2e.behaviour;

import static dev.valence.e2e.behaviour.Errors.said;
import static org.assertj.core.api.Assertions.assertThat;

import dev.valence.api.Exposed;
import dev.valence.e2e.Page;
import dev.valence.e2e.PageExtension;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Java functions in the page, and what comes back of them. */
class FunctionIT {
    @Exposed
    static final class Functions {
        private final Supplier<String> greeting = "hello"::toString;
        private final List<Object> kept = new ArrayList<>();
        private int calls;

        public void nothing() {
            calls++;
        }

        public int calls() {
            return calls;
        }

        public BiFunction<Integer, Integer, Integer> adder() {
            return Integer::sum;
        }

        public Supplier<String> greeting() {
            return greeting;
        }

        public Function<String, Function<String, String>> curried() {
            return first -> second -> first + second;
        }

        public Map<String, Object> namespace() {
            return Map.of("a", 1, "inner", Map.of("b", (IntSupplier) () -> 2));
        }

        public boolean isGreeting(Supplier<String> function) {
            return function == greeting;
        }

        public boolean isAnywhereGreeting(Map<String, Object> holder, List<Object> list) {
            return holder.get("function") == greeting && list.get(0) == greeting;
        }

        public void keep(Object function) {
            kept.add(function);
        }

        public boolean areKeptTheSame() {
            return kept.stream().distinct().count() == 1;
        }

        public void forget() {
            kept.clear();
        }

        public String describe(Supplier<Map<String, @Nullable Object>> value) {
            return value.get().toString();
        }
    }

    @RegisterExtension
    static final PageExtension java = PageExtension.with(main ->
            main.module("./functions", new Functions()).module("./double", (Function<Integer, Integer>) x -> 2 * x));

    @BeforeEach
    void open(Page page) {
        page.open("plain.html").run("globalThis.functions = remote.require('./functions')");
    }

    @Test
    void aCallBlocksUntilJavaHasRun(Page page) {
        assertThat(page.run("const before = functions.calls(); functions.nothing(); return functions.calls() - before"))
                .isEqualTo(1L);
        assertThat(page.run("return functions.nothing() === undefined")).isEqualTo(true);
    }

    @Test
    void aFunctionOfJavaIsAFunctionOfThePage(Page page) {
        assertThat(page.run("const add = functions.adder(); return [typeof add, add(1, 2), add.length]"))
                .hasToString("[function, 3, 2]");
        assertThat(page.run("return functions.curried()('a')('b')")).isEqualTo("ab");
        assertThat(page.run("return [1, 2].map(x => remote.require('./double')(x))"))
                .hasToString("[2, 4]");
    }

    @Test
    void aFunctionTakesTheTypesThatItsDeclarationSays(Page page) {
        assertThat(said(page.fails("functions.adder()('one', 2)")))
                .isEqualTo("MarshalError: arguments[0]: expected Integer, got string 'one'");
        assertThat(said(page.fails("functions.adder()(1)"))).startsWith("NoMatchError: ");
    }

    @Test
    void functionsInAMapAreItsMethods(Page page) {
        assertThat(page.run("const {a, inner} = functions.namespace(); return [a, inner.b()]"))
                .hasToString("[1, 2]");
    }

    @Test
    void callApplyAndBindWork(Page page) {
        assertThat(
                        page.run(
                                "const add = functions.adder(); return [add.call(null, 1, 2), add.apply({}, [3, 4]), add.bind(9, 5)(6)]"))
                .hasToString("[3, 7, 11]");
        assertThat(page.run("return functions.adder.call(null)(1, 1)")).isEqualTo(2L);
    }

    @Test
    void aFunctionPrintsAsAFunction(Page page) {
        assertThat(
                        page.run(
                                "return [functions.adder(), functions.adder, functions.constructor].every(each => `${each}`.startsWith('function'))"))
                .isEqualTo(true);
    }

    @Test
    void aMethodHasItsName(Page page) {
        assertThat(page.run("return functions.adder.name")).isEqualTo("adder");
    }

    @Test
    void propertiesOfAFunctionStayInThePage(Page page) {
        assertThat(
                        page.run(
                                "const greet = functions.greeting(); greet.mine = 1; return [greet.mine, functions.greeting().mine, Object.keys(greet).join()]"))
                .hasToString("[1, 1, mine]");
    }

    @Test
    void aFunctionIsNoConstructor(Page page) {
        assertThat(page.fails("new (functions.adder())()").name()).isEqualTo("TypeError");
    }

    @Test
    void aFunctionComesBackAsTheOriginal(Page page) {
        assertThat(page.run("return functions.isGreeting(functions.greeting())"))
                .isEqualTo(true);
        assertThat(
                        page.run(
                                "const greet = functions.greeting(); return functions.isAnywhereGreeting({function: greet}, [greet])"))
                .isEqualTo(true);
        assertThat(page.run("return functions.greeting() === functions.greeting()"))
                .isEqualTo(true);
    }

    @Test
    void aMethodThatIsHandedOverIsACallbackLikeAnyOther(Page page) {
        assertThat(page.run("""
                functions.keep(functions.nothing)
                functions.keep(functions.nothing)
                const same = functions.areKeptTheSame()
                functions.forget()
                return same""")).isEqualTo(true);
    }

    @Test
    void aFunctionWithReturnValueAnswersJavaAtOnce(Page page) {
        assertThat(page.run("return functions.describe(remote.createFunctionWithReturnValue({a: 1, b: ['x']}))"))
                .isEqualTo("{a=1, b=[x]}");
    }
}
