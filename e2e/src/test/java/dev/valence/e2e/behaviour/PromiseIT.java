package dev.valence.e2e.behaviour;

import static dev.valence.e2e.behaviour.Errors.said;
import static org.assertj.core.api.Assertions.assertThat;

import dev.valence.api.Exposed;
import dev.valence.api.JavaScriptException;
import dev.valence.e2e.Page;
import dev.valence.e2e.PageExtension;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A CompletableFuture is a Promise, and a Promise is a CompletableFuture. */
class PromiseIT {
    @Exposed
    static final class Later {
        private final CompletableFuture<String> open = new CompletableFuture<>();

        public CompletableFuture<Later> itself() {
            return CompletableFuture.supplyAsync(() -> this);
        }

        public CompletionStage<Integer> twice(CompletionStage<Integer> promise) {
            return promise.thenApply(value -> 2 * value);
        }

        public CompletionStage<@Nullable Object> passOn(CompletionStage<@Nullable Object> promise) {
            return promise;
        }

        public CompletableFuture<Void> reject() {
            return CompletableFuture.failedFuture(new IllegalStateException("rejected"));
        }

        public CompletableFuture<String> describe(CompletableFuture<Object> promise) {
            return promise.handle((value, error) -> error instanceof JavaScriptException thrown
                    ? thrown.name() + " " + thrown.getMessage() + " " + thrown.members() + " "
                            + thrown.reason().getClass().getSimpleName()
                    : "kept " + value);
        }

        public CompletableFuture<String> open() {
            return open;
        }

        public void keep(String value) {
            open.complete(value);
        }

        public List<CompletableFuture<Integer>> several() {
            return List.of(CompletableFuture.completedFuture(1), CompletableFuture.supplyAsync(() -> 2));
        }

        public CompletableFuture<Object> unsendable() {
            return CompletableFuture.completedFuture(Thread.currentThread());
        }

        public String join(CompletableFuture<String> promise) {
            return promise.join();
        }

        public boolean isFuture(Object value) {
            return value instanceof Future;
        }
    }

    @RegisterExtension
    static final PageExtension java = PageExtension.with(main -> main.module("./later", new Later()));

    @BeforeEach
    void open(Page page) {
        page.open("plain.html").run("globalThis.later = remote.require('./later')");
    }

    @Test
    void aFutureIsAPromiseAndItsValueMarshalledLikeAResult(Page page) {
        assertThat(page.run(
                        "const promise = later.itself(); return promise instanceof Promise && await promise === later"))
                .isEqualTo(true);
        assertThat(page.run("return Promise.all(later.several())")).hasToString("[1, 2]");
    }

    @Test
    void aPromiseOfThePageIsAFutureInJava(Page page) {
        assertThat(page.run("return later.twice(Promise.resolve(1234))")).isEqualTo(2468L);
        assertThat(page.run("return later.twice(new Promise(resolve => setTimeout(resolve, 1, 21)))"))
                .isEqualTo(42L);
        assertThat(
                        page.run(
                                "const object = {}; return later.passOn(Promise.resolve(later)).then(value => value === later)"))
                .isEqualTo(true);
    }

    @Test
    void aPromiseIsKeptAfterTheCallThatGaveIt(Page page) {
        assertThat(page.run("const promise = later.open(); later.keep('kept'); return promise"))
                .isEqualTo("kept");
    }

    @Test
    void aRejectionReachesCatchAndThen(Page page) {
        assertThat(page.run("return later.reject().catch(error => `${error} ${error instanceof Error}`)"))
                .isEqualTo("IllegalStateException: rejected true");
        assertThat(page.run("return later.reject().then(() => 'kept', error => error.message)"))
                .isEqualTo("rejected");
    }

    @Test
    void javaIsNotToldOfARejectionThatThePageHandles(Page page) {
        assertThat(page.run("return later.reject().catch(() => 'handled')")).isEqualTo("handled");
        assertThat(java.takeServerErrors()).isEmpty();
    }

    @Test
    void aRejectionThatNobodyHandlesIsAnUnhandledRejectionOfThePage(Page page) {
        assertThat(page.run("""
                const unhandled = new Promise(resolve => addEventListener('unhandledrejection', event => {
                  event.preventDefault()
                  resolve(event.reason.message)
                }))
                later.reject()
                return unhandled""")).isEqualTo("rejected");
    }

    @Test
    void theReasonOfAPageReachesJavaWhole(Page page) {
        assertThat(
                        page.run(
                                "return later.describe(Promise.reject(Object.assign(new RangeError('far'), {code: 'E_FAR', at: 5})))"))
                .isEqualTo("RangeError far {at=5, code=E_FAR} JavaScriptException");
        assertThat(page.run("return later.describe(Promise.reject('text'))"))
                .isEqualTo("Error a page threw text {} String");
    }

    @Test
    void aReasonThatCameFromThePageGoesBackAsItWas(Page page) {
        assertThat(
                        page.run(
                                "return later.passOn(Promise.reject(Object.assign(new RangeError('far'), {at: 5}))).catch(error => [error.name, error.message, error.at])"))
                .hasToString("[RangeError, far, 5]");
        assertThat(page.run("return later.passOn(Promise.reject('text')).catch(reason => reason)"))
                .isEqualTo("text");
    }

    @Test
    void whatIsAPromiseIsToldByItsClass(Page page) {
        assertThat(page.run("""
                class Own { static resolve() {} static reject() {} then(resolve) { resolve(21) } }
                return later.twice(new Own())""")).isEqualTo(42L);
        assertThat(page.run("return later.isFuture(Promise.resolve(1)) && !later.isFuture({then: 'no function'})"))
                .isEqualTo(true);
    }

    @Test
    void aValueThatMayNotCrossRejectsThePromise(Page page) {
        assertThat(page.run("return later.unsendable().catch(error => error.name)"))
                .isEqualTo("NotExposedError");
        assertThat(page.run("return later.twice(Promise.resolve('text')).catch(error => `${error}`)"))
                .asString()
                .startsWith("MarshalError: ")
                .endsWith("expected Integer, got string 'text'");
    }

    @Test
    void aPageMayReplacePromise(Page page) {
        assertThat(page.run("""
                const Real = Promise
                globalThis.Promise = class { constructor() { throw new Error('not this one') } }
                const promise = later.itself()
                globalThis.Promise = Real
                return promise instanceof Real && await promise === later""")).isEqualTo(true);
    }

    @Test
    void waitingForThePageThatWaitsIsAnErrorAtOnce(Page page) {
        assertThat(said(page.fails("later.join(new Promise(() => {}))")))
                .startsWith("DeadlockError: ")
                .contains("Java, in a call of page", "would wait for that page, which waits for");
    }
}
