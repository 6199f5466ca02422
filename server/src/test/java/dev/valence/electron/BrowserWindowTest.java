package dev.valence.electron;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.valence.api.NotSupportedException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a window does whatever its browser is. */
class BrowserWindowTest {
    private final WindowDirectory directory = new WindowDirectory(Runnable::run);
    private final ScriptedWindow.Backend backend = new ScriptedWindow.Backend(directory);
    private final BrowserWindows browserWindows = new BrowserWindows(directory, backend);
    private final BrowserWindow window = browserWindows.create();

    @Test
    void eventCarriesItsSenderFirst() {
        List<Object> arguments = new ArrayList<>();
        window.on("page-title-updated", given -> arguments.addAll(List.of(given)));
        backend.last().browser.titleChanged("New");
        assertThat(arguments).hasSize(2);
        assertThat(((Event) arguments.get(0)).sender()).isSameAs(window);
        assertThat(arguments.get(1)).isEqualTo("New");
    }

    @Test
    void lateVetoIsAnErrorAndNotSilence() {
        List<Event> kept = new ArrayList<>();
        window.on("close", arguments -> kept.add((Event) arguments[0]));
        backend.last().closesWhenAsked = false;
        window.close();
        assertThatThrownBy(kept.get(0)::preventDefault)
                .isInstanceOf(NotSupportedException.class)
                .hasMessageContaining("too late");
        assertThat(kept.get(0).isDefaultPrevented()).isFalse();
    }

    @Test
    void windowThatTheUserClosesCannotBeHeldUpButSaysSo() {
        List<String> log = new ArrayList<>();
        window.on("close", arguments -> {
            log.add("close");
            assertThatThrownBy(((Event) arguments[0])::preventDefault).isInstanceOf(NotSupportedException.class);
        });
        window.on("closed", arguments -> log.add("closed"));
        backend.last().browser.closed();
        assertThat(log).containsExactly("close", "closed");
    }

    @Test
    void closedWindowIsForgottenBeforeItsListenersHear() {
        List<Object> seen = new ArrayList<>();
        window.on("closed", arguments -> seen.add(browserWindows.getAllWindows()));
        window.close();
        assertThat(seen).containsExactly(List.of());
    }

    @Test
    void nothingIsEmittedAfterClosed() {
        List<String> log = new ArrayList<>();
        window.on("focus", arguments -> log.add("focus"));
        window.webContents().on("did-finish-load", arguments -> log.add("did-finish-load"));
        window.on("closed", arguments -> log.add("closed"));
        window.destroy();
        backend.last().browser.focusChanged(true);
        backend.last().browser.loadFinished();
        backend.last().browser.closed();
        assertThat(log).containsExactly("closed");
    }

    @Test
    void windowMayBeDestroyedWhileItIsBeingClosed() {
        window.on("close", arguments -> window.destroy());
        window.close();
        assertThat(window.isDestroyed()).isTrue();
        assertThat(backend.last().told).containsExactly("destroy");
    }

    @Test
    void sizesThatNoWindowCanHaveAreRefused() {
        assertThatThrownBy(() -> BrowserWindowOptions.ofSize(0, 10))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("at least 1 pixel");
    }

    @Test
    void focusedWindowAndItsContentsAreFound() {
        WebContentsModule webContents = new WebContentsModule(directory);
        assertThat(browserWindows.getFocusedWindow()).isNull();
        assertThat(webContents.getFocusedWebContents()).isNull();
        backend.last().page = PageState.BLANK.withFocused(true);
        assertThat(browserWindows.getFocusedWindow()).isSameAs(window);
        assertThat(webContents.getFocusedWebContents()).isSameAs(window.webContents());
        assertThat(webContents.fromId(window.id())).isSameAs(window.webContents());
        assertThat(webContents.fromId(99)).isNull();
        assertThat(webContents.getAllWebContents()).containsExactly(window.webContents());
    }

    @Test
    void keyOfAWindowIsItsOwnAndIsNotPrinted() {
        WindowIdentity first = directory.mint();
        WindowIdentity second = directory.mint();
        assertThat(second.id()).isGreaterThan(first.id());
        String origin = "http://own.test";
        assertThat(second.keyFor(origin)).isNotEqualTo(first.keyFor(origin)).hasSizeGreaterThanOrEqualTo(22);
        assertThat(first.keyFor("http://other.test")).isNotEqualTo(first.keyFor(origin));
        assertThat(first.toString()).doesNotContain(first.secret());
        BrowserWindow entered = directory.enter(first, new ScriptedWindow(true));
        assertThat(directory.byKey(first.id(), first.keyFor(origin), origin)).containsSame(entered);
        assertThat(directory.byKey(first.id(), first.keyFor(origin), "http://other.test"))
                .isEmpty();
        assertThat(directory.byKey(first.id(), first.keyFor(origin), null)).isEmpty();
        assertThat(directory.byKey(first.id(), second.keyFor(origin), origin)).isEmpty();
        entered.destroy();
        assertThat(directory.byKey(first.id(), first.keyFor(origin), origin)).isEmpty();
    }
}
