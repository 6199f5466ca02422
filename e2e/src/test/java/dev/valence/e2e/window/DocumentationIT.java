package dev.valence.e2e.window;

import static org.assertj.core.api.Assertions.assertThat;

import dev.valence.api.Exposed;
import dev.valence.e2e.Page;
import dev.valence.e2e.PageExtension;
import dev.valence.electron.BrowserWindow;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What Electron 1.4.14's page on {@code remote} says, from a page in a browser that Valence did not launch. */
class DocumentationIT {
    private static final List<BrowserWindow> KEPT = new CopyOnWriteArrayList<>();

    @RegisterExtension
    static final PageExtension java = PageExtension.with(
            main -> main.module("./mapNumbers", new MapNumbers()).module("./keeper", new Keeper()));

    @Exposed
    public static final class MapNumbers {
        public List<Object> withRendererCallback(Function<Integer, Object> mapper) {
            return Stream.of(1, 2, 3).map(mapper).toList();
        }

        public List<Integer> withLocalCallback() {
            return Stream.of(1, 2, 3).map(x -> x + 1).toList();
        }
    }

    /** Lets the test have the windows that pages opened. */
    @Exposed
    public static final class Keeper {
        public void keep(BrowserWindow window) {
            KEPT.add(window);
        }
    }

    @AfterEach
    void closeWindows() {
        KEPT.stream().filter(each -> !each.isDestroyed()).forEach(BrowserWindow::destroy);
        KEPT.clear();
    }

    @Test
    void theFirstInlineScriptOpensARealWindow(Page page) throws Exception {
        page.open("first-script.html");
        page.run("remote.require('./keeper').keep(win)");
        BrowserWindow window = KEPT.get(0);
        assertThat(page.run("return size")).hasToString("[800, 600]");
        assertThat(window.isOwn()).isTrue();
        assertThat(page.run("return win instanceof BrowserWindow && win.constructor.name"))
                .isEqualTo("BrowserWindow");

        page.run("win.loadURL(location.origin + '/plain.html')");
        assertThat(Windows.run(window, "[document.title, innerWidth > 700, outerWidth, outerHeight].join()"))
                .isEqualTo("plain,true,800,600");
    }

    @Test
    void aWindowIsDrivenByItsRemoteObject(Page page) {
        page.open("plain.html");
        assertThat(page.run("""
                const { BrowserWindow } = remote
                globalThis.win = new BrowserWindow({ width: 640, height: 480, x: 10, y: 20, title: 'mine' })
                remote.require('./keeper').keep(win)
                const seen = [win.getTitle(), JSON.stringify(win.getBounds())]
                win.setBounds({ x: 30, y: 40, width: 700, height: 500 })
                seen.push(JSON.stringify(win.getBounds()))
                win.setTitle('another')
                seen.push(win.getTitle())
                win.focus()
                seen.push(win.isDestroyed())
                return seen"""))
                .isEqualTo(List.of(
                        "mine",
                        "{\"x\":10,\"y\":20,\"width\":640,\"height\":480}",
                        "{\"x\":30,\"y\":40,\"width\":700,\"height\":500}",
                        "another",
                        false));
    }

    @Test
    void aWindowMayBeginUnseen(Page page) {
        page.open("plain.html");
        assertThat(page.run("""
                globalThis.win = new remote.BrowserWindow({ show: false })
                remote.require('./keeper').keep(win)
                const other = new remote.BrowserWindow({ show: true })
                remote.require('./keeper').keep(other)
                return [win.isVisible(), other.isVisible()]""")).isEqualTo(List.of(false, true));
        assertThat(KEPT.get(0).isVisible()).isFalse();
    }

    @Test
    void allWindowsAreListedAndFoundById(Page page) {
        page.open("plain.html");
        assertThat(page.run("""
                const { BrowserWindow } = remote
                const one = new BrowserWindow(), other = new BrowserWindow({ width: 300, height: 200 })
                for (const each of [one, other]) remote.require('./keeper').keep(each)
                const all = BrowserWindow.getAllWindows()
                return [all.includes(one), all.includes(other), BrowserWindow.fromId(other.id) === other,
                  BrowserWindow.fromId(987654), one.id !== other.id, BrowserWindow.fromWebContents(one.webContents) === one]""")).hasToString("[true, true, true, null, true, true]");
    }

