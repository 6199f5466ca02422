package dev.valence.e2e.security;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.valence.api.Exposed;
import dev.valence.e2e.Browser;
import dev.valence.e2e.Page;
import dev.valence.e2e.PageExtension;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A page of another port of this machine, or of a name that leads here, tries all that a page can send. Nothing of it is executed. */
class ForeignPageIT {
    private static final AtomicInteger CALLS = new AtomicInteger();

    @RegisterExtension
    static final PageExtension java = PageExtension.with(
            main -> main.module("target", new Target()).admitAnyone().contentSecurityPolicy(""));

    /** Anyone is admitted, so that nothing but origins and names keeps the attacker out. */
    @Exposed
    public static final class Target {
        public int fire() {
            return CALLS.incrementAndGet();
        }
    }

    private static HttpServer attacker;
    private static final List<String> HEARD = new CopyOnWriteArrayList<>();

    @BeforeAll
    static void start() throws IOException {
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

    private static final String SETUP = """
            const server = '%s'
            const call = JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'remote.require', params: ['target'] })
            const url = server + 'valence/call'
            const tried = attempt => attempt.then(value => value, error => `error ${error.name}`)
            """;

    private static String setUp() {
        return SETUP.formatted(java.main().address());
    }

    @Test
    void aCrossPortPageExecutesNothingByAnyMeansOfTheBrowser(Page page) {
        page.open("plain.html");
        page.run("remote.require('target').fire()");
        int before = CALLS.get();
        page.open(attackerAddress());
        Object outcome = page.run(setUp() + """
                const results = []
                results.push(await new Promise(resolve => {
                  const socket = new WebSocket(server.replace('http', 'ws') + 'valence/socket')
                  socket.onopen = () => resolve('open')
                  socket.onerror = () => resolve('refused')
                }))
                for (const init of [
                  { method: 'POST', body: call },
                  { method: 'POST', body: call, headers: { 'Content-Type': 'application/json' } },
                  { method: 'POST', body: call, mode: 'no-cors', headers: { 'Content-Type': 'text/plain' } },
                  { method: 'POST', body: call, credentials: 'include' },
                  { method: 'GET' },
                ]) {
                  results.push(await tried(fetch(url, init).then(response => `${response.type} ${response.status}`)))
                }
                results.push(navigator.sendBeacon(url, new Blob([call], { type: 'text/plain' })) ? 'sent' : 'not sent')
                for (const type of ['text/plain', 'application/json']) {
                  const request = new XMLHttpRequest()
                  try {
                    request.open('POST', url, false)
                    request.setRequestHeader('Content-Type', type)
                    request.send(call)
                    results.push(`status ${request.status}`)
                  } catch (error) {
                    results.push(error.name)
                  }
                }
                const form = Object.assign(document.createElement('form'), { action: url, method: 'post', enctype: 'text/plain', target: 'sink' })
                const sink = Object.assign(document.createElement('iframe'), { name: 'sink' })
                const field = Object.assign(document.createElement('input'), { name: call.slice(0, -1) + ',"x":"', value: '"}' })
                form.append(field)
                document.body.append(sink, form)
                await new Promise(resolve => { sink.onload = resolve; form.submit() })
                results.push(await new Promise(resolve => {
                  const script = Object.assign(document.createElement('script'), { src: url })
                  script.onload = () => resolve('loaded')
                  script.onerror = () => resolve('refused')
                  document.head.append(script)
                }))
                results.push(await tried(new Promise((resolve, reject) => {
                  const worker = new Worker(URL.createObjectURL(new Blob([`
                    const socket = new WebSocket('${server.replace('http', 'ws')}valence/socket')
                    socket.onopen = () => postMessage('open')
                    socket.onerror = () => postMessage('refused')`])))
                  worker.onmessage = ({ data }) => resolve(data)
                  worker.onerror = reject
                })))
                return results.join(', ')""");
        assertThat((String) outcome)
                .doesNotContain("open", "loaded", "200")
                .contains("refused", "NetworkError", "sent");
        page.open("plain.html");
        assertThat(page.run("return remote.require('target').fire()")).isEqualTo((long) before + 1);
        assertThat(java.holdings().sessions()).isEqualTo(1);
        page.takeConsoleErrors();
    }

    @Test
    void aPageInAFrameOfAnotherOriginRefusesToSpeakToJava(Page page) {
        page.open(attackerAddress());
        assertThat((String) page.run(setUp() + """
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
        String evil = "http://" + Browser.EVIL + ":" + java.main().address().getPort() + "/";
        page.open(evil + "plain.html");
        assertThat((String) page.run("return document.body.innerText")).startsWith("421 Misdirected Request");
        assertThat(page.run("""
                const statuses = []
                for (const path of ['/plain.html', '/valence/remote.js', '/valence/remote.mjs', '/valence/socket'])
                  statuses.push((await fetch(path)).status)
                statuses.push((await fetch('/valence/call', {
                  method: 'POST',
                  headers: { 'Content-Type': 'application/json' },
                  body: '{"jsonrpc":"2.0","id":1,"method":"remote.require","params":["target"]}',
                })).status)
                statuses.push(await new Promise(resolve => {
                  const socket = new WebSocket(`ws://${location.host}/valence/socket`)
                  socket.onopen = () => resolve('open')
                  socket.onerror = () => resolve('refused')
                }))
                return statuses.join(' ')""")).isEqualTo("421 421 421 421 421 refused");
        assertThat(java.holdings().sessions()).isZero();
        page.takeConsoleErrors();
    }
}
