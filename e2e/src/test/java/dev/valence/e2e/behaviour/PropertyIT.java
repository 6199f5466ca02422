package dev.valence.e2e.behaviour;

import static dev.valence.e2e.behaviour.Errors.said;
import static org.assertj.core.api.Assertions.assertThat;

import dev.valence.api.Exposed;
import dev.valence.api.Property;
import dev.valence.e2e.Page;
import dev.valence.e2e.PageExtension;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Reading and writing what Java has. */
class PropertyIT {
    @Exposed
    static final class Counter {
        private int reads;

        public int value = 1127;
        public @Nullable Object anything = "set";
        public List<Integer> numbers = List.of();
        public @Nullable Counter other;
        public Supplier<String> answer = () -> "java";
        public @Nullable CompletionStage<Integer> later;
        public Instant when = Instant.EPOCH;
        private Optional<String> maybe = Optional.empty();

        @Property
        public int getReads() {
            return ++reads;
        }

        @Property
        public int getBroken() {
            throw new IllegalStateException("getting error");
        }

        public void setBroken(int value) {
            throw new IllegalArgumentException("setting error " + value);
        }

        @Property
        public Optional<String> getMaybe() {
            return maybe;
        }

        public void setMaybe(Optional<String> value) {
            maybe = value;
        }

        @Property("class")
        public String kind() {
            return "counter";
        }

        public int valueInJava() {
            return value;
        }

        public boolean isItself() {
            return other == this;
        }

        public String askAnswer() {
            return String.valueOf(answer.get());
        }

        public CompletionStage<Integer> laterTwice() {
            return Objects.requireNonNull(later).thenApply(number -> 2 * number);
        }
    }

    @RegisterExtension
    static final PageExtension java = PageExtension.with(
            main -> main.module("./Counter", Counter.class).global("counter", (Supplier<Counter>) Counter::new));

    @BeforeEach
    void open(Page page) {
        page.open("plain.html").run("globalThis.counter = remote.getGlobal('counter')()");
    }

    @Test
    void everyReadIsOfNow(Page page) {
        assertThat(page.run("return [counter.reads, counter.reads, counter.reads]"))
                .hasToString("[1, 2, 3]");
    }

    @Test
    void aWriteIsInJavaWhenItIsOver(Page page) {
        assertThat(
                        page.run(
                                "const before = counter.value; counter.value = 1007; return [before, counter.value, counter.valueInJava()]"))
                .hasToString("[1127, 1007, 1007]");
        assertThat(page.run("counter.value += 1; return counter.valueInJava()")).isEqualTo(1008L);
    }

    @Test
    void nullAndUndefinedCanBeWritten(Page page) {
        assertThat(page.run("counter.anything = null; return counter.anything === null"))
                .isEqualTo(true);
        assertThat(page.run("counter.anything = undefined; return counter.anything"))
                .isNull();
        assertThat(
                        page.run(
                                "counter.maybe = 'x'; const set = counter.maybe; counter.maybe = undefined; return [set, counter.maybe === undefined]"))
                .hasToString("[x, true]");
    }

    @Test
    void aValueIsWrittenAsAnArgumentIsGiven(Page page) {
        assertThat(page.run("counter.when = new Date(5); return counter.when.getTime()"))
                .isEqualTo(5L);
        assertThat(page.run("counter.numbers = [1, 2]; return counter.numbers")).hasToString("[1, 2]");
        assertThat(page.run("counter.other = counter; return counter.isItself() && counter.other === counter"))
                .isEqualTo(true);
        assertThat(page.run("counter.later = Promise.resolve(21); return counter.laterTwice()"))
                .isEqualTo(42L);
    }

    @Test
    void aFunctionOfThePageCanBeWrittenAndReadBack(Page page) {
        assertThat(
                        page.run(
                                "const mine = () => 'page'; counter.answer = mine; return [counter.answer === mine, counter.askAnswer()]"))
                .hasToString("[true, null]");
    }

    @Test
    void whatDoesNotFitIsRefusedAndChangesNothing(Page page) {
        assertThat(said(page.fails("counter.value = 'many'")))
                .isEqualTo("MarshalError: value: expected int, got string 'many'");
        assertThat(said(page.fails("counter.numbers = [1, 'two']")))
                .isEqualTo("MarshalError: numbers[1]: expected Integer, got string 'two'");
        assertThat(page.run("return counter.value")).isEqualTo(1127L);
    }

    @Test
    void whatAGetterThrowsThePageCatchesAsItIs(Page page) {
        assertThat(said(page.fails("counter.broken"))).isEqualTo("IllegalStateException: getting error");
    }

    @Test
    void whatASetterThrowsThePageCatchesAsItIs(Page page) {
        assertThat(said(page.fails("counter.broken = 5"))).isEqualTo("IllegalArgumentException: setting error 5");
    }

    @Test
    void aPropertyWithoutASetterIgnoresWritesUnlessTheCodeIsStrict(Page page) {
        assertThat(said(page.fails("'use strict'; counter.reads = 9")))
                .startsWith("TypeError: Cannot set property reads")
                .endsWith("which has only a getter");
        assertThat(page.run("counter.reads = 9; return counter.reads")).isEqualTo(1L);
    }

    @Test
    void aPropertyMayHaveANameThatJavaDoesNotAllow(Page page) {
        assertThat(page.run("return counter.class")).isEqualTo("counter");
    }
}
