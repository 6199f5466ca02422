package dev.valence.e2e.behaviour;

import static dev.valence.e2e.behaviour.Errors.said;
import static org.assertj.core.api.Assertions.assertThat;

import dev.valence.api.Exposed;
import dev.valence.e2e.Page;
import dev.valence.e2e.PageExtension;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** {@code remote.async}: the same objects, each step a promise, which may be gone on from before it is there. */
class AsyncIT {
    @Exposed
    public static final class Table {
        private final String name;
        private final List<String> rows = new ArrayList<>();

        public Table(String name) {
            this.name = name;
        }

        public String name() {
            return name;
        }

        public int count() {
            return rows.size();
        }

        public Table add(String row) {
            rows.add(row);
            return this;
        }
    }

    @Exposed
    public static final class Database {
        public String title = "first";
        public final @Nullable Consumer<String> none = null;
        private final List<Object> log = new ArrayList<>();

        public Table table(String name) {
            if (name.isEmpty()) {
                throw new IllegalArgumentException("a table has a name");
            }
            return new Table(name);
        }

        public CompletableFuture<Table> later(String name) {
            Executor soon = CompletableFuture.delayedExecutor(30, TimeUnit.MILLISECONDS);
            return CompletableFuture.supplyAsync(() -> table(name), soon);
        }

        public List<Table> tables() {
            return List.of(new Table("a"), new Table("bc"));
        }

        public UnaryOperator<String> upper() {
            return String::toUpperCase;
        }

        public String join(Table one, List<Table> others) {
            StringBuilder names = new StringBuilder(one.name());
            others.forEach(other -> names.append('+').append(other.name()));
            return names.toString();
        }

        public void log(Object entry) {
            log.add(entry);
        }

        public List<Object> logged() {
            List<Object> all = List.copyOf(log);
            log.clear();
            return all;
        }

        public int tell(Consumer<String> listener, String text) {
            listener.accept(text);
            return text.length();
        }
    }

    @RegisterExtension
    static final PageExtension java =
            PageExtension.with(main -> main.module("./db", new Database()).module("./Table", Table.class));

    @BeforeEach
    void open(Page page) {
        page.open("plain.html").run("""
                globalThis.db = remote.require('./db')
                globalThis.later = remote.async(db)""");
    }

    @Test
    void aStepIsAPromiseOfWhatTheCallGives(Page page) {
        assertThat(page.run("return later.title")).isEqualTo("first");
        assertThat(page.run("return later.table('x').name()")).isEqualTo("x");
        assertThat(page.run("return later.table('x').add('1').add('2').count()"))
                .isEqualTo(2L);
        assertThat(page.run("return later.upper()('abc')")).isEqualTo("ABC");
        assertThat(page.run("const Table = remote.require('./Table'); return new (remote.async(Table))('made').name()"))
                .isEqualTo("made");
    }

    @Test
    void aResultIsAnOrdinaryValueWithItsOrdinaryMembers(Page page) {
        assertThat(page.run("""
                const table = await later.table('x')
                return [table.name(), table.add('1') === table, table.constructor.name, table instanceof remote.require('./Table')]""")).hasToString("[x, true, Table, true]");
    }

    @Test
    void aModuleIsFoundWithoutBlocking(Page page) {
        assertThat(page.run("return remote.async(remote).require('./db').table('x').name()"))
                .isEqualTo("x");
        assertThat(page.run("return await remote.async(remote).require('./db') === db"))
                .isEqualTo(true);
    }

    @Test
    void aChainGoesOnFromAFuture(Page page) {
        assertThat(page.run("return later.later('x').add('1').name()")).isEqualTo("x");
        assertThat(page.run("""
                const table = later.later('x')
                await db.logged()
                return [await table.count(), await later.join(table, []), db.join(table, [table])]""")).hasToString("[0, x, x+x]");
        assertThat(said(page.fails("return later.later('').name()")))
                .isEqualTo("IllegalArgumentException: a table has a name");
    }

    @Test
    void aChainGoesOnFromAPlainValue(Page page) {
        assertThat(page.run("return later.tables().length")).isEqualTo(2L);
        assertThat(page.run("return later.tables()[1].name()")).isEqualTo("bc");
        assertThat(page.run("return later.table('x').name().toUpperCase().length"))
                .isEqualTo(1L);
        assertThat(page.run("return later.tables().map(table => table.name())")).hasToString("[a, bc]");
        assertThat(page.run("return later.table('x').unknown")).isNull();
        assertThat(said(page.fails("return later.table('x').unknown()")))
                .isEqualTo("TypeError: unknown is not a function");
    }

