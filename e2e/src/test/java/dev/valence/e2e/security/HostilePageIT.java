package dev.valence.e2e.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.valence.api.Copy;
import dev.valence.api.Exposed;
import dev.valence.e2e.Page;
import dev.valence.e2e.PageExtension;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Names and prototypes as weapons, in a real browser: from Java into the page, and from the page against the library. */
class HostilePageIT {
    private static final List<String> NAMES = List.of(
            "__proto__",
            "constructor",
            "prototype",
            "then",
            "toJSON",
            "toString",
            "hasOwnProperty",
            "valueOf",
            "__defineGetter__",
            "polluted",
            "$",
            "");

    private static final int ROWS = 10;

    /** What every root has, so that a change of it is seen. */
    private static final String REALM = """
            const roots = [Object, Function, Array, Map, Set, Error, Promise].flatMap(each => [each, each.prototype])
            const realm = () => JSON.stringify(roots.map(root => Reflect.ownKeys(root).map(String)))
            """;

    /** Gives what is named as badly as can be. */
    @Exposed
    static final class Hostile {
        private int sum;

        public int add(int number) {
            sum += number;
            return sum;
        }

        public Map<String, Object> map() {
            Map<String, Object> map = new LinkedHashMap<>();
            NAMES.forEach(name -> map.put(name, Map.of("polluted", true)));
            return map;
        }

        @Copy
        public Map<String, Object> copy() {
            return map();
        }

        @Copy
        public List<Map<String, Object>> rows() {
            return IntStream.range(0, ROWS).mapToObj(i -> map()).toList();
        }

        public Object fail() {
            throw new IllegalStateException("__proto__");
        }
    }

    @RegisterExtension
    static final PageExtension java = PageExtension.with(main -> main.module("hostile", new Hostile())
            .module("__proto__", new Hostile())
            .module("constructor", new Hostile()));

    @Test
    void whatJavaNamesPollutesNoPrototype(Page page) {
        page.open("plain.html");
        assertThat(page.run(REALM + """
                const before = realm()
                const hostile = remote.require('hostile')
                for (const value of [hostile.map(), hostile.copy(), ...hostile.rows(), remote.copy(hostile.map())]) {
                  for (const name of Reflect.ownKeys(value)) void value[name]
                  void ({ ...value })
                  void Object.assign(Object.create(null), value)
                }
                try { hostile.fail() } catch (error) { void JSON.stringify(error) }
                const modules = [remote.require('__proto__').add(0), remote.require('constructor').add(0)]
                return [before === realm(), ({}).polluted === undefined, Object.keys(hostile.copy()).length, ...modules]""")).isEqualTo(List.of(true, true, (long) NAMES.size(), 0L, 0L));
    }

    @Test
    void accessorsThatThePagePutOnObjectPrototypeGetNoSecretAndBreakNoCall(Page page) {
        page.open("security/trapped.html");
        assertThat(page.run("return typeof first")).isEqualTo("number");
        assertThat(page.run("""
                const sum = remote.require('hostile').add(0)
                for (const name of traps) delete Object.prototype[name]
                const texts = noted.map(each => typeof each === 'object' && each !== null ? Object.values(each).join() : String(each))
                return [sum === first, secrets.length > 0, secrets.some(each => texts.some(text => text.includes(each)))]""")).isEqualTo(List.of(true, true, false));
    }

    @Test
    void globalsThatThePageReplacedAreNotUsed(Page page) {
        page.open("plain.html");
        assertThat(page.run("""
                let used = 0
                const names = ['WebSocket', 'XMLHttpRequest', 'Promise', 'Reflect', 'Map', 'WeakMap', 'Atomics', 'Proxy', 'MessageChannel']
                const kept = Object.fromEntries(names.map(name => [name, globalThis[name]]))
                for (const name of names) globalThis[name] = function () { used++; throw new Error('used') }
                try {
                  const hostile = remote.require('hostile')
                  return [typeof hostile.add(0), Object.keys(hostile.copy()).length, used]
                } finally {
                  Object.assign(globalThis, kept)
                }""")).isEqualTo(List.of("number", (long) NAMES.size(), 0L));
    }
}
