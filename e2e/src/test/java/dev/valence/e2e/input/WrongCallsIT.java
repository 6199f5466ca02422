package dev.valence.e2e.input;

import static org.assertj.core.api.Assertions.assertThat;

import dev.valence.e2e.Page;
import dev.valence.e2e.PageError;
import dev.valence.e2e.PageExtension;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A page that asks for the wrong thing is told what would have been right, and goes on. */
class WrongCallsIT {
    @RegisterExtension
    static final PageExtension java =
            PageExtension.with(main -> main.module("./clerk", new Clerk()).module("./another", new Clerk()));

    @BeforeEach
    void open(Page page) {
        page.open("plain.html")
                .run("globalThis.clerk = remote.require('./clerk'); globalThis.renderer = clerk.alive()");
    }

    @AfterEach
    void theSessionGoesOn(Page page) {
        assertThat(page.run("return clerk.alive()")).isEqualTo("alive");
        assertThat(java.holdings().sessions()).isEqualTo(1);
    }

    private static void assertError(PageError error, String name, String... parts) {
        assertThat(error.name()).as(error.text()).isEqualTo(name);
        for (String part : parts) {
            assertThat(error.text()).contains(part);
        }
    }

    @Test
    void anUnknownModuleNamesTheKnownOnes(Page page) {
        assertError(page.fails("remote.require('./clark')"), "NoSuchModuleError", "'./clark'", "./clerk", "./another");
        assertError(page.fails("remote.getBuiltin('Tray2')"), "NoSuchModuleError", "'Tray2'", "BrowserWindow", "app");
        assertError(page.fails("require('fs')"), "NoSuchModuleError", "'fs'", "electron");
    }

    @Test
    void aWrongCountOfArgumentsListsTheCandidates(Page page) {
        assertError(page.fails("clerk.add(1)"), "NoMatchError", "add(int, int)");
        assertError(page.fails("clerk.add(1, 2, 3)"), "NoMatchError", "add(int, int)");
    }

    @Test
    void aWrongTypeListsTheCandidates(Page page) {
        assertError(page.fails("clerk.pick(12n)"), "NoMatchError", "pick(String)", "pick(boolean)", "bigint");
        assertError(page.fails("clerk.pick({})"), "NoMatchError", "pick(String)", "pick(boolean)");
    }

    @Test
    void aWrongTypeInsideAnArgumentNamesItsPath(Page page) {
        assertThat(page.run("return clerk.order({ name: 'a', numbers: [1, 2] })"))
                .isEqualTo("a[1, 2]");
        assertError(
                page.fails("clerk.order({ name: 'a', numbers: [1, 'two'] })"),
                "MarshalError",
                "arguments[0].numbers[1]",
                "'two'");
        assertError(page.fails("clerk.add(1, 'two')"), "MarshalError", "arguments[1]", "expected int", "'two'");
        assertError(page.fails("clerk.stamp({})"), "MarshalError", "arguments[0]", "Form");
    }

    @Test
    void aValueThatCannotBeSentNamesItsPath(Page page) {
        assertError(page.fails("clerk.echo(Symbol('mark'))"), "MarshalError", "arguments[0]", "symbol");
        assertError(
                page.fails("clerk.echo({ list: [1, { deep: Symbol('x') }] })"),
                "MarshalError",
                "arguments[0].list[1].deep");
        assertError(page.fails("clerk.echo({ weak: new WeakMap() })"), "MarshalError", "arguments[0].weak", "WeakMap");
        assertError(page.fails("clerk.echo(document.body)"), "MarshalError", "arguments[0]");
        assertError(page.fails("clerk.form().title = Symbol('t')"), "MarshalError");
    }

    @Test
    void aValueThatIsNestedTooDeeplyIsRefusedByTheNameOfTheLimit(Page page) {
        PageError error = page.fails("let deep = []; for (let i = 0; i < 200; i++) deep = [deep]; clerk.echo(deep)");
        assertThat(error.name()).isIn("LimitError", "MarshalError");
        assertThat(error.text()).contains("64 levels deep");
    }

    @Test
    void aStaleReferenceIsRefusedAsTargetAndAsArgument(Page page) {
        page.run("globalThis.form = clerk.form(); form.title = 'a'");
        assertThat(page.run("return clerk.stamp(form)")).isEqualTo("form a");
        page.run("remote.release(form); remote.release(form)");
        assertError(page.fails("form.describe()"), "StaleReferenceError", "describe", "released");
        assertError(page.fails("return form.title"), "StaleReferenceError", "title");
        assertError(page.fails("form.title = 'b'"), "StaleReferenceError", "title");
        assertError(page.fails("clerk.stamp(form)"), "StaleReferenceError", "arguments[0]");
        assertError(page.fails("clerk.echo({ list: [form] })"), "StaleReferenceError", "arguments[0].list[0]");
    }

    @Test
    void aResultThatIsNotExposedNamesTypeMemberAndTheTwoWaysToAdmitIt(Page page) {
        assertError(page.fails("clerk.secret()"), "NotExposedError", "Secret", "secret", "@Exposed", "expose(");
        assertError(page.fails("clerk.secrets()"), "NotExposedError", "Secret", "secrets", "@Exposed", "expose(");
        assertThat(page.run("return remote.held().objects")).isEqualTo(2L);
    }

    @Test
    void whatEveryJavaObjectHasIsOutOfReach(Page page) {
        assertThat(page.run("""
                return ['getClass', 'hashCode', 'wait', 'notify', 'class', 'clone'].map(name => typeof clerk[name]).join()""")).isEqualTo("undefined,undefined,undefined,undefined,undefined,undefined");
    }

    @Test
    void aMemberThatIsNotThereIsUndefinedAndCostsNothing(Page page) {
        assertThat(page.run("return typeof clerk.nothing + typeof clerk['Map']"))
                .isEqualTo("undefinedundefined");
        assertError(page.fails("clerk.nothing()"), "TypeError", "nothing");
    }

    @Test
    void whatTheModuleItselfRefusesSaysWhy(Page page) {
        assertError(page.fails("remote.release({})"), "TypeError", "remote");
        assertError(page.fails("remote.deadline = -1"), "TypeError", "-1");
    }
}
