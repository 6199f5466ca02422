package dev.valence.e2e.security;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.valence.api.Capabilities;
import dev.valence.api.Capability;
import dev.valence.api.Exposed;
import dev.valence.e2e.Page;
import dev.valence.e2e.PageError;
import dev.valence.e2e.PageExtension;
import dev.valence.electron.BrowserWindow;
import dev.valence.electron.BrowserWindowOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Pages that development servers of other ports serve, and that load {@code remote.js} from Java's. */
class AllowedOriginIT {
    private static final HttpServer EDITOR = serve("");
    private static final HttpServer VIEWER = serve("crossorigin");
    private static final HttpServer GUEST = serve("");
    private static final HttpServer STRANGER = serve("");

    /** A worker calls in its first line, and then until it has a socket: Java hears of the end of one that has. */
    private static final String WORK = """
            const text = remote.require('files').read('worker')
            const work = () => {
              performance.clearResourceTimings()
              remote.held()
              // What it asked for by HTTP is there in its next task.
              setTimeout(() => (performance.getEntriesByType('resource').length > 0 ? work() : postMessage(text)), 20)
            }
            work()
            """;

    @Exposed
    public static final class Files {
        public String read(String name) {
            return "text of " + name;
        }

        public String write(String name) {
            return "written " + name;
        }
    }

    private static final Capability READING = Capability.named("reading")
            .withOrigins(origin(EDITOR), origin(VIEWER))
            .withModules("files")
            .withMembers("Files.read");

    private static final Capability WRITING =
            Capability.named("writing").withOrigins(origin(EDITOR)).withMembers("Files.write");

    private static final Capability NAMED = Capability.named("named")
            .withOrigins(origin(VIEWER))
            .withWindows("archive")
            .withGlobals("state");

    @RegisterExtension
    static final PageExtension java = PageExtension.strictly(main -> main.module("files", new Files())
            .global("state", "secret")
            .allowOrigin(origin(EDITOR))
            .allowOrigin(origin(VIEWER))
            .allowOrigin(origin(GUEST))
            .capabilities(Capabilities.of(READING, WRITING, NAMED)));

    @AfterAll
    static void stop() {
        EDITOR.stop(0);
        VIEWER.stop(0);
        GUEST.stop(0);
        STRANGER.stop(0);
    }

