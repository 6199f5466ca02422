package dev.valence.e2e.security;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.valence.e2e.Browser;
import dev.valence.e2e.Page;
import dev.valence.e2e.PageExtension;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** A page of another port of this machine, or of a name that leads here, tries all that a page can send. Nothing of it is executed. */
class ForeignPageIT {
    /** How many requests to {@code remote} have been executed, of whomever. */
    private static final AtomicInteger EXECUTED = new AtomicInteger();

    /** Anyone is admitted, so that nothing but origins and names keeps the attacker out. */
    @RegisterExtension
    static final PageExtension java = PageExtension.with(
            main -> main.module("target", Map.of()).admitAnyone().contentSecurityPolicy(""));

    /** Means by which a page of the server's own origin does reach Java, and others' must not. */
    private static final String[] EFFECTIVE = {
        "socket", "socketOfAWorker", "fetchOfJson", "fetchOfJsonWithCredentials", "xhrOfJson", "fetchOfTheBodyOfAForm"
    };

    private static HttpServer attacker;
    private static final List<String> HEARD = new CopyOnWriteArrayList<>();

    @BeforeAll
    static void start() throws IOException {
        java.main().app().on("remote-require", event -> EXECUTED.incrementAndGet());
        attacker = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        attacker.createContext("/", ForeignPageIT::answer);
        attacker.start();
    }

    @AfterAll
    static void stop() {
        attacker.stop(0);
    }

    private static void answer(HttpExchange exchange) throws IOException {
        exchange.getRequestHeaders().forEach((name, values) -> HEARD.add(name + ": " + values));
        byte[] page =
                "<!doctype html><title>attacker</title><link rel=icon href='data:,'>".getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "text/html");
        exchange.sendResponseHeaders(200, page.length);
        exchange.getResponseBody().write(page);
        exchange.close();
    }

    private static String attackerAddress() {
        return "http://127.0.0.1:" + attacker.getAddress().getPort() + "/";
    }

    /** A snippet that has {@code server} and {@code means}, in whatever page it runs. */
    private static String withMeans(URI server, String snippet) {
        try (InputStream script = ForeignPageIT.class.getResourceAsStream("/pages/security/every-means.js")) {
            String means = new String(Objects.requireNonNull(script).readAllBytes(), StandardCharsets.UTF_8);
            return "const server = '" + server + "'\n" + means + snippet;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What each of these means comes to in the page, all one after another; all there are where none is named. */
    private static Map<?, ?> tries(Page page, URI server, String... names) {
        String chosen = names.length == 0 ? "Object.keys(means)" : "['" + String.join("', '", names) + "']";
        return (Map<?, ?>) Objects.requireNonNull(page.run(withMeans(server, """
                const outcomes = {}
                for (const name of %s) outcomes[name] = await means[name]()
                return outcomes""".formatted(chosen))));
    }

    @ParameterizedTest
    @FieldSource("EFFECTIVE")
    void aPageOfTheOwnOriginExecutesTheSameRequest(String name, Page page) {
        page.open("no-script.html");
        int before = EXECUTED.get();
        assertThat(tries(page, java.main().address(), name).get(name)).isIn("answered", "basic 200", "status 200");
        assertThat(EXECUTED).hasValue(before + 1);
    }

    @Test
    void aCrossPortPageExecutesNothingByAnyMeansOfTheBrowser(Page page) {
        page.open(attackerAddress());
        int before = EXECUTED.get();
        Map<?, ?> outcomes = tries(page, java.main().address());
        assertThat(EXECUTED).as("executed of %s", outcomes).hasValue(before);
        assertThat(outcomes.values())
                .as("%s", outcomes)
                .hasSizeGreaterThan(EFFECTIVE.length)
                .allSatisfy(outcome ->
                        assertThat(outcome).isIn("refused", "TypeError", "NetworkError", "opaque 0", "sent"));
        page.takeConsoleErrors();
    }

    @Test
    void aPageInAFrameOfAnotherOriginRefusesToSpeakToJava(Page page) {
        page.open(attackerAddress());
        assertThat((String) page.run("const server = '" + java.main().address() + "'\n" + """
                return await new Promise(resolve => {
                  addEventListener('message', ({ data }) => resolve(data))
                  document.body.append(Object.assign(document.createElement('iframe'), { src: server + 'framed.html' }))
                })"""))
                .startsWith("NotAdmittedError: A page of another origin shows this one");
        assertThat(java.holdings().sessions()).isZero();
        page.open("plain.html");
        assertThat((String) page.run("""
                return await new Promise(resolve => {
                  addEventListener('message', ({ data }) => resolve(data))
                  document.body.append(Object.assign(document.createElement('iframe'), { src: 'framed.html' }))
                })""")).as("in a frame of its own origin").startsWith("called");
    }

    @Test
    void nothingThatAnotherPortHearsGrantsAnything(Page page) {
        page.open("plain.html");
        page.run("remote.require('target')");
        HEARD.clear();
        page.open(attackerAddress());
        assertThat(HEARD)
                .isNotEmpty()
                .noneMatch(header -> header.toLowerCase(Locale.ROOT).startsWith("cookie"));
        assertThat(page.run("return document.cookie + localStorage.length + sessionStorage.length"))
                .isEqualTo("00");
    }

    @Test
    void aNameThatLeadsHereGetsNothing(Page page) {
        URI evil = URI.create(
                "http://" + Browser.EVIL + ":" + java.main().address().getPort() + "/");
        page.open(evil + "plain.html");
        assertThat((String) page.run("return document.body.innerText")).startsWith("421 Misdirected Request");
        assertThat(page.run("""
                const statuses = []
                for (const path of ['/plain.html', '/valence/remote.js', '/valence/remote.mjs', '/valence/socket'])
                  statuses.push((await fetch(path)).status)
                return statuses.join(' ')""")).isEqualTo("421 421 421 421");
        int before = EXECUTED.get();
        Map<?, ?> outcomes = tries(page, evil);
        assertThat(EXECUTED).as("executed of %s", outcomes).hasValue(before);
        assertThat(outcomes.values())
                .as("%s", outcomes)
                .hasSizeGreaterThan(EFFECTIVE.length)
                .allSatisfy(outcome -> assertThat(outcome).isIn("refused", "basic 421", "status 421", "sent"));
        assertThat(java.holdings().sessions()).isZero();
        page.takeConsoleErrors();
    }
}
