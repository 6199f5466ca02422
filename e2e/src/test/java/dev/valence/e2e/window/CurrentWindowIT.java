package dev.valence.e2e.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.valence.api.Exposed;
import dev.valence.api.JavaScriptException;
import dev.valence.e2e.Page;
import dev.valence.e2e.PageExtension;
import dev.valence.electron.BrowserWindow;
import dev.valence.electron.BrowserWindowOptions;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The window that a page is in: one that Valence opened, or a tab of some other browser. */
class CurrentWindowIT {
    private static final Loads LOADS = new Loads();

    @RegisterExtension
    static final PageExtension java = PageExtension.with(main -> main.module("./loads", LOADS));

    private BrowserWindow window;

    @Exposed
    public static final class Loads {
        private final AtomicInteger count = new AtomicInteger();

        public void loaded() {
            count.incrementAndGet();
        }
    }

    private BrowserWindow open(String page) {
        window = java.main().openWindow(page, BrowserWindowOptions.ofSize(500, 400));
        return window;
    }

    @AfterEach
    void closeWindow() {
        if (window != null && !window.isDestroyed()) {
            Windows.close(window);
        }
    }

    @Test
    void aPageInAWindowOfOursHasRequireWithoutAScript() throws Exception {
        open("no-script.html");
        assertThat(Windows.run(window, "early")).isEqualTo("object");
        assertThat(Windows.run(window, "require('electron').remote.getCurrentWindow().id"))
                .isEqualTo(window.id());
        assertThat(Windows.run(window, """
                const { remote } = require('electron')
                const win = remote.getCurrentWindow()
                String([win.webContents === remote.getCurrentWebContents(), remote.BrowserWindow.fromId(win.id) === win,
                  win === remote.getCurrentWindow(), crossOriginIsolated])""")).isEqualTo("true,true,true,true");
    }

    @Test
    void aPageChangesItsOwnWindow() throws Exception {
        open("no-script.html");
        Windows.run(window, """
                require('electron').remote.getCurrentWindow().setBounds({ x: 5, y: 6, width: 450, height: 350 })
                require('electron').remote.getCurrentWindow().setTitle('changed')""");
        assertThat(window.getBounds()).hasToString("Rectangle[x=5, y=6, width=450, height=350]");
        assertThat(window.getTitle()).isEqualTo("changed");
    }

    @Test
    void aHundredReloadsOfAWindowLeaveOneCloseListener() {
        LOADS.count.set(0);
        open("close-listener.html");
        for (int i = 1; i <= 100; i++) {
            int loads = i;
            await("load " + i).atMost(Duration.ofSeconds(10)).until(() -> LOADS.count.get() == loads);
            window.reload();
        }
        await("the last load").atMost(Duration.ofSeconds(10)).until(() -> LOADS.count.get() == 101);
        await("one listener").atMost(Duration.ofSeconds(5)).untilAsserted(() -> {
            assertThat(window.listenerCount("close")).isEqualTo(1);
            assertThat(java.holdings().sessions()).isEqualTo(1);
            assertThat(java.holdings().callbacks()).isEqualTo(1);
        });
    }

    @Test
    void aWindowSurvivesTheNavigationOfItsPageAndListenersOfJavaStay() throws Exception {
        open("no-script.html");
        window.on("closed", event -> {});
        assertThat(Windows.run(window, "require('electron').remote.getCurrentWindow().id"))
                .isEqualTo(window.id());
        window.loadURL(java.main().address().resolve("plain.html").toString());
        assertThat(Windows.run(window, "document.title + require('electron').remote.getCurrentWindow().id"))
                .isEqualTo("plain" + window.id());
        assertThat(window.listenerCount("closed")).isEqualTo(1);
        await("one session")
                .atMost(Duration.ofSeconds(5))
                .until(() -> java.holdings().sessions() == 1);
    }

    @Test
    void executeJavaScriptGivesValuePromiseAndRejectionToJava() throws Exception {
        open("plain.html");
        assertThat(Windows.run(window, "document.title")).isEqualTo("plain");
        assertThat(Windows.run(window, "new Promise(resolve => setTimeout(resolve, 1, 'later'))"))
                .isEqualTo("later");
        assertThatThrownBy(() -> Windows.run(window, "Promise.reject(new TypeError('refused'))"))
                .isInstanceOf(ExecutionException.class)
                .cause()
                .isInstanceOf(JavaScriptException.class)
                .hasMessage("refused");
    }

    @Test
    void aTabOfAnotherBrowserHasAWindowWithFewerPowers(Page page) throws Exception {
        page.open("plain.html");
        assertThat(page.run("""
                const win = remote.getCurrentWindow()
                globalThis.contents = win.webContents
                return [win === remote.getCurrentWindow(), contents === remote.getCurrentWebContents(), win.getTitle(),
                  contents.getURL() === location.href, win.isDestroyed(), remote.BrowserWindow.getAllWindows().includes(win)]""")).hasToString("[true, true, plain, true, false, true]");
        page.run("remote.getCurrentWindow().setTitle('by Java')");
        page.eventually("return document.title", "by Java");
        assertThat(page.run("return await contents.executeJavaScript('1 + 1')")).isEqualTo(2L);
        assertThat(page.fails("await contents.executeJavaScript('throw new RangeError(\"far\")')")
                        .name())
                .isEqualTo("RangeError");
        assertThat(page.fails("remote.getCurrentWindow().minimize()")).satisfies(error -> {
            assertThat(error.name()).isEqualTo("NotSupportedError");
            assertThat(error.text()).contains("a browser that Valence did not launch");
        });
    }

    @Test
    void theWindowOfATabEndsWithItsDocument(Page page) {
        page.open("plain.html");
        Object before = page.run("return remote.getCurrentWindow().id");
        page.reload();
        assertThat(page.run("return remote.getCurrentWindow().id")).isNotEqualTo(before);
        page.eventually("return remote.BrowserWindow.fromId(" + before + ")", null);
    }
}
