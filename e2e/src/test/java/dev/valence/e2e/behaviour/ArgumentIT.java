package dev.valence.e2e.behaviour;

import static dev.valence.e2e.behaviour.Errors.said;
import static org.assertj.core.api.Assertions.assertThat;

import dev.valence.api.Exposed;
import dev.valence.api.PageObject;
import dev.valence.e2e.Page;
import dev.valence.e2e.PageExtension;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a page gives to Java. */
class ArgumentIT {
    @Exposed
    static final class Thing {}

    record Options(
            int width,
            @Nullable String title,
            Optional<Boolean> show,
            @Nullable Place place) {}

    record Place(int x, int y) {}

    record Job(
            String name,
            @Nullable IntConsumer progress,
            @Nullable Map<String, Consumer<String>> events) {}

    /** Fields by setters; what is not given keeps its value. */
    public static final class Bean {
        private String title = "untitled";
        private int size = 1;

        public void setTitle(String title) {
            this.title = title;
        }

        public void setSize(int size) {
            this.size = size;
        }
    }

    @Exposed
    static final class Receiver {
        public Thing thing = new Thing();

        public String seen(@Nullable Object value) {
            return String.valueOf(value);
        }

        public String constructor(PageObject value) {
            return value.constructorName();
        }

        public boolean isThing(Object value) {
            return value == thing;
        }

        public boolean hasThing(Map<String, List<Object>> holder) {
            return holder.getOrDefault("list", List.of()).contains(thing);
        }

        public String options(Options options) {
            return options.toString();
        }

        public String bean(Bean bean) {
            return bean.title + " " + bean.size;
        }

        public String places(Map<String, List<Place>> places) {
            return places.toString();
        }

        public String run(Job job) {
            if (job.progress() != null) {
                job.progress().accept(50);
                job.progress().accept(100);
            }
            if (job.events() != null) {
                job.events().getOrDefault("end", text -> {}).accept(job.name());
            }
            return job.name();
        }

        public String collected(Collection<?> values) {
            return values.getClass().getSimpleName() + values;
        }

        public String map(Map<?, ?> map) {
            return map.toString();
        }

        public int sum(int[] numbers, Set<Integer> more) {
            return Arrays.stream(numbers).sum()
                    + more.stream().mapToInt(each -> each).sum();
        }

        public boolean areOne(Object first, Map<String, Object> holder) {
            return first == holder.get("same");
        }

        public boolean contains(Object value) {
            return value instanceof List<?> list && list.get(0) == list;
        }

        public List<Object> cycle() {
            Map<String, Object> inner = new LinkedHashMap<>();
            List<Object> list = new java.util.ArrayList<>(List.of(inner, inner));
            list.add(list);
            return list;
        }

        public int count(@Nullable Object... all) {
            return all.length;
        }

        public @Nullable Object second(@Nullable Object first, @Nullable Object second) {
            return second;
        }
    }

    @RegisterExtension
    static final PageExtension java = PageExtension.with(main -> main.module("./receiver", new Receiver()));

    @BeforeEach
    void open(Page page) {
        page.open("plain.html").run("globalThis.receiver = remote.require('./receiver')");
    }

    @Test
    void aPlainObjectIsCopiedWithWhatItInheritsButNoMethods(Page page) {
        assertThat(page.run("""
                class Base { constructor() { this.own = 1 } method() {} get accessor() { return 2 } }
                const object = Object.create(new Base(), {late: {value: 3, enumerable: true}, hidden: {value: 4}})
                object[Symbol('key')] = 5
                return receiver.seen(object)""")).isEqualTo("{late=3, own=1}");
        assertThat(page.run("return receiver.seen({a: {b: [1, {c: null}]}})")).isEqualTo("{a={b=[1, {c=null}]}}");
    }

    @Test
    void gettersRunWhenTheyAreSentAndOneThatThrowsSendsNothing(Page page) {
        assertThat(page.run("return receiver.seen({get now() { return 'evaluated' }})"))
                .isEqualTo("{now=evaluated}");
        assertThat(said(page.fails("receiver.seen({a: 1, get broken() { throw new RangeError('mine') }})")))
                .isEqualTo("RangeError: mine");
        assertThat(page.run("""
                try { receiver.seen([() => 1, {get broken() { throw 1 }}]) } catch {}
                return remote.held().callbacks""")).isEqualTo(0L);
    }

    @Test
    void aToJsonMethodOfThePageIsNotAsked(Page page) {
        assertThat(page.run("return receiver.seen({a: 1, __proto__: {toJSON() { return 'json' }}})"))
                .isEqualTo("{a=1}");
    }

    @Test
    void theNameOfAConstructorTravels(Page page) {
        assertThat(page.run("""
                class Point {}
                return [new Point(), {}, Object.create(null), new (class {})()].map(each => receiver.constructor(each)).join()""")).isEqualTo("Point,Object,,");
    }

