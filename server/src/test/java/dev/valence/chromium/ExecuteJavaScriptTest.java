package dev.valence.chromium;

import static dev.valence.chromium.OwnBrowser.get;
import static dev.valence.chromium.OwnBrowser.run;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.valence.api.JavaScriptException;
import dev.valence.api.MarshalException;
import dev.valence.api.PageObject;
import dev.valence.api.RegExp;
import dev.valence.api.RendererGoneException;
import dev.valence.api.TypedArray;
import dev.valence.api.Undefined;
import dev.valence.electron.BrowserWindow;
import java.math.BigInteger;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The way from Java to the page. */
class ExecuteJavaScriptTest {
    private static OwnBrowser browser;
    private static PageServer server;
    private static BrowserWindow window;

    @BeforeAll
    static void start() {
        browser = OwnBrowser.headless();
        server = new PageServer();
        window = browser.open(server.page("/", "<title>Script</title>"));
    }

    @AfterAll
    static void stop() {
        browser.close();
        server.close();
    }

    @Test
    void simpleValuesComeAsTheyAre() {
        assertThat(run(window, "1 + 1")).isEqualTo(2);
        assertThat(run(window, "0.5")).isEqualTo(0.5);
        assertThat(run(window, "2 ** 40")).isEqualTo(1L << 40);
        assertThat(run(window, "1e21")).isEqualTo(1e21);
        assertThat(run(window, "'ä€😀'")).isEqualTo("ä€😀");
        assertThat(run(window, "true")).isEqualTo(true);
        assertThat(run(window, "null")).isNull();
    }

    @Test
    void valuesThatJsonCannotSayAreKept() {
        assertThat(run(window, "undefined")).isEqualTo(Undefined.INSTANCE);
        assertThat(run(window, "NaN")).isEqualTo(Double.NaN);
        assertThat(run(window, "-Infinity")).isEqualTo(Double.NEGATIVE_INFINITY);
        assertThat(run(window, "-0")).isEqualTo(-0.0);
        assertThat(run(window, "123456789012345678901234567890n"))
                .isEqualTo(new BigInteger("123456789012345678901234567890"));
        assertThat(run(window, "new Date(86400000)")).isEqualTo(Instant.ofEpochSecond(86400));
        assertThat(run(window, "/a.b/gi")).isEqualTo(new RegExp("a.b", "gi"));
        assertThat(run(window, "new Uint8Array([1, 2, 255])")).isEqualTo(new byte[] {1, 2, -1});
        assertThat(run(window, "new Float64Array([0.5])"))
                .isInstanceOfSatisfying(
                        TypedArray.class,
                        array -> assertThat(array.bytes().getDouble()).isEqualTo(0.5));
    }

    @Test
    void containersAreCopiedWithAllThatIsInThem() {
        Object value =
                run(window, "({a: [1, undefined, NaN], m: new Map([[1, 'one']]), s: new Set(['x']), n: {d: 1n}})");
        assertThat(value).isInstanceOf(PageObject.class);
        PageObject object = (PageObject) value;
        assertThat(object.get("a")).isEqualTo(List.of(1, Undefined.INSTANCE, Double.NaN));
        assertThat(object.get("m")).isEqualTo(Map.of(1, "one"));
        assertThat(object.get("s")).isEqualTo(Set.of("x"));
        assertThat(object.get("n")).isEqualTo(Map.of("d", BigInteger.ONE));
    }

    @Test
    void sameObjectTwiceIsOneObjectAndACycleIsACycle() {
        List<?> twice = (List<?>) run(window, "{ const o = {}; [o, o] }");
        assertThat(twice.get(0)).isSameAs(twice.get(1));
        PageObject cycle = (PageObject) run(window, "{ const o = {}; o.self = o; o }");
        assertThat(cycle.get("self")).isSameAs(cycle);
    }

    @Test
    void classOfAnObjectIsItsName() {
        PageObject point = (PageObject) run(window, "class Point { x = 1 }; new Point()");
        assertThat(point.constructorName()).isEqualTo("Point");
        assertThat(point).containsExactly(Map.entry("x", 1));
    }

