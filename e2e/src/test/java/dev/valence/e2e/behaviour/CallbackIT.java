package dev.valence.e2e.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import dev.valence.api.Exposed;
import dev.valence.api.RemoteFunction;
import dev.valence.e2e.Page;
import dev.valence.e2e.PageExtension;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.IntPredicate;
import java.util.function.IntUnaryOperator;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Functions of the page in Java. */
class CallbackIT {
    @Exposed
    static final class MapNumbers {
        public List<@Nullable Object> withRendererCallback(Function<Integer, @Nullable Object> mapper) {
            return Stream.of(1, 2, 3).map(mapper).toList();
        }

        public List<Integer> withLocalCallback() {
            return Stream.of(1, 2, 3).map(x -> x + 1).toList();
        }
    }

    @FunctionalInterface
    interface Asked {
        CompletionStage<Integer> ask(int question);
    }

    @Exposed
    static final class Caller {
        private final List<Object> kept = new ArrayList<>();

        public String answers(IntUnaryOperator number, IntPredicate test, Supplier<String> text) {
            return number.applyAsInt(1) + " " + test.test(1) + " " + text.get();
        }

        public void call(RemoteFunction function, @Nullable Object... arguments) {
            function.call(arguments);
        }

        public void callTwice(Runnable first, Runnable second) {
            first.run();
            second.run();
        }

        public void give(RemoteFunction function) {
            function.call(this, List.of(1, 2), new IllegalStateException("given"), (Supplier<String>) () -> "java");
        }

        public boolean keep(Object function) {
            boolean known = kept.stream().anyMatch(each -> each == function);
            kept.add(function);
            return known;
        }

        public void forget() {
            kept.clear();
        }

        public String describe(RemoteFunction function, RemoteFunction rest) {
            return function.length() + " " + rest.length() + " " + function.location();
        }

        public CompletionStage<Integer> ask(Asked function, int question) {
            return function.ask(question).thenApply(answer -> answer + 1);
        }

        public String emit(RemoteFunction listener) {
            listener.call(this);
            return "the event is over";
        }

        public String preventDefault() {
            return "too late";
        }

        public RemoteFunction back(RemoteFunction function) {
            return function;
        }
    }

    @RegisterExtension
    static final PageExtension java = PageExtension.with(
            main -> main.module("./mapNumbers", new MapNumbers()).module("./caller", new Caller()));

    @BeforeEach
    void open(Page page) {
        page.open("plain.html").run("""
                globalThis.caller = remote.require('./caller')
                globalThis.seen = []
                globalThis.until = async count => { while (seen.length < count) await new Promise(resolve => setTimeout(resolve)) }""");
    }

    @Test
    void aCallbackHasNoReturnValue(Page page) {
        assertThat(page.run("""
                const mapNumbers = remote.require('./mapNumbers')
                const fromPage = mapNumbers.withRendererCallback(x => { seen.push(x); return x + 1 })
                const fromJava = mapNumbers.withLocalCallback()
                const duringTheCalls = seen.length
                await until(3)
                return [fromPage.length === 3 && fromPage.every(each => each === undefined), fromJava, duringTheCalls, seen]""")).hasToString("[true, [2, 3, 4], 0, [1, 2, 3]]");
    }

    @Test
    void aDeclaredResultIsTheNothingOfItsType(Page page) {
        assertThat(page.run("return caller.answers(x => 9, x => true, () => 'text')"))
                .isEqualTo("0 false null");
        page.run("await new Promise(resolve => setTimeout(resolve))");
    }

    @Test
    void callbacksRunAfterTheCallInTheirOrder(Page page) {
        assertThat(page.run("""
                caller.callTwice(() => seen.push('first'), () => seen.push('second'))
                seen.push('returned')
                await until(3)
                return seen""")).hasToString("[returned, first, second]");
    }

    @Test
    void theSameFunctionIsTheSameObjectInJava(Page page) {
        assertThat(page.run("""
                const mine = () => {}
                const known = [caller.keep(mine), caller.keep(mine), caller.keep(() => {}), caller.keep(mine)]
                caller.forget()
                return known""")).hasToString("[false, true, false, true]");
    }

    @Test
    void argumentsOfACallbackAreMarshalledLikeResults(Page page) {
        assertThat(page.run("""
                caller.give((...all) => seen.push(...all))
                await until(4)
                const [object, list, error, fn] = seen
                return [object === caller, Array.isArray(list), error instanceof Error, error.message, fn()]""")).hasToString("[true, true, true, given, java]");
    }

    @Test
    void aCallbackHasNoReceiver(Page page) {
        assertThat(page.run("""
                caller.call(function () { 'use strict'; seen.push(this === undefined) })
                await until(1)
                return seen""")).hasToString("[true]");
    }

    @Test
    void whatACallbackThrowsIsAnUncaughtErrorOfThePage(Page page) {
        page.run("""
                caller.callTwice(() => { throw new RangeError('mine alone') }, () => seen.push('next'))
                await until(1)""");
        assertThat(page.awaitConsoleError(line -> line.contains("mine alone"))).contains("RangeError");
    }

    @Test
    void javaSeesTheLengthOfAFunctionAndWhereItWasGiven(Page page) {
        assertThat(page.run("return caller.describe((a, b, c) => {}, (...rest) => {})"))
                .asString()
                .matches("3 0 .+:\\d+:\\d+");
    }

    @Test
    void propertiesOfAFunctionDoNotTravelButComeBackWithIt(Page page) {
        assertThat(
                        page.run(
                                "const mine = Object.assign(() => {}, {extra: 1}); return caller.back(mine) === mine && caller.back(mine).extra"))
                .isEqualTo(1L);
    }

    @Test
    void whatAListenerDoesToAnEventIsTooLate(Page page) {
        assertThat(page.run("""
                const over = caller.emit(event => seen.push(event.preventDefault()))
                await until(1)
                return [over, ...seen]""")).hasToString("[the event is over, too late]");
    }

    @Test
    void anInterfaceThatGivesAStageGetsTheAnswer(Page page) {
        assertThat(page.run("return caller.ask(async question => question * 2, 20)"))
                .isEqualTo(41L);
        assertThat(page.run("return caller.ask(() => { throw new RangeError('no') }, 1).catch(error => `${error}`)"))
                .isEqualTo("RangeError: no");
    }

    @Test
    void aFunctionThatComesBackIsThePagesOwn(Page page) {
        assertThat(page.run("const mine = () => {}; return caller.back(mine) === mine"))
                .isEqualTo(true);
    }

    @Test
    void argumentsOfACallbackKeepUndefined(Page page) {
        assertThat(page.run("""
                caller.call((...all) => seen.push(all.length), 1, undefined, undefined)
                await until(1)
                return seen[0]""")).isEqualTo(3L);
    }
}
