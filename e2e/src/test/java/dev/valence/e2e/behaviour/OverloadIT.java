package dev.valence.e2e.behaviour;

import static dev.valence.e2e.behaviour.Errors.said;
import static org.assertj.core.api.Assertions.assertThat;

import dev.valence.api.Exposed;
import dev.valence.e2e.Page;
import dev.valence.e2e.PageExtension;
import java.nio.IntBuffer;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Which overload a page means. */
class OverloadIT {
    enum Mode {
        FAST,
        SLOW
    }

    @Exposed
    static class Base {}

    @Exposed
    static final class Derived extends Base {}

    record Point(int x, int y) {}

    @Exposed
    static final class Overloads {
        public String by(int value) {
            return "int";
        }

        public String by(long value) {
            return "long";
        }

        public String by(double value) {
            return "double";
        }

        public String by(boolean value) {
            return "boolean";
        }

        public String by(String value) {
            return "String";
        }

        public String by(Mode value) {
            return "Mode";
        }

        public String by(List<?> value) {
            return "List";
        }

        public String by(int[] value) {
            return "int[]";
        }

        public String by(IntBuffer value) {
            return "IntBuffer";
        }

        public String by(Map<?, ?> value) {
            return "Map";
        }

        public String by(Point value) {
            return "Point";
        }

        public String by(Base value) {
            return "Base";
        }

        public String by(Derived value) {
            return "Derived";
        }

        public String by(Runnable value) {
            return "Runnable";
        }

        public String by(CompletableFuture<?> value) {
            return "CompletableFuture";
        }

        public String by(Instant value) {
            return "Instant";
        }

        public String by(Throwable value) {
            return "Throwable";
        }

        public String by(byte[] value) {
            return "byte[]";
        }

        public String any(Object value) {
            return "Object";
        }

        public String any(String value) {
            return "String";
        }

        public String count(String one) {
            return "one";
        }

        public String count(String one, String two) {
            return "two";
        }

        public String count(String... all) {
            return "varargs " + all.length;
        }

        public String optional(String one, @Nullable Integer two, Optional<String> three) {
            return one + " " + two + " " + three.orElse("-");
        }

        public String lists(List<Integer> numbers) {
            return "numbers";
        }

        public String lists(Iterable<String> texts) {
            return "texts";
        }

        public int sum(int first, int... rest) {
            int sum = first;
            for (int each : rest) {
                sum += each;
            }
            return sum;
        }

        public Base base() {
            return new Base();
        }

        public Derived derived() {
            return new Derived();
        }
    }

    @RegisterExtension
    static final PageExtension java = PageExtension.with(main -> main.module("./overloads", new Overloads()));

    @BeforeEach
    void open(Page page) {
        page.open("plain.html").run("globalThis.overloads = remote.require('./overloads')");
    }

    @Test
    void theNearestTypeIsChosen(Page page) {
        String expected = """
                1 | int
                -0 | double
                0.5 | double
                2 ** 31 | long
                2n | long
                true | boolean
                'text' | String
                'FAST' | String
                [1] | List
                new Set([1]) | List
                new Int32Array(1) | IntBuffer
                new Uint8Array(1) | byte[]
                ({x: 1, y: 2}) | Point
                ({a: 1}) | Map
                new Map([[1, 2]]) | Map
                overloads.base() | Base
                overloads.derived() | Derived
                () => {} | Runnable
                Promise.resolve(1) | CompletableFuture
                new Date(0) | Instant
                new Error('x') | Throwable
                """;
        for (String line : expected.lines().toList()) {
            String argument = line.split(" \\| ", 2)[0];
            assertThat(argument + " | " + page.run("return overloads.by(" + argument + ")"))
                    .isEqualTo(line);
        }
    }

    @Test
    void objectTakesWhatNothingElseDoes(Page page) {
        assertThat(page.run("return [overloads.any('x'), overloads.any(1), overloads.any({})].join()"))
                .isEqualTo("String,Object,Object");
    }

    @Test
    void theNumberOfArgumentsDecidesFirst(Page page) {
        assertThat(
                        page.run(
                                "return [overloads.count('a'), overloads.count('a', 'b'), overloads.count('a', 'b', 'c'), overloads.count()].join()"))
                .isEqualTo("one,two,varargs 3,varargs 0");
        assertThat(page.run("return overloads.count('a', undefined)")).isEqualTo("one");
    }

    @Test
    void trailingParametersThatMayBeMissingMayBeLeftOut(Page page) {
        assertThat(
                        page.run(
                                "return [overloads.optional('a'), overloads.optional('a', 1), overloads.optional('a', undefined, 'c')].join()"))
                .isEqualTo("a null -,a 1 -,a null c");
        assertThat(said(page.fails("overloads.optional()")))
                .isEqualTo(
                        "NoMatchError: 'optional' cannot take (). It takes Overloads.optional(String, Integer, Optional)");
    }

    @Test
    void varargsTakeAnyNumber(Page page) {
        assertThat(page.run("return [overloads.sum(1), overloads.sum(1, 2), overloads.sum(...[1, 2, 3])]"))
                .hasToString("[1, 3, 6]");
        assertThat(said(page.fails("overloads.sum(1, 2, 'x')")))
                .isEqualTo("MarshalError: arguments[2]: expected int, got string 'x'");
    }

    @Test
    void ofEqualOnesTheFirstWhoseElementsConvertIsCalled(Page page) {
        assertThat(page.run("return [overloads.lists([1]), overloads.lists(['a'])].join()"))
                .isEqualTo("numbers,texts");
        assertThat(said(page.fails("overloads.lists([true])")))
                .startsWith(
                        "NoMatchError: 'lists' cannot take (Array). It takes Overloads.lists(Iterable), Overloads.lists(List).")
                .contains("arguments[0][0]: expected Integer, got true", "arguments[0][0]: expected String, got true");
    }
}
