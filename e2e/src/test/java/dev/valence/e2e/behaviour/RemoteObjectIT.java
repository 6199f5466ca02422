package dev.valence.e2e.behaviour;

import static dev.valence.e2e.behaviour.Errors.said;
import static org.assertj.core.api.Assertions.assertThat;

import dev.valence.api.Copy;
import dev.valence.api.Exposed;
import dev.valence.api.Hidden;
import dev.valence.api.Property;
import dev.valence.e2e.Page;
import dev.valence.e2e.PageExtension;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Java objects by reference: what they look like, and what a page can do to its side of them. */
class RemoteObjectIT {
    @Exposed
    static class Animal {
        public String name = "animal";

        public String speak() {
            return name + " speaks";
        }

        @Property
        public int getLegs() {
            return 4;
        }

        public Animal itself() {
            return this;
        }

        @Hidden
        public String secret() {
            return "hidden";
        }

        String inner() {
            return "not public";
        }
    }

    @Exposed
    static final class Dog extends Animal {
        public final boolean id = true;

        public String bark() {
            return name + " barks";
        }
    }

    @Exposed
    static final class Note {
        public String text = "hello";

        public Map<String, Object> toJSON() {
            return Map.of("note", text);
        }
    }

    @Copy
    @Exposed
    record Size(int width, int height) {}

    @Exposed
    static final class Zoo {
        private final Map<String, @Nullable Object> state = new LinkedHashMap<>();

        public Dog dog() {
            return new Dog();
        }

        public Note note() {
            return new Note();
        }

        public Size size() {
            return new Size(3, 4);
        }

        public Map<String, @Nullable Object> state() {
            return state;
        }

        public void put(String key, @Nullable Object value) {
            state.put(key, value);
        }

        public void drop(String key) {
            state.remove(key);
        }

        public Map<String, Object> tools() {
            return Map.of("seven", 7, "hammer", (Supplier<String>) () -> "bang", "dog", new Dog());
        }

        public Map<Integer, String> numbered() {
            return Map.of(1, "one");
        }
    }

    @RegisterExtension
    static final PageExtension java = PageExtension.with(main -> main.module("./zoo", new Zoo()));

    @BeforeEach
    void open(Page page) {
        page.open("plain.html").run("globalThis.zoo = remote.require('./zoo'), globalThis.dog = zoo.dog()");
    }

    @Test
    void methodsLiveOnThePrototypesOfTheirClassesAndAreNotEnumerable(Page page) {
        assertThat(page.run("""
                const prototype = Object.getPrototypeOf(dog), parent = Object.getPrototypeOf(prototype)
                return [Object.hasOwn(prototype, 'bark'), Object.hasOwn(parent, 'speak'), Object.hasOwn(dog, 'bark'),
                  Object.getPrototypeOf(parent) === Object.prototype, dog.speak(), dog.bark()]""")).hasToString("[true, true, false, true, animal speaks, animal barks]");
    }

    @Test
    void fieldsAreOwnAndEnumerableMethodsAreNot(Page page) {
        assertThat(
                        page.run(
                                "const names = []; for (const name in dog) names.push(name); return Object.keys(dog).sort().join()"))
                .isEqualTo("id,name");
        assertThat(page.run("return ['speak', 'bark', 'legs', 'name', 'itself'].every(name => name in dog)"))
                .isEqualTo(true);
    }

    @Test
    void hiddenAndNonPublicMembersAreNotThere(Page page) {
        assertThat(page.run("return ['secret', 'inner', 'getLegs', 'getClass'].some(name => name in dog)"))
                .isEqualTo(false);
    }

    @Test
    void theConstructorHasTheNameOfTheJavaClass(Page page) {
        assertThat(
                        page.run(
                                "return [dog.constructor.name, Object.getPrototypeOf(dog.constructor.prototype).constructor.name]"))
                .hasToString("[Dog, Animal]");
        assertThat(page.run("return [Object.name, Function.name, {}.constructor.name, zoo.state().constructor.name]"))
                .hasToString("[Object, Function, Object, Object]");
    }

    @Test
    void aMemberNamedIdIsAMemberLikeAnyOther(Page page) {
        assertThat(page.run("return dog.id")).isEqualTo(true);
    }

    @Test
    void anObjectThatRefersToItselfIsFine(Page page) {
        assertThat(page.run("return dog.itself().itself() === dog")).isEqualTo(true);
    }

