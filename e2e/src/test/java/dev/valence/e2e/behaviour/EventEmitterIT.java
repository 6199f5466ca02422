package dev.valence.e2e.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import dev.valence.api.EventEmitter;
import dev.valence.api.Exposed;
import dev.valence.e2e.Page;
import dev.valence.e2e.PageExtension;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Events of Java that pages listen to. */
class EventEmitterIT {
    @Exposed
    static final class Bell extends EventEmitter {
        private int heardInJava;

        public boolean ring(Object... arguments) {
            return emit("ring", arguments);
        }

        public void listenInJava() {
            on("ring", arguments -> heardInJava++);
        }

        public void failInJava() {
            on("crack", arguments -> {
                throw new IllegalStateException("cracked");
            });
        }

        public int heardInJava() {
            return heardInJava;
        }
    }

    @RegisterExtension
    static final PageExtension java =
            PageExtension.with(main -> main.module("./Bell", (java.util.function.Supplier<Bell>) Bell::new));

    @BeforeEach
    void open(Page page) {
        page.open("plain.html").run("""
                globalThis.bell = remote.require('./Bell')()
                globalThis.heard = []
                globalThis.until = async count => { while (heard.length < count) await new Promise(resolve => setTimeout(resolve)) }""");
    }

    @Test
    void listenersAreAddedAndRemovedByTheSameFunction(Page page) {
        assertThat(page.run("""
                const listener = () => {}
                bell.on('ring', listener)
                const added = bell.listenerCount('ring')
                bell.removeListener('ring', () => {})
                bell.removeListener('ring', listener)
                return [added, bell.listenerCount('ring')]""")).hasToString("[1, 0]");
    }

    @Test
    void aListenerHearsWhatIsEmittedAfterTheCall(Page page) {
        assertThat(page.run("""
                bell.on('ring', (...all) => heard.push(...all))
                const somebody = bell.ring(1, {a: [2]}, bell)
                const during = heard.length
                await until(3)
                return [somebody, during, heard[0], heard[1].a.join(), heard[2] === bell]""")).hasToString("[true, 0, 1, 2, true]");
    }

    @Test
    void onceIsOnce(Page page) {
        assertThat(page.run("""
                bell.once('ring', () => heard.push('once')).on('ring', () => heard.push('on'))
                const answers = [bell.ring(), bell.ring(), bell.listenerCount('ring')]
                await until(3)
                return [...answers, ...heard]""")).hasToString("[true, true, 1, once, on, on]");
    }

    @Test
    void methodsOfAnEmitterGiveTheEmitter(Page page) {
        assertThat(
                        page.run(
                                "return bell.on('a', () => {}).addListener('b', () => {}) === bell && bell.eventNames().sort().join()"))
                .isEqualTo("a,b");
    }

    @Test
    void aPageMayEmitAndJavaHears(Page page) {
        assertThat(page.run("bell.listenInJava(); bell.emit('ring'); return [bell.heardInJava(), bell.emit('other')]"))
                .hasToString("[1, false]");
    }

    @Test
    void whatAJavaListenerThrowsThePageThatEmitsCatches(Page page) {
        assertThat(page.run("""
                bell.failInJava()
                try { bell.emit('crack') } catch (error) { return [error.name, error.cause.message] }""")).hasToString("[IllegalStateException, cracked]");
    }

    @Test
    void removingAllListenersRemovesThePagesOwnAlone(Page page) {
        assertThat(page.run("""
                bell.listenInJava()
                bell.on('ring', () => {})
                bell.removeAllListeners('ring')
                return bell.listenerCount('ring')""")).isEqualTo(1L);
    }

    @Test
    void aPageSeesItsListenersAsItsOwnFunctions(Page page) {
        assertThat(
                        page.run(
                                "const listener = () => {}; bell.on('ring', listener); return bell.listeners('ring')[0] === listener"))
                .isEqualTo(true);
    }
}