    /** @param attributes of the script tag that loads {@code remote.js} */
    private static HttpServer serve(String attributes) {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.createContext("/", exchange -> answer(exchange, attributes));
            server.start();
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String origin(HttpServer server) {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private static void answer(HttpExchange exchange, String attributes) throws IOException {
        String path = exchange.getRequestURI().getPath();
        String head = "<!doctype html><title>other</title><link rel=icon href='data:,'>\n";
        String content = switch (path) {
            case "/module.html" -> head + moduleOf("valence/remote.mjs");
            case "/worker.js" -> workerOf("valence/remote.js");
            default -> head + scriptsOf("valence/remote.js", attributes);
        };
        byte[] page = content.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders()
                .set("Content-Type", path.endsWith(".js") ? "text/javascript" : "text/html;charset=utf-8");
        exchange.getResponseHeaders().set("Cross-Origin-Opener-Policy", "same-origin");
        exchange.getResponseHeaders().set("Cross-Origin-Embedder-Policy", "require-corp");
        // Else the browser keeps a page that is left, and Java what it has.
        exchange.getResponseHeaders().set("Cache-Control", "no-store");
        exchange.sendResponseHeaders(200, page.length);
        exchange.getResponseBody().write(page);
        exchange.close();
    }

    /** The first line calls Java, when there is no socket yet. */
    private static String scriptsOf(String script, String attributes) {
        return """
                <script src='%s' %s></script>
                <script>
                if (globalThis.valence) globalThis.first = valence.remote.require('files').read('first')
                </script>""".formatted(java.main().address().resolve(script), attributes);
    }

    private static String moduleOf(String script) {
        return """
                <script type=module>
                import { remote } from '%s'
                globalThis.first = remote.require('files').read('module')
                </script>""".formatted(java.main().address().resolve(script));
    }

    private static String workerOf(String script) {
        return "importScripts('%s')\nconst { remote } = valence\n%s"
                .formatted(java.main().address().resolve(script), WORK);
    }

    private static String launch(HttpServer server, String path) {
        return java.main().launchAddress(URI.create(origin(server) + path)).toString();
    }

    private static void assertDenied(PageError error) {
        assertThat(error.name()).isEqualTo("NotPermittedError");
    }

    @Test
    void aPageOfAnotherPortCallsJavaByBothDoors(Page page) {
        page.open(launch(EDITOR, "/index.html"));

        assertThat(page.run("return [first, crossOriginIsolated, location.hash]"))
                .as("by HTTP, in its first line")
                .hasToString("[text of first, true, ]");
        page.awaitSocket();
        assertThat(page.run("return remote.require('files').read('second')"))
                .as("by its socket")
                .isEqualTo("text of second");
        page.reload().awaitSocket();
        assertThat(page.run("return first")).as("by its admission").isEqualTo("text of first");
    }

    @Test
    void eachOriginHasWhatCapabilitiesNameItFor(Page page) {
        page.open(launch(EDITOR, "/index.html"));
        assertThat(page.run("return remote.require('files').write('a')")).isEqualTo("written a");
        assertDenied(page.fails("remote.getGlobal('state')"));

        page.open(launch(VIEWER, "/index.html"));
        assertThat(page.run("return remote.require('files').read('a')")).isEqualTo("text of a");
        assertDenied(page.fails("remote.require('files').write('a')"));
        assertDenied(page.fails("remote.getGlobal('state')"));

        page.open("plain.html");
        assertDenied(page.fails("remote.require('files')"));
    }

    @Test
    void modulesAreImportedToo(Page page) {
        page.open(launch(VIEWER, "/module.html"));
        page.eventually("return globalThis.first", "text of module");
    }

    @ParameterizedTest
    @ValueSource(strings = {"new Worker('/worker.js')", "new Worker(script, { type: 'module' })"})
    void itsWorkersCallJavaToo(String made, Page page) {
        page.open(launch(EDITOR, "/index.html")).awaitSocket();
        assertThat(page.run("""
                const script = URL.createObjectURL(new Blob([`
                  import { remote } from '${new URL('/valence/remote.mjs', document.scripts[0].src)}'
                  %s`], { type: 'text/javascript' }))
                const worker = %s
                const text = await new Promise((resolve, reject) => {
                  worker.onmessage = ({ data }) => resolve(data)
                  worker.onerror = ({ message }) => reject(new Error(message))
                })
                worker.terminate()
                return text""".formatted(WORK, made))).isEqualTo("text of worker");
    }

    @Test
    void withTheLaunchTokenOfAnotherOriginItIsNotLetIn(Page page) {
        String token = URI.create(launch(EDITOR, "/")).getFragment();
        page.open(origin(GUEST) + "/index.html#" + token);

        assertThat(page.fails("remote.require('files')").name()).isEqualTo("NotAdmittedError");
        page.takeConsoleErrors();
    }

    @Test
    void aWindowOfOursShowsItAsItsOwn() throws Exception {
        BrowserWindow window =
                java.main().openWindow(origin(VIEWER) + "/index.html", BrowserWindowOptions.defaults(), "archive");
        try {
            assertThat(window.webContents()
                            .executeJavaScript("require('electron').remote.getGlobal('state')")
                            .get(20, TimeUnit.SECONDS))
                    .isEqualTo("secret");
        } finally {
            window.destroy();
        }
    }

    @Test
    void aThirdOriginGetsNothing(Page page) throws Exception {
        page.open(origin(STRANGER) + "/index.html");
        assertThat(page.run("return typeof valence"))
                .as("the script is not given")
                .isEqualTo("undefined");
        assertThat(page.run("""
                const server = new URL(document.scripts[0].src).origin
                const outcomes = []
                outcomes.push(await new Promise(resolve => {
                  const socket = new WebSocket(`${server.replace('http', 'ws')}/valence/socket`)
                  socket.onopen = () => resolve('open')
                  socket.onerror = () => resolve('refused')
                }))
                outcomes.push(await import(`${server}/valence/remote.mjs`).then(() => 'imported', error => error.name))
                outcomes.push(await fetch(`${server}/valence/call`, {
                  method: 'POST',
                  headers: { 'Content-Type': 'application/json' },
                  body: '{"jsonrpc":"2.0","id":1,"method":"remote.require","params":["files"]}',
                }).then(({ status }) => status, error => error.name))
                return outcomes.join()""")).isEqualTo("refused,TypeError,TypeError");
        HttpRequest call = HttpRequest.newBuilder(java.main().address().resolve("valence/call"))
                .header("Origin", origin(STRANGER))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{}"))
                .build();
        assertThat(HttpClient.newHttpClient()
                        .send(call, BodyHandlers.discarding())
                        .statusCode())
                .isEqualTo(403);
        assertThat(java.holdings().sessions()).isZero();
        page.takeConsoleErrors();
    }
}