    @Test
    void aClosedWindowSaysSoAndRefusesAllElse(Page page) {
        page.open("plain.html");
        page.run("""
                const { BrowserWindow } = remote
                globalThis.events = []
                globalThis.win = new BrowserWindow({ width: 400, height: 300 })
                win.on('close', () => events.push('close'))
                win.on('closed', () => events.push('closed'))
                win.loadURL(location.origin + '/plain.html')
                win.close()""");
        page.eventually("return events.join()", "close,closed");
        assertThat(page.run("return win.isDestroyed() && remote.BrowserWindow.fromId(win.id) === null"))
                .isEqualTo(true);
        assertThat(page.fails("win.getTitle()").text()).contains("Object has been destroyed");
    }

    @Test
    void aDestroyedWindowIsGoneAtOnce(Page page) {
        page.open("plain.html");
        assertThat(page.run("""
                const win = new remote.BrowserWindow({ width: 400, height: 300 })
                win.destroy()
                return [win.isDestroyed(), remote.BrowserWindow.getAllWindows().includes(win)]""")).hasToString("[true, false]");
    }

    @Test
    void executeJavaScriptGivesValuePromiseAndRejectionToThePage(Page page) {
        page.open("plain.html");
        page.run("""
                globalThis.win = new remote.BrowserWindow({ width: 400, height: 300 })
                remote.require('./keeper').keep(win)
                win.loadURL(location.origin + '/plain.html')""");
        assertThat(page.run("return await win.webContents.executeJavaScript('document.title + 1')"))
                .isEqualTo("plain1");
        assertThat(page.run("return await win.webContents.executeJavaScript('Promise.resolve({ a: [1, 2] })')"))
                .hasToString("{a=[1, 2]}");
        assertThat(page.fails("await win.webContents.executeJavaScript('Promise.reject(new RangeError(\"no\"))')"))
                .satisfies(error -> {
                    assertThat(error.name()).isEqualTo("RangeError");
                    assertThat(error.text()).isEqualTo("no");
                });
        assertThat(page.run("""
                return await new Promise(resolve => win.webContents.executeJavaScript('6 * 7', false, resolve))""")).isEqualTo(42L);
    }

    @Test
    void loadingIsToldByEvents(Page page) {
        page.open("plain.html");
        page.run("""
                globalThis.events = []
                globalThis.win = new remote.BrowserWindow({ width: 400, height: 300 })
                remote.require('./keeper').keep(win)
                for (const event of ['dom-ready', 'did-finish-load']) win.webContents.on(event, () => events.push(event))
                win.loadURL(location.origin + '/plain.html')""");
        page.eventually("return events.join()", "dom-ready,did-finish-load");
        assertThat(page.run("return win.webContents.getURL()")).isEqualTo(page.url());
        page.run("win.webContents.reload()");
        page.eventually("return events.join()", "dom-ready,did-finish-load,dom-ready,did-finish-load");
    }

    @Test
    void aRendererCallbackGivesUndefinedAtOnceAndALocalOneItsValues(Page page) {
        page.open("plain.html");
        assertThat(page.run("""
                const mapNumbers = remote.require('./mapNumbers')
                globalThis.seen = []
                const fromRenderer = mapNumbers.withRendererCallback(x => { seen.push(x); return x + 1 })
                return [fromRenderer.map(String).join(), mapNumbers.withLocalCallback().join(), seen.length]""")).hasToString("[undefined,undefined,undefined, 2,3,4, 0]");
        page.eventually("return seen.join()", "1,2,3");
    }

    @Test
    void theBuiltInModulesAreGettersOfRemote(Page page) {
        page.open("plain.html");
        assertThat(page.run("""
                return [Object.keys(remote).includes('BrowserWindow'), remote.app.getName(), remote.process === remote.getGlobal('process'),
                  remote.process.pid === remote.process.pid && remote.process.pid > 1, remote.process === remote.process,
                  remote.app === remote.getBuiltin('app'), typeof remote.getGlobal('nothing')]""")).hasToString("[true, Valence, true, true, true, true, undefined]");
        assertThat(page.run("return remote.process.pid"))
                .isEqualTo(ProcessHandle.current().pid());
    }
}
