package dev.valence.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.openqa.selenium.WebDriverException;
import org.openqa.selenium.chrome.ChromeDriver;

/**
 * One tab. What a test does in it reads like code of the page:
 *
 * <pre>{@code
 * page.open("plain.html");
 * assertThat(page.run("return remote.require('./adder').add(1, 2)")).isEqualTo(3L);
 * }</pre>
 */
public final class Page {
    /** How long a page may take for what it does on its own. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /**
     * A snippet is the body of an async function, so it may await; what it throws comes back as data. Where Java has refused the page, it hears so when
     * it uses {@code remote}, and not before.
     */
    private static final String RUN = """
            let remote
            try {
              remote = globalThis.valence?.remote
            } catch (refused) {
              remote = new Proxy({}, { get() { throw refused } })
            }
            return (async () => {
            %s
            })().then(value => ({ value }), thrown => ({
              thrown: {
                name: thrown instanceof Error ? thrown.name : typeof thrown,
                message: thrown instanceof Error ? thrown.message : String(thrown),
                stack: thrown instanceof Error ? thrown.stack : `thrown: ${String(thrown)}`,
                code: ['string', 'number'].includes(typeof thrown?.code) ? thrown.code : null,
              },
            }))""";

    private final Browser browser;
    private final PageLog log;
    private final Launcher launcher;
    private final String tab;

    Page(Browser browser, PageLog log, Launcher launcher, String tab) {
        this.browser = browser;
        this.log = log;
        this.launcher = launcher;
        this.tab = tab;
    }

    /** Loads a page of {@code src/test/resources/pages}, or an absolute address. Returns when it has loaded. */
    public Page open(String page) {
        driver().get(launcher.addressOf(page).toString());
        return loaded();
    }

    /** The driver of Chromium 150 returns now and then while the document is still loading. */
    private Page loaded() {
        await("the document has loaded")
                .atMost(PATIENCE)
                .until(() -> driver().executeScript("return document.readyState"), "complete"::equals);
        return this;
    }

    /** Waits until calls of this document go by its socket, and make no requests any more. */
    public Page awaitSocket() {
        eventually("""
                performance.clearResourceTimings()
                remote.held()
                return performance.getEntriesByType('resource').length""", 0L);
        return this;
    }

    /** As {@link #open}, by plain HTTP from a name that is not this machine's: no isolation, no shared memory, no secure context. */
    public Page openUnisolated(String page) {
        return openUnisolated(page, launcher.port());
    }

    /** The same, by a network that begins at {@code port} of this machine. */
    public Page openUnisolated(String page, int port) {
        return open("http://" + Browser.INTRANET + ":" + port + "/" + page);
    }

    /**
     * Runs {@code snippet} in the page, as the body of an async function that has {@code remote}. Gives what it returns, by Selenium's
     * rules: integers as Long, {@code undefined} as null, arrays as List, objects as Map.
     *
     * @throws PageError what the snippet threw
     */
    public @Nullable Object run(String snippet) {
        Map<?, ?> outcome = (Map<?, ?>) driver().executeScript(RUN.formatted(snippet));
        if (outcome == null) {
            throw new IllegalStateException("The page was gone before the snippet ended: " + snippet);
        }
        if (outcome.get("thrown") instanceof Map<?, ?> thrown) {
            throw new PageError(thrown, snippet);
        }
        return outcome.get("value");
    }

    /**
     * As {@link #run}, for a snippet that has to throw.
     *
     * @return what it threw
     */
    public PageError fails(String snippet) {
        Object value;
        try {
            value = run(snippet);
        } catch (PageError expected) {
            return expected;
        }
        throw new AssertionError("The page's code threw nothing but returned " + value + ":\n" + snippet);
    }

    /**
     * Starts {@code snippet} in a task of the page's own. What it throws is an uncaught error of the page. It must not wait for Java long:
     * Selenium waits with it. What is to block the page is best begun by a callback from Java.
     */
    public void start(String snippet) {
        driver().executeScript(
                        "const remote = globalThis.valence?.remote\nsetTimeout(async () => {\n" + snippet + "\n})");
    }

    /** Runs {@code snippet} again and again until it gives {@code expected}. */
    public void eventually(String snippet, @Nullable Object expected) {
        await(snippet)
                .atMost(PATIENCE)
                .untilAsserted(() -> assertThat(run(snippet)).isEqualTo(expected));
    }

    /** Loads the document again. */
    public Page reload() {
        driver().navigate().refresh();
        return loaded();
    }

    /** Goes back in the tab's history. */
    public Page back() {
        driver().navigate().back();
        return loaded();
    }

    /** Goes forward in the tab's history. */
    public Page forward() {
        driver().navigate().forward();
        return loaded();
    }

    /** Opens another tab, with a renderer of its own. */
    public Page newTab() {
        return at(browser.newTab());
    }

    /** The tab that {@code opening} opens, for instance by {@code window.open}. */
    public Page opens(Runnable opening) {
        List<String> before = browser.tabs();
        opening.run();
        await().atMost(PATIENCE).until(() -> browser.tabs().size() > before.size());
        return at(browser.tabs().stream()
                .filter(each -> !before.contains(each))
                .findFirst()
                .orElseThrow());
    }

    private Page at(String other) {
        return new Page(browser, log, launcher, other);
    }

    /** Closes the tab. The last one of a browser must stay. */
    public void close() {
        driver().close();
    }

    /** Ends the tab's renderer process as a defect of the browser would. The tab is of no use any more; another one must be open. */
    public void crash() {
        try {
            driver().get("chrome://crash");
        } catch (WebDriverException crashed) {
            return;
        }
        throw new AssertionError("The tab did not crash");
    }

    /** Collects the page's garbage, and lets its finalizers run. */
    public void gc() {
        run("""
                await gc({ type: 'major', execution: 'async' })
                await new Promise(resolve => setTimeout(resolve, 0))""");
    }

    /** Waits for an uncaught error or a console error of any page of this test, and takes it: it was expected. */
    public String awaitConsoleError(Predicate<String> isExpected) {
        return await("a console error").atMost(PATIENCE).until(() -> log.take(isExpected), Objects::nonNull);
    }

    /** Takes all console errors that there have been: they were expected. */
    public void takeConsoleErrors() {
        log.drain();
    }

    /** Address of the document. */
    public String url() {
        return String.valueOf(driver().getCurrentUrl());
    }

    /** A command of the DevTools protocol for this tab. */
    public Map<String, Object> devTools(String method, Map<String, Object> parameters) {
        return driver().executeCdpCommand(method, parameters);
    }

    /** The DevTools id of the tab that shows {@code page}, wherever it is. */
    public String targetOf(String page) {
        List<?> targets = (List<?>) devTools("Target.getTargets", Map.of()).get("targetInfos");
        return targets.stream()
                .map(each -> (Map<?, ?>) each)
                .filter(each -> String.valueOf(each.get("url")).endsWith("/" + page))
                .map(each -> String.valueOf(each.get("targetId")))
                .findFirst()
                .orElseThrow();
    }

    private ChromeDriver driver() {
        return browser.at(tab);
    }
}
