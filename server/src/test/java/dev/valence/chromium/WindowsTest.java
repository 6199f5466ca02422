package dev.valence.chromium;

import static dev.valence.chromium.OwnBrowser.during;
import static dev.valence.chromium.OwnBrowser.get;
import static dev.valence.chromium.OwnBrowser.next;
import static dev.valence.chromium.OwnBrowser.run;
import static dev.valence.chromium.OwnBrowser.until;
import static org.assertj.core.api.Assertions.assertThat;

import dev.valence.api.EventEmitter;
import dev.valence.electron.BrowserWindow;
import dev.valence.electron.BrowserWindowOptions;
import dev.valence.electron.Rectangle;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Opening, placing and naming windows. */
class WindowsTest {
    private static OwnBrowser browser;
    private static PageServer server;

    @BeforeAll
    static void start() {
        browser = OwnBrowser.headless();
        server = new PageServer();
    }

    @AfterAll
    static void stop() {
        browser.close();
        server.close();
    }

    @AfterEach
    void clear() {
        browser.clear();
    }

    @Test
    void windowOpensWithSizePlaceAndTitle() {
        BrowserWindow window = browser.browserWindows.create(new BrowserWindowOptions(640, 480, 30, 20, "Tools", null));
        assertThat(window.getBounds()).isEqualTo(new Rectangle(30, 20, 640, 480));
        assertThat(window.getTitle()).isEqualTo("Tools");
        assertThat(window.isVisible()).isTrue();
        assertThat(window.webContents().getURL()).isEmpty();
        assertThat(run(window, "document.title")).isEqualTo("Tools");
    }

    @Test
    void windowWithoutOptionsIs800By600() {
        assertThat(browser.open().getSize()).containsExactly(800, 600);
    }

    @Test
    void boundsSizeAndPositionCanBeSet() {
        BrowserWindow window = browser.open(500, 400);
        window.setBounds(new Rectangle(10, 20, 300, 200));
        assertThat(window.getBounds()).isEqualTo(new Rectangle(10, 20, 300, 200));
        window.setSize(350, 250);
        window.setPosition(15, 25);
        assertThat(window.getPosition()).containsExactly(15, 25);
        assertThat(window.getSize()).containsExactly(350, 250);
    }

    @Test
    void resizeIsEmittedWhenThePageNotices() {
        BrowserWindow window = browser.open(server.page("/resize", "<title>r</title>"));
        Rectangle bounds = window.getBounds();
        during(window, "resize", () -> window.setBounds(new Rectangle(bounds.x(), bounds.y(), 400, 300)));
    }

    @Test
    void titleOfTheDocumentIsTheTitleOfTheWindow() {
        BrowserWindow window = browser.open(server.page("/title", "<title>From the page</title>"));
        assertThat(window.getTitle()).isEqualTo("From the page");
        Object[] event = during(window, "page-title-updated", () -> run(window, "document.title = 'Changed'; 0"));
        assertThat(event[1]).isEqualTo("Changed");
        assertThat(window.webContents().getTitle()).isEqualTo("Changed");
    }

    @Test
    void titleThatWasSetIsReadBackAtOnceAndReachesTheDocument() {
        BrowserWindow window = browser.open(server.page("/set-title", "<title>Old</title>"));
        window.setTitle("New \"title\"");
        assertThat(window.getTitle()).isEqualTo("New \"title\"");
        assertThat(run(window, "document.title")).isEqualTo("New \"title\"");
    }

    @Test
    void whatABusyPageStillTellsOfTheOldTitleDoesNotUndoTheNew() {
        BrowserWindow window = browser.open(server.page("/busy", "<title>Old</title>"));
        BlockingQueue<Object> titles = new LinkedBlockingQueue<>();
        window.on("page-title-updated", event -> titles.add(event[1]));
        CompletableFuture<Object[]> busy = next(window, "page-title-updated");
        CompletableFuture<Object> idle = window.webContents().executeJavaScript("""
                document.title = 'Busy'
                new Promise(resolve => setTimeout(() => {
                  for (const end = performance.now() + 300; performance.now() < end;) dispatchEvent(new Event('resize'))
                  resolve()
                }))""");
        get(busy);
        window.setTitle("New");
        get(idle);
        assertThat(run(window, "document.title")).isEqualTo("New");
        assertThat(window.getTitle()).isEqualTo("New");
        assertThat(titles).containsExactly("Busy");
    }

    @Test
    void documentWithoutTitleGetsThatOfTheWindow() {
        BrowserWindow window =
                browser.browserWindows.create(new BrowserWindowOptions(null, null, null, null, "Given", null));
        OwnBrowser.load(window, server.page("/untitled", "<p>no title"));
        until(() -> run(window, "document.title").equals("Given"));
        assertThat(window.getTitle()).isEqualTo("Given");
    }

    @Test
    void hiddenMinimizedAndMaximizedAreToldApart() {
        BrowserWindow window =
                browser.browserWindows.create(new BrowserWindowOptions(null, null, null, null, null, false));
        assertThat(window.isVisible()).isFalse();
        window.show();
        assertThat(window.isVisible()).isTrue();
        window.maximize();
        assertThat(window.isMaximized()).isTrue();
        window.minimize();
        assertThat(window.isMinimized()).isTrue();
        window.setBounds(new Rectangle(0, 0, 300, 200));
        assertThat(window.isMinimized()).isFalse();
        assertThat(window.getSize()).containsExactly(300, 200);
    }

    @Test
    void focusGoesFromWindowToWindow() {
        BrowserWindow first = browser.open(server.page("/focus", "<title>f</title>"));
        BrowserWindow second = browser.open(server.page("/focus", "<title>f</title>"));
        during(first, "focus", first::focus);
        assertThat(first.isFocused()).isTrue();
        CompletableFuture<Object[]> blurred = next(first, "blur");
        during(second, "focus", second::focus);
        get(blurred);
        assertThat(browser.browserWindows.getFocusedWindow()).isSameAs(second);
    }

    @Test
    void idsAreNeverUsedAgainAndFindTheirWindows() {
        BrowserWindow first = browser.open();
        int gone = first.id();
        first.destroy();
        BrowserWindow second = browser.open();
        assertThat(second.id()).isGreaterThan(gone);
        assertThat(browser.browserWindows.fromId(gone)).isNull();
        assertThat(browser.browserWindows.fromId(second.id())).isSameAs(second);
        assertThat(browser.browserWindows.fromWebContents(second.webContents())).isSameAs(second);
        assertThat(browser.browserWindows.getAllWindows()).isEqualTo(List.of(second));
    }

    @Test
    void windowThatAPageOpensIsAWindowToo() {
        server.page("/popup", "<title>Popup</title>");
        BrowserWindow opener = browser.open(server.page("/opener", "<title>Opener</title>"));
        run(opener, "window.popup = open('/popup', '', 'popup,width=300,height=200'); 0");
        until(() -> browser.directory.windows().size() == 2);
        BrowserWindow popup = browser.directory.windows().get(1);
        assertThat(popup.id()).isGreaterThan(opener.id());
        until(() -> popup.getTitle().equals("Popup"));
        assertThat(popup.webContents().getURL()).isEqualTo(server.origin() + "/popup");
        CompletableFuture<Object[]> closed = next((EventEmitter) popup, "closed");
        run(opener, "popup.close(); 0");
        get(closed);
        assertThat(popup.isDestroyed()).isTrue();
        assertThat(opener.isDestroyed()).isFalse();
    }
}
