package dev.valence.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.valence.api.Exposed;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What all other tests trust: that pages run, that their errors are seen, and that a page left behind is noticed. */
class PageExtensionIT {
    @RegisterExtension
    static final PageExtension java = PageExtension.with(main -> main.module("./adder", new Adder()));

    @Exposed
    public static final class Adder {
        public int add(int one, int other) {
            return one + other;
        }
    }

    @Test
    void aSnippetRunsInThePage(Page page) {
        page.open("plain.html");
        assertThat(page.run("return remote.require('./adder').add(1, 2)")).isEqualTo(3L);
    }

    @Test
    void aSnippetThatThrowsShowsNameMessageAndStack(Page page) {
        page.open("plain.html");
        assertThatThrownBy(() -> page.run("function inner() { throw new RangeError('too far') } inner()"))
                .isInstanceOf(PageError.class)
                .hasMessageContaining("RangeError: too far")
                .hasMessageContaining("at inner");
        assertThat(page.fails("throw 'text'").text()).isEqualTo("text");
    }

    @Test
    void thePlainPageIsIsolatedAndTheOneFromTheIntranetIsNot(Page page) {
        page.open("plain.html");
        assertThat(page.run("return [crossOriginIsolated, isSecureContext]")).hasToString("[true, true]");
        page.openUnisolated("plain.html");
        assertThat(page.run("return [crossOriginIsolated, isSecureContext]")).hasToString("[false, false]");
        assertThat(page.run("return remote.require('./adder').add(1, 2)")).isEqualTo(3L);
    }

    @Test
    void anUncaughtErrorOfAPageIsSeen(Page page) {
        page.open("plain.html");
        page.start("throw new Error('nobody catches this')");
        assertThat(page.awaitConsoleError(line -> line.contains("nobody catches this")))
                .contains("Uncaught");
    }

    @Test
    void whatAPageHoldsIsSeenByName(Page page) {
        page.open("plain.html");
        page.run("globalThis.kept = remote.require('./adder')");
        assertThat(java.holdings().sessions()).isEqualTo(1);
        assertThat(java.holdings().objectsByClass()).containsEntry(Adder.class.getName(), 1);
        page.newTab();
        page.close();
        java.awaitNothingHeld();
    }

    @Test
    void garbageIsCollectedOnDemand(Page page) {
        page.open("plain.html");
        page.run("globalThis.probe = new WeakRef({})");
        page.gc();
        assertThat(page.run("return probe.deref() === undefined")).isEqualTo(true);
    }
}