    @Test
    void promiseIsAwaited() {
        assertThat(run(window, "new Promise(done => setTimeout(() => done({late: 1}), 20))"))
                .isEqualTo(Map.of("late", 1));
    }

    @Test
    void rejectionCarriesTheErrorWithAllItHas() {
        JavaScriptException error = catchThrowableOfType(
                JavaScriptException.class,
                () -> run(
                        window,
                        "Promise.reject(Object.assign(new RangeError('too far', {cause: new Error('why')}), {code:"
                                + " 7}))"));
        assertThat(error.name()).isEqualTo("RangeError");
        assertThat(error).hasMessage("too far");
        assertThat(error.javaScriptStack()).contains("RangeError: too far");
        assertThat(error.members()).containsEntry("code", 7);
        assertThat(error.getCause()).hasMessage("why");
    }

    @Test
    void whatIsThrownNeedBeNoError() {
        JavaScriptException thrown =
                catchThrowableOfType(JavaScriptException.class, () -> run(window, "throw {status: 404}"));
        assertThat(thrown.reason()).isEqualTo(Map.of("status", 404));
    }

    @Test
    void syntaxErrorIsAnErrorOfThePage() {
        assertThatThrownBy(() -> run(window, "1 +"))
                .isInstanceOfSatisfying(
                        JavaScriptException.class,
                        error -> assertThat(error.name()).isEqualTo("SyntaxError"));
    }

    @Test
    void whatCannotBeCopiedIsNamedWithItsPath() {
        assertThatThrownBy(() -> run(window, "({list: [1, () => 2]})"))
                .isInstanceOf(MarshalException.class)
                .hasMessageContaining("value.list[1] is of type function");
        assertThatThrownBy(() -> run(window, "document.body"))
                .isInstanceOf(MarshalException.class)
                .hasMessageContaining("HTMLBodyElement");
        assertThatThrownBy(() -> run(window, "Symbol('s')")).isInstanceOf(MarshalException.class);
        assertThatThrownBy(() -> run(window, "({get broken() { throw new Error('no') }})"))
                .isInstanceOf(MarshalException.class)
                .hasMessageContaining("no");
    }

    @Test
    void codeRunsInTheGlobalScopeAndInOrder() {
        CompletableFuture<Object> first = window.webContents().executeJavaScript("var counter = 1");
        CompletableFuture<Object> second = window.webContents().executeJavaScript("++counter");
        get(first);
        assertThat(get(second)).isEqualTo(2);
    }

    @Test
    void userGestureIsGivenOnDemand() {
        assertThat(get(window.webContents().executeJavaScript("navigator.userActivation.isActive", true)))
                .isEqualTo(true);
    }

    @Test
    void callbackGetsTheValueAsInElectron14() {
        CompletableFuture<Object> called = new CompletableFuture<>();
        assertThat(get(window.webContents().executeJavaScript("6 * 7", false, called::complete)))
                .isEqualTo(42);
        assertThat(get(called)).isEqualTo(42);
    }

    @Test
    void whoeverWaitsForAValueMayAskTheBrowserSomething() {
        CompletableFuture<List<Integer>> size =
                window.webContents().executeJavaScript("1").thenApply(value -> window.getSize());
        List<Integer> answer = get(size);
        assertThat(answer).hasSize(2);
    }

    @Test
    void pageThatEndsFirstEndsTheFuture() {
        BrowserWindow other = browser.open(server.page("/other", "<title>Other</title>"));
        CompletableFuture<Object> reloaded = other.webContents().executeJavaScript("new Promise(() => {})");
        other.reload();
        assertThatThrownBy(() -> get(reloaded)).isInstanceOf(RendererGoneException.class);
        get(other.webContents().executeJavaScript("1"));
        CompletableFuture<Object> closed =
                other.webContents().executeJavaScript("window.never = new Promise(() => {})");
        other.destroy();
        assertThatThrownBy(() -> get(closed)).isInstanceOf(RendererGoneException.class);
    }
}