    @Test
    void aResultThatHasNotArrivedMayBeGivenAway(Page page) {
        assertThat(page.run("return later.join(later.table('a'), [later.table('b'), later.later('c')])"))
                .isEqualTo("a+b+c");
        assertThat(page.run("return db.join(later.table('a'), later.tables())")).isEqualTo("a+a+bc");
        assertThat(page.run("later.title = later.table('named').name(); return later.title"))
                .isEqualTo("named");
        page.run("db.title = 'first'");
    }

    @Test
    void anErrorIsThatOfTheCall(Page page) {
        assertThat(said(page.fails("return later.table('')")))
                .isEqualTo(said(page.fails("return db.table('')")))
                .contains("a table has a name");
        assertThat(said(page.fails("return later.table('').add('1').count()")))
                .isEqualTo(said(page.fails("return db.table('')")));
        assertThat(said(page.fails("return later.join(1, 2, 3)")))
                .isEqualTo(said(page.fails("return db.join(1, 2, 3)")));
        assertThat(said(page.fails("return later.log(Symbol())")))
                .isEqualTo(said(page.fails("return db.log(Symbol())")));
        assertThat(page.fails("""
                async function application() {
                  return later.table('')
                }
                await application()""").stack().lines().skip(1).findFirst().orElseThrow())
                .contains("application");
    }

    @Test
    void anErrorThatNobodyTakesIsAnUnhandledRejectionAndNamesTheMember(Page page) {
        page.run("later.title = 1");
        assertThat(page.awaitConsoleError(text -> text.contains("'title' could not be written")))
                .contains("title");
        page.run("later.table('').add('1')");
        assertThat(page.awaitConsoleError(text -> text.contains("a table has a name")))
                .contains("name");
    }

    @Test
    void stepsAndCallsHappenInTheOrderInWhichThePageMadeThem(Page page) {
        assertThat(page.run("""
                later.log(1)
                db.log(2)
                for (let i = 3; i < 100; i++) i % 7 ? later.log(i) : db.log(i)
                later.title = 'second'
                const read = later.title
                read.then
                db.title = 'first'
                const [logged, title] = [db.logged(), await read]
                return [logged.every((entry, index) => entry === index + 1), logged.length, title]""")).hasToString("[true, 99, second]");
    }

    @Test
    void callbacksRunBetweenTheResultsAmongWhichJavaCalledThem(Page page) {
        assertThat(page.run("""
                const heard = []
                const listen = text => heard.push(text)
                const steps = ['a', 'b', 'c'].map(text => later.tell(listen, text))
                await Promise.all(steps.map(step => step.then(length => heard.push(length))))
                return heard""")).hasToString("[a, 1, b, 1, c, 1]");
    }

    @Test
    void aThousandStepsAreInFlightAtOnce(Page page) {
        assertThat(page.run("""
                const steps = Array.from({ length: 1000 }, (_, i) => later.table('t' + i).name())
                const names = await Promise.all(steps)
                return [names.length, names.every((name, i) => name === 't' + i)]""")).hasToString("[1000, true]");
    }

    @Test
    void toLookAtATwinAsksNobody(Page page) {
        assertThat(page.run("""
                console.log(later, later.title, [later.tables()[0]])
                return [String(later), typeof later, JSON.stringify([later]), await later === later]""")).hasToString("[[remote.async], function, [null], true]");
        assertThat(said(page.fails("remote.async({})")))
                .isEqualTo("TypeError: remote.async takes a remote object, function or class, or remote itself");
    }

    @Test
    void aDedicatedWorkerHasItToo(Page page) {
        assertThat(page.run("""
                const code = `importScripts('${location.origin}/valence/remote.js')
                  const { remote } = require('electron')
                  remote.async(remote).require('./db').table('x').name().then(postMessage)`
                const worker = new Worker(URL.createObjectURL(new Blob([code])))
                return new Promise(resolve => { worker.onmessage = ({ data }) => { worker.terminate(); resolve(data) } })""")).isEqualTo("x");
    }
}
