package dev.valence.e2e.capabilities;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.valence.MainProcess;
import dev.valence.api.Capabilities;
import dev.valence.api.Capability;
import dev.valence.api.Exposed;
import dev.valence.e2e.Page;
import dev.valence.e2e.PageError;
import dev.valence.e2e.PageExtension;
import dev.valence.electron.BrowserWindow;
import dev.valence.electron.BrowserWindowOptions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.slf4j.LoggerFactory;

/** Pages that try what no capability of theirs permits. */
class CapabilitiesIT {
    @Exposed
    public static final class Files {
        static final AtomicInteger DELETED = new AtomicInteger();
        public final String owner = "ann";
        public final String path = "/home/ann";

        public String read(String name) {
            return "text of " + name;
        }

        public void delete(String name) {
            DELETED.incrementAndGet();
        }

        public Files parent() {
            return new Files();
        }
    }

    private static final Capability VIEWER = Capability.named("viewer")
            .withModules("files")
            .withMembers("Files.read", "Files.parent", "Files.owner")
            .withBuiltins("getCurrentWindow")
            .withMembers("BrowserWindow.getTitle", "BrowserWindow.webContents", "WebContents.*");

    private static final Capability EDITOR =
            Capability.named("editor").withWindows("editor").withMembers("Files.delete");

    @RegisterExtension
    static final PageExtension java = PageExtension.strictly(main -> main.module("files", new Files())
            .module("secrets", new Files())
            .global("state", "secret")
            .capabilities(Capabilities.of(VIEWER, EDITOR)));

    private final Logger auditLogger = (Logger) LoggerFactory.getLogger("dev.valence.audit");
    private final ListAppender<ILoggingEvent> audit = new ListAppender<>();

    @BeforeEach
    void listen() {
        Files.DELETED.set(0);
        audit.start();
        auditLogger.addAppender(audit);
    }

    @AfterEach
    void stop() {
        auditLogger.detachAppender(audit);
    }

    private List<String> auditLines() {
        return List.copyOf(audit.list).stream()
                .map(ILoggingEvent::getFormattedMessage)
                .toList();
    }