    @Test
    void aRemoteObjectComesBackAsTheOriginal(Page page) {
        assertThat(
                        page.run(
                                "const {thing} = receiver; return receiver.isThing(thing) && receiver.hasThing({list: [1, thing]})"))
                .isEqualTo(true);
    }

    @Test
    void anObjectGivenTwiceIsOneObjectInJava(Page page) {
        assertThat(page.run("const same = {a: 1}; return receiver.areOne(same, {same})"))
                .isEqualTo(true);
    }

    @Test
    void aCycleIsACycleOnTheOtherSide(Page page) {
        assertThat(page.run("const list = []; list.push(list); return receiver.contains(list)"))
                .isEqualTo(true);
        assertThat(page.run("const list = receiver.cycle(); return list[0] === list[1] && list[2] === list"))
                .isEqualTo(true);
        assertThat(page.run("const self = {bar: 2}; self.foo = self; return receiver.seen(self)"))
                .isEqualTo("{bar=2, foo=(this Map)}");
    }

    @Test
    void whatCannotBeCopiedIsRefusedByItsPath(Page page) {
        assertThat(said(page.fails("receiver.seen({list: [1, Symbol('x')]})")))
                .isEqualTo("MarshalError: arguments[0].list[1]: a symbol cannot be sent");
        assertThat(said(page.fails("receiver.second(1, {node: document.body})")))
                .isEqualTo("MarshalError: arguments[1].node: HTMLBodyElement objects cannot be sent");
        assertThat(said(page.fails("receiver.seen(new WeakMap())")))
                .isEqualTo("MarshalError: arguments[0]: WeakMap objects cannot be sent");
        assertThat(said(page.fails("let deep = []; for (let i = 0; i < 100; i++) deep = [deep]; receiver.seen(deep)")))
                .startsWith("MarshalError: arguments[0][0][0]")
                .contains("64 levels deep");
    }

    @Test
    void undefinedKeepsItsPlace(Page page) {
        assertThat(page.run("return [receiver.count(undefined, 1, undefined), receiver.second(undefined, 'second')]"))
                .hasToString("[3, second]");
        assertThat(page.run("return receiver.seen([undefined, , 1, undefined])"))
                .isEqualTo("[null, null, 1, null]");
    }

    @Test
    void aPlainObjectFillsARecord(Page page) {
        assertThat(page.run("return receiver.options({width: 800, show: false, place: {x: 1, y: 2}, unknown: 1})"))
                .isEqualTo("Options[width=800, title=null, show=Optional[false], place=Place[x=1, y=2]]");
        assertThat(page.run("return receiver.options({width: 1, title: undefined})"))
                .isEqualTo("Options[width=1, title=null, show=Optional.empty, place=null]");
        assertThat(said(page.fails("receiver.options({title: 'x'})")))
                .isEqualTo("MarshalError: arguments[0]: 'width' is missing. Options has width, title, show, place");
        assertThat(said(page.fails("receiver.options({width: 1, place: {x: 1, y: 'two'}})")))
                .isEqualTo("MarshalError: arguments[0].place.y: expected int, got string 'two'");
    }

    @Test
    void aPlainObjectFillsABean(Page page) {
        assertThat(page.run("return receiver.bean({title: 'T'})")).isEqualTo("T 1");
    }

    @Test
    void elementsHaveTheirDeclaredTypeDownToTheLast(Page page) {
        assertThat(page.run("return receiver.places({a: [{x: 1, y: 2}], b: []})"))
                .isEqualTo("{a=[Place[x=1, y=2]], b=[]}");
        assertThat(said(page.fails("receiver.places({a: [{x: 1, y: 2}, {x: 1}]})")))
                .isEqualTo("MarshalError: arguments[0].a[1]: 'y' is missing. Place has x, y");
        assertThat(page.run("return receiver.sum([1, 2], new Set([3, 4]))")).isEqualTo(10L);
    }

    @Test
    void functionsInsideAnArgumentAreCallbacks(Page page) {
        assertThat(page.run("""
                const seen = []
                receiver.run({name: 'copy', progress: p => seen.push(p), events: {end: name => seen.push(name)}})
                const during = seen.length
                while (seen.length < 3) await new Promise(resolve => setTimeout(resolve))
                return [during, ...seen]""")).hasToString("[0, 50, 100, copy]");
    }

    @Test
    void mapsAndSetsOfThePageKeepTheirOrderAndKeys(Page page) {
        assertThat(page.run("return receiver.map(new Map([[1, 'one'], ['two', [2]]]))"))
                .isEqualTo("{1=one, two=[2]}");
        assertThat(page.run("return receiver.collected(new Set([3, 1, 2])) + receiver.collected([3, 1])"))
                .isEqualTo("LinkedHashSet[3, 1, 2]ArrayList[3, 1]");
    }
}
