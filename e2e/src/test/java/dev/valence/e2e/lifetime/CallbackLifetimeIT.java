package dev.valence.e2e.lifetime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.valence.api.EventEmitter;
import dev.valence.api.Exposed;
import dev.valence.api.RemoteFunction;
import dev.valence.api.RendererGoneException;
import dev.valence.e2e.Garbage;
import dev.valence.e2e.Page;
import dev.valence.e2e.PageExtension;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A page's function lives as long as Java keeps it, and not beyond the end of its page. */
class CallbackLifetimeIT {
    private static final Switchboard SWITCHBOARD = new Switchboard();
    private static final Bell FRONT = new Bell();
    private static final Bell BACK = new Bell();

    @RegisterExtension
    static final PageExtension java = PageExtension.with(
            main -> main.module("./switchboard", SWITCHBOARD).module("./bells", Map.of("front", FRONT, "back", BACK)));

    /** Emits; pages may listen. */
    @Exposed
    public static final class Bell extends EventEmitter {
        public void ring(String text) {
            emit("ring", text);
        }
    }

    @Exposed
    public static final class Switchboard {
        private final List<RemoteFunction> kept = new CopyOnWriteArrayList<>();

        public void keep(RemoteFunction function) {
            kept.add(function);
        }

        public void callAll(Object argument) {
            kept.forEach(each -> each.call(argument));
        }

        public boolean isKept(RemoteFunction function) {
            return kept.contains(function);
        }
    }

    @BeforeEach
    void open(Page page) {
        page.open("plain.html");
    }

    @AfterEach
    void forget() {
        SWITCHBOARD.kept.clear();
    }

    @Test
    void aFunctionIsKeptUntilJavaDropsItAndThenThePageLetsItGo(Page page) {
        page.run("""
                globalThis.seen = []
                const board = remote.require('./switchboard')
                const listener = text => seen.push(text)
                globalThis.probe = new WeakRef(listener)
                board.keep(listener)""");
        page.gc();
        page.run("remote.require('./switchboard').callAll('one')");
        page.eventually("return seen.join()", "one");
        assertThat(page.run("return remote.held().callbacks")).isEqualTo(1L);

        SWITCHBOARD.kept.clear();
        Garbage.collectUntil("Java drops the function", () -> java.holdings().callbacks() == 0);
        await("the page lets its function go").atMost(Duration.ofSeconds(5)).until(() -> {
            page.gc();
            return Boolean.TRUE.equals(page.run("return probe.deref() === undefined"));
        });
    }

    @Test
    void aFunctionThatIsSentAgainWhileJavaReleasesItIsNotLost(Page page) {
        page.run("""
                globalThis.count = 0
                globalThis.listener = () => { count++ }
                globalThis.board = remote.require('./switchboard')""");
        for (int i = 1; i <= 15; i++) {
            page.run("board.keep(listener)");
            SWITCHBOARD.kept.clear();
            if (i % 3 == 0) {
                Garbage.collectUntil(
                        "Java drops the function", () -> java.holdings().callbacks() == 0);
            } else {
                Garbage.collectUntil("a collection", () -> true);
            }
            page.run("board.keep(listener); board.callAll(0)");
            page.eventually("return count", (long) i);
            SWITCHBOARD.kept.clear();
        }
    }

    @Test
    void theSameFunctionIsTheSameInJava(Page page) {
        assertThat(page.run("""
                const board = remote.require('./switchboard')
                const listener = () => {}
                board.keep(listener)
                return [board.isKept(listener), board.isKept(() => {})]""")).hasToString("[true, false]");
    }

    @Test
    void listenersOnSeveralEmittersAreGoneAfterAReloadWithoutAnException(Page page) {
        String listen = """
                const { front, back } = remote.require('./bells')
                globalThis.heard = []
                front.on('ring', text => heard.push('front ' + text))
                front.on('other', () => {})
                back.on('ring', text => heard.push('back ' + text))
                remote.getCurrentWindow().on('close', () => {})
                remote.app.on('window-all-closed', () => {})""";
        page.run(listen);
        page.reload();
        page.run(listen);
        await("the listeners of the former page are gone")
                .atMost(Duration.ofSeconds(5))
                .untilAsserted(() -> {
                    assertThat(FRONT.listenerCount("ring")).isEqualTo(1);
                    assertThat(FRONT.listenerCount("other")).isEqualTo(1);
                    assertThat(BACK.listenerCount("ring")).isEqualTo(1);
                    assertThat(java.main().app().listenerCount("window-all-closed"))
                            .isEqualTo(1);
                });
        assertThatCode(() -> {
                    FRONT.ring("1");
                    BACK.ring("2");
                })
                .doesNotThrowAnyException();
        page.eventually("return heard.join(', ')", "front 1, back 2");
    }

    @Test
    void aHundredReloadsLeaveOneListener(Page page) {
        String listen = """
                globalThis.kept = [remote.require('./bells'), remote.require('./bells').front, remote.getCurrentWindow()]
                kept[1].on('ring', () => {})
                kept[2].on('close', () => {})""";
        page.run(listen);
        var before = java.holdings();
        assertThat(before.callbacks()).isEqualTo(2);
        for (int i = 0; i < 100; i++) {
            page.reload();
            page.run(listen);
        }
        java.awaitHoldings(before);
        assertThat(FRONT.listenerCount("ring")).isEqualTo(1);
        assertThat(page.run("return remote.getCurrentWindow().listenerCount('close')"))
                .isEqualTo(1L);
    }

    @Test
    void aFunctionOfAPageThatIsGoneRaisesElectronsWords(Page page) {
        page.run("remote.require('./switchboard').keep(function handler() {})");
        RemoteFunction function = SWITCHBOARD.kept.get(0);
        page.open("about:blank");
        java.awaitNothingHeld();
        assertThat(function.renderer().isAlive()).isFalse();
        assertThatThrownBy(function::call)
                .isInstanceOf(RendererGoneException.class)
                .hasMessageContaining(
                        "Attempting to call a function in a renderer window that has been closed or released.");
        assertThatThrownBy(function::request).isInstanceOf(RendererGoneException.class);
    }

    @Test
    void aListenerIsTakenBackByThePageThatAddedIt(Page page) {
        page.run("""
                globalThis.heard = []
                globalThis.listener = text => heard.push(text)
                globalThis.bell = remote.require('./bells').front
                bell.on('ring', listener)
                bell.ring('1')
                bell.removeListener('ring', listener)
                bell.ring('2')
                bell.once('ring', listener)
                bell.ring('3')
                bell.ring('4')""");
        page.eventually("return heard.join()", "1,3");
        assertThat(FRONT.listenerCount("ring")).isZero();
    }

    @Test
    void aPageCannotRemoveTheListenersOfOthers(Page page) {
        List<String> heard = new ArrayList<>();
        EventEmitter.Listener listener = arguments -> heard.add(String.valueOf(arguments[0]));
        BACK.on("ring", listener);
        page.run("""
                const { back } = remote.require('./bells')
                back.removeAllListeners('ring')
                back.ring('still')""");
        BACK.removeListener("ring", listener);
        assertThat(heard).containsExactly("still");
    }
}