    private static Object run(BrowserWindow window, String code) {
        try {
            return window.webContents().executeJavaScript(code).get(20, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private static void assertDenied(PageError error, String message) {
        assertThat(error.name()).isEqualTo("NotPermittedError");
        assertThat(error.text()).startsWith(message);
    }

    @Test
    void aPageMayDoWhatItsCapabilityNames(Page page) {
        page.open("plain.html");

        assertThat(
                        page.run(
                                "const files = remote.require('files'); return [files.read('a'), files.owner, remote.getCurrentWindow().getTitle()]"))
                .isEqualTo(List.of("text of a", "ann", "plain"));
    }

    @Test
    void aPageMayDoNothingElse(Page page) {
        page.open("plain.html");

        assertDenied(page.fails("remote.require('secrets')"), "Blocked remote.require('secrets')");
        assertDenied(page.fails("remote.getGlobal('state')"), "Blocked remote.getGlobal('state')");
        assertDenied(page.fails("remote.app"), "Blocked remote.getBuiltin('app')");
        assertDenied(page.fails("remote.process"), "Blocked remote.getGlobal('process')");
        assertDenied(page.fails("remote.require('files').delete('a')"), "'Files.delete' is not permitted to this page");
        assertDenied(page.fails("remote.require('files').path"), "'Files.path' is not permitted to this page");
        assertThat(Files.DELETED).hasValue(0);
    }

    /** What the document says a page sees. */
    @Test
    void aDeniedMemberIsSeenAndOneThatThereIsNotIsUndefined(Page page) {
        page.open("plain.html");

        assertThat(page.run("""
                        const files = remote.require('files')
                        let code = 'none'
                        try { files.delete('a') } catch (error) { code = String(error.code) }
                        return [typeof files.nosuch, typeof files.delete, code, 'delete' in files, Object.keys(files).sort().join()]""")).isEqualTo(List.of("undefined", "function", "undefined", true, "owner,path"));
    }

    @Test
    void aSecretConstantIsInNoMessageAndNoCopy(Page page) {
        page.open("plain.html");

        assertThat(page.run("return JSON.stringify(remote.copy(remote.require('files').parent()))"))
                .isEqualTo("{\"owner\":\"ann\"}");
    }

    /** Row 24 of the threats starts here: from its own window a page could command all others. */
    @Test
    void aPageDoesNotReachOtherWindowsByItsOwn(Page page) {
        page.open("plain.html");

        assertDenied(
                page.fails("new (remote.getCurrentWindow().constructor)()"),
                "'BrowserWindow.new' is not permitted to this page");
        assertDenied(
                page.fails("remote.getCurrentWindow().constructor.getAllWindows()"),
                "'BrowserWindow.getAllWindows' is not permitted to this page");
        assertDenied(
                page.fails("remote.getCurrentWindow().webContents.executeJavaScript('1')"),
                "'WebContents.executeJavaScript' is not permitted to this page");
        assertDenied(
                page.fails("remote.getCurrentWindow().webContents.loadURL('javascript:alert(1)')"),
                "'WebContents.loadURL' is not permitted to this page: argument 0 is no URL of [http, https, about]");
    }

    @Test
    void aDeniedStepOfAChainRejectsIt(Page page) {
        page.open("plain.html");

        assertThat(page.run("""
                        return remote.async(remote.require('files')).parent().delete('a')
                          .then(() => 'done', error => [error.name, error instanceof valence.errors.NotPermittedError])""")).isEqualTo(List.of("NotPermittedError", true));
        assertThat(Files.DELETED).hasValue(0);
    }

    @Test
    void aScriptThatWasInjectedHasNoMoreThanItsPage(Page page) {
        page.open("plain.html");
        page.run("""
                const comment = `<img src="nowhere:" onerror="
                  try { require('electron').remote.require('files').delete('all') } catch (e) { globalThis.caught = e.name }">`
                document.body.insertAdjacentHTML('beforeend', comment)""");

        page.eventually("return globalThis.caught", "NotPermittedError");
        assertThat(Files.DELETED).hasValue(0);
        assertThat(auditLines())
                .anySatisfy(line -> assertThat(line)
                        .startsWith("denied member.call 'Files.delete' to renderer '")
                        .contains(" of " + java.main().address().toString().replaceFirst("/$", "") + " in ")
                        .doesNotContain("'all'"));
    }

    @Test
    void aNamedWindowHasMoreAndWhatItsPageOpensHasNot(Page page) {
        BrowserWindow editor = java.main().openWindow("plain.html", BrowserWindowOptions.defaults(), "editor");
        BrowserWindow viewer = java.main().openWindow("plain.html", BrowserWindowOptions.defaults(), "viewer");
        String delete = "try { require('electron').remote.require('files').delete('x'); 'done' } catch (e) { e.name }";

        assertThat(run(editor, delete)).isEqualTo("done");
        assertThat(run(viewer, delete)).isEqualTo("NotPermittedError");
        // One brings the script itself, the other has it from Valence alone.
        Map<String, String> pages = Map.of("plain.html", "editor", "no-script.html", "viewer");
        pages.forEach((its, name) -> {
            run(editor, "void window.open('%s', '%s')".formatted(its, name));
            BrowserWindow popup = await().atMost(Duration.ofSeconds(20))
                    .until(
                            () -> java.main().browserWindows().getAllWindows().stream()
                                    .filter(each -> each != editor && each != viewer)
                                    .findFirst()
                                    .orElse(null),
                            each -> each != null && each.webContents().getURL().endsWith(its));
            await().atMost(Duration.ofSeconds(20))
                    .until(
                            () -> run(popup, "location.pathname + document.readyState"),
                            ("/" + its + "complete")::equals);
            assertThat(run(popup, delete)).as(its).isEqualTo("NotPermittedError");
            popup.destroy();
        });

        List.of(viewer, editor).forEach(BrowserWindow::destroy);
    }

    @Test
    void aWindowThatGoesToAnotherOriginLeavesItsPowersBehind() {
        try (MainProcess other = MainProcess.builder()
                .pages(PageExtension.fixtures())
                .headless(true)
                .start()) {
            BrowserWindow editor = java.main().openWindow("plain.html", BrowserWindowOptions.defaults(), "editor");
            run(editor, "require('electron').remote.require('files').delete('x')");
            assertThat(Files.DELETED).hasValue(1);

            editor.loadURL(other.address().resolve("no-script.html").toString());
            java.awaitNothingHeld();
            String attack = """
                    const socket = new WebSocket('%s')
                    new Promise(done => {
                      socket.onopen = () => done('open')
                      socket.onerror = () => done([typeof __valence, typeof require, 'refused'].join(' '))
                    })""".formatted(
                    java.main().address().resolve("valence/socket").toString().replace("http:", "ws:"));
            assertThat(run(editor, attack)).isEqualTo("undefined undefined refused");
            assertThat(java.holdings().sessions()).isZero();

            editor.destroy();
        }
    }
}
