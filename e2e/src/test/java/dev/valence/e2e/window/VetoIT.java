package dev.valence.e2e.window;

import static org.assertj.core.api.Assertions.assertThat;

import dev.valence.e2e.Page;
import dev.valence.e2e.PageExtension;
import dev.valence.electron.BrowserWindow;
import dev.valence.electron.BrowserWindowOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A page prevents what an event announces, by a callable listener. */
class VetoIT {
    @RegisterExtension
    static final PageExtension java = PageExtension.with(main -> {});

    private static final String KEEP_OPEN = """
            globalThis.seen = []
            globalThis.win = require('electron').remote.getCurrentWindow()
            globalThis.keepOpen = require('electron').remote.callable(event => {
              event.preventDefault()
              seen.push(event.defaultPrevented)
            })
            win.on('close', keepOpen)
            """;

    @Test
    void thePageKeepsItsWindowFromClosing() throws Exception {
        BrowserWindow window = java.main().openWindow("no-script.html", BrowserWindowOptions.ofSize(500, 400));
        Windows.run(window, KEEP_OPEN);
        Windows.run(window, "win.close()");
        assertThat(window.isDestroyed()).as("closed by the page").isFalse();
        window.close();
        assertThat(window.isDestroyed()).as("closed by Java").isFalse();
        assertThat(Windows.run(window, "String(seen)")).isEqualTo("true,true");

        Windows.run(window, "win.removeListener('close', keepOpen)");
        Windows.close(window);
    }

    @Test
    void aTabOfAnotherBrowserIsKeptOpenToo(Page page) {
        page.open("plain.html").run(KEEP_OPEN);
        assertThat(page.run("win.close(); return [String(seen), win.isDestroyed()].join()"))
                .isEqualTo("true,false");
    }

    @Test
    void anOrdinaryListenerComesTooLateAndIsToldSo(Page page) {
        page.open("plain.html").run("""
                globalThis.seen = []
                globalThis.win = remote.getCurrentWindow()
                win.on('close', event => {
                  try {
                    event.preventDefault()
                  } catch (error) {
                    seen.push(error.name, error.message)
                  }
                })
                win.on('close', remote.callable(event => event.preventDefault()))
                win.close()""");
        page.eventually("return seen[0]", "NotSupportedError");
        assertThat(page.run("return seen[1]")).asString().contains("remote.callable(fn)");
    }

    @Test
    void thePageKeepsTheApplicationFromQuitting(Page page) {
        page.open("plain.html").run("""
                globalThis.seen = []
                const { app } = remote
                app.on('quit', () => seen.push('quit'))
                for (const event of ['before-quit', 'will-quit'])
                  app.once(event, remote.callable(asked => {
                    seen.push(event)
                    asked.preventDefault()
                  }))
                app.quit()
                app.quit()
                app.removeAllListeners('quit')""");
        assertThat(page.run("return seen.join()")).isEqualTo("before-quit,will-quit");
    }

    /** The main thread tells of the new title, and waits for the page. */
    @Test
    void anEventOfTheMainThreadIsHeardWhereThePageIsIdle(Page page) {
        page.open("plain.html").run("""
                globalThis.seen = []
                const win = remote.getCurrentWindow()
                win.on('page-title-updated', remote.callable((event, title) => seen.push(title, win.getTitle())))
                document.title = 'another'""");
        page.eventually("return seen.join()", "another,another");
    }
}