    @Test
    void aPropertyThatThePageAddsStaysInThePage(Page page) {
        assertThat(
                        page.run(
                                "dog.colour = 'brown'; return [dog.colour, dog.itself().colour, Object.keys(dog).includes('colour')]"))
                .hasToString("[brown, brown, true]");
        assertThat(page.run("return 'colour' in zoo.dog()")).isEqualTo(false);
    }

    @Test
    void aMethodCanBeReplacedAndBroughtBackInThePageAlone(Page page) {
        assertThat(page.run("""
                dog.bark = () => 'meow'
                const replaced = dog.bark(), other = zoo.dog().bark()
                return [replaced, other, delete dog.bark, dog.bark()]""")).hasToString("[meow, animal barks, true, animal barks]");
    }

    @Test
    void aDataMemberCannotBeDeleted(Page page) {
        assertThat(page.fails("'use strict'; delete dog.name").name()).isEqualTo("TypeError");
        assertThat(page.run("return [Reflect.deleteProperty(dog, 'name'), dog.name]"))
                .hasToString("[false, animal]");
    }

    @Test
    void aMethodKeepsItsObjectAlive(Page page) {
        page.run("globalThis.bark = zoo.dog().bark, globalThis.speak = zoo.dog().speak");
        page.gc();
        assertThat(page.run("return [bark(), speak()]")).hasToString("[animal barks, animal speaks]");
    }

    @Test
    void theReceiverOfAMethodIsTheObjectThatItWasReadFrom(Page page) {
        assertThat(page.run("""
                const other = zoo.dog(), {bark} = dog
                other.name = 'other'
                return [bark(), dog.bark.call(other), dog.bark.apply(undefined), dog.bark.bind(other)()].join()""")).isEqualTo("animal barks,animal barks,animal barks,animal barks");
    }

    @Test
    void stringifySpreadAndAssignGivePlainData(Page page) {
        assertThat(
                        page.run(
                                "return [JSON.stringify(dog), JSON.stringify({...dog}), JSON.stringify(Object.assign({}, dog))]"))
                .hasToString(
                        "[{\"name\":\"animal\",\"id\":true}, {\"name\":\"animal\",\"id\":true}, {\"name\":\"animal\",\"id\":true}]");
    }

    @Test
    void aToJsonMethodInJavaIsHonoured(Page page) {
        assertThat(page.run("return JSON.stringify(zoo.note())")).isEqualTo("{\"note\":\"hello\"}");
    }

    @Test
    void aMemberThatIsReadOnlyHasNoSetter(Page page) {
        assertThat(page.fails("'use strict'; dog.legs = 5").name()).isEqualTo("TypeError");
        assertThat(page.fails("'use strict'; dog.id = false").name()).isEqualTo("TypeError");
        assertThat(page.run("return [Reflect.set(dog, 'legs', 5), dog.legs, Reflect.set(dog, 'id', false), dog.id]"))
                .hasToString("[false, 4, false, true]");
    }

    @Test
    void aCopiedTypeIsAPlainObject(Page page) {
        assertThat(
                        page.run(
                                "const size = zoo.size(); size.width++; return [JSON.stringify(size), size.constructor === Object]"))
                .hasToString("[{\"width\":4,\"height\":4}, true]");
        assertThat(page.run("""
                const {x, y, width, height, constructor} = remote.getCurrentWindow().getBounds()
                return constructor === Object && [x, y, width, height].every(Number.isInteger)""")).isEqualTo(true);
    }

    @Test
    void membersAreThoseOfTheFirstReferenceAndValuesThoseOfNow(Page page) {
        assertThat(page.run("""
                zoo.put('early', 1)
                const state = zoo.state()
                zoo.put('late', 2)
                zoo.put('early', 3)
                const seen = [zoo.state() === state, state.early, 'late' in state, state.late === undefined]
                zoo.drop('early')
                return [...seen, 'early' in state, state.early === undefined]""")).hasToString("[true, 3, false, true, true, true]");
    }

    @Test
    void theKeysOfAMapAreMembers(Page page) {
        assertThat(page.run("""
                const {seven, hammer, dog} = zoo.tools()
                return [Object.keys(zoo.tools()).sort().join(), seven, hammer(), dog.bark()]""")).hasToString("[dog,hammer,seven, 7, bang, animal barks]");
        assertThat(said(page.fails("zoo.tools().seven = 8"))).startsWith("UnsupportedOperationException: ");
        assertThat(said(page.fails("zoo.numbered()")))
                .isEqualTo("MarshalError: result: the keys of a map that pages see are strings, not 1");
    }
}
