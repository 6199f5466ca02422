package dev.valence.session;

import static dev.valence.session.AskingModule.FUNCTION;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.valence.api.DeadlineException;
import dev.valence.api.JavaScriptException;
import dev.valence.api.MarshalException;
import dev.valence.api.NotSupportedException;
import dev.valence.api.RemoteFunction;
import dev.valence.api.RendererGoneException;
import dev.valence.protocol.Json;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Functions of a page for which a thread of Java waits. */
class CallablesTest {
    private AskingModule module = new AskingModule();
    private TestApplication application = TestApplication.with(module);
    private ScriptedPage page = application.open();
    private long target = page.module();

    @AfterEach
    void stop() {
        application.close();
    }

    private void restart(AskingModule other, int callDepth, Duration deadline) {
        application.close();
        module = other;
        application = other.application(callDepth, deadline);
        page = application.open();
        target = page.module();
    }

    private void ask(String id, String name, String arguments) {
        page.ask(id, target, name, arguments);
    }

    private RemoteFunction keep() {
        assertThat(page.call(target, "keep", "[" + FUNCTION + "]").asBoolean()).isTrue();
        return (RemoteFunction) module.kept.get(module.kept.size() - 1);
    }

    private CompletableFuture<Object> askKept() {
        keep();
        return module.askOnAThreadOfItsOwn();
    }

    private static Throwable failure(CompletableFuture<?> outcome) {
        try {
            throw new AssertionError("expected an exception, got " + outcome.get(20, TimeUnit.SECONDS));
        } catch (ExecutionException failed) {
            return failed.getCause();
        } catch (Exception other) {
            throw new AssertionError(other);
        }
    }

    @Test
    void theValueIsThereAtOnceAndCostsOneMessageEachWay() {
        ask("map", "map", "[" + FUNCTION + "]");
        long first = 0;
        for (int i = 1; i <= 3; i++) {
            JsonNode call = page.called();
            assertThat(call.get("params").toString()).isEqualTo("[4,[%d],\"now\"]".formatted(i));
            first = i == 1 ? call.get("seq").asLong() : first;
            page.answer(call, String.valueOf(i + 1));
        }
        JsonNode result = page.next();

        assertThat(result.get("result").toString()).isEqualTo("[2,3,4]");
        assertThat(result.get("seq").asLong() - first)
                .as("three calls before it")
                .isEqualTo(3);
        assertThat(page.waiting()).isZero();
    }

    @Test
    void aValueOfAnotherTypeThanTheDeclaredOneIsRefusedByItsPath() {
        ask("map", "map", "[" + FUNCTION + "]");
        page.answer(page.called(), "\"text\"");

        assertThat(page.next().at("/error/message").asText())
                .contains("the answer of the page function app.js:10:5: expected Integer, got string 'text'");
    }

    @Test
    void ofWhatReturnsNothingTheEndIsAwaited() {
        ask("run", "run", "[" + FUNCTION + "]");
        JsonNode call = page.called();
        assertThat(call.get("params").toString()).isEqualTo("[4,[],\"end\"]");
        assertThat(page.waiting()).as("it has not returned").isZero();
        page.answer(call, "{\"$\":\"undefined\"}");

        assertThat(page.next().get("result").asText()).isEqualTo("after it");
    }

    @Test
    void aDeclaredStageIsNotWaitedFor() {
        ask("later", "later", "[" + FUNCTION + "]");
        assertThat(page.called().get("params").toString()).isEqualTo("[4,[1]]");
        assertThat(page.next().at("/result/$").asText()).isEqualTo("promise");
    }

    @Test
    void whatItThrowsIsAnExceptionWithTheStackOfThePageAndComesBackAsItWas() {
        ask("map", "map", "[" + FUNCTION + "]");
        page.tell("""
                {"jsonrpc":"2.0","id":%s,"error":{"code":-32000,"message":"no","data":
                 {"$":"error","name":"TypeError","message":"no","stack":"TypeError: no\\n    at app.js:11:3"}}}""".formatted(page.called().get("id")));
        JsonNode error = page.next().at("/error/data");

        assertThat(error.at("/name").asText()).isEqualTo("TypeError");
        assertThat(error.at("/cause/message").asText()).isEqualTo("no");
        assertThat(error.at("/cause/stack").asText()).contains("app.js:11:3");
    }

    @Test
    void theExceptionHasTheStackOfItsCaller() {
        CompletableFuture<Object> outcome = askKept();
        page.tell("""
                {"jsonrpc":"2.0","id":%s,"error":{"code":-32000,"message":"no","data":
                 {"$":"error","name":"TypeError","message":"no","stack":"at app.js"}}}""".formatted(page.called().get("id")));

        assertThat(failure(outcome)).isInstanceOfSatisfying(JavaScriptException.class, thrown -> {
            assertThat(thrown.javaScriptStack()).isEqualTo("at app.js");
            assertThat(thrown.getStackTrace())
                    .anyMatch(frame -> frame.getClassName().startsWith(AskingModule.class.getName()));
        });
    }

    @Test
    void threadsThatWaitForAPageThatIsGoneHearItAtOnce() {
        CompletableFuture<Object> outcome = askKept();
        page.called();
        application.sessions.leave(page.session);

        assertThat(failure(outcome)).isInstanceOf(RendererGoneException.class).hasMessageContaining("app.js:10:5");
    }

    @Test
    void afterTheDeadlineJavaGoesOnAndALateAnswerIsDropped() {
        restart(module, 32, Duration.ofMillis(1));
        CompletableFuture<Object> outcome = askKept();
        JsonNode call = page.called();

        assertThat(failure(outcome))
                .isInstanceOf(DeadlineException.class)
                .hasMessage("Page page-1 () has not run its function app.js:10:5 to its end within 1 ms"
                        + " (Limits.deadline); it may still do so");
        page.answer(call, """
                {"$":"callback","id":9,"n":1,"length":0}""");
        assertThat((Object) Json.plain(page.next())).as("nobody took it").isEqualTo(Json.of("""
                {"jsonrpc":"2.0","method":"callback.release","params":[[[9,1]]]}"""));
        assertThat(page.count().get("callbacks").asInt()).isEqualTo(1);
    }

    @Test
    void aDeadlineThatEndsACallIsTheErrorOfThatName() {
        restart(module, 32, Duration.ofMillis(1));
        ask("map", "map", "[" + FUNCTION + "]");
        page.called();
        JsonNode error = page.next().get("error");

        assertThat(error.get("code").asInt()).isEqualTo(-32009);
        assertThat(error.at("/data/name").asText()).isEqualTo("DeadlineError");
    }

    @Test
    void aFunctionThatIsNotMarkedIsNotWaitedFor() {
        page.call(target, "keep", """
                [{"$":"callback","id":5,"n":1,"length":0,"at":"app.js:1:1"}]""");
        RemoteFunction plain = (RemoteFunction) module.kept.get(0);

        assertThat(plain.isCallable()).isFalse();
        assertThatThrownBy(plain::callAndWait)
                .isInstanceOf(NotSupportedException.class)
                .hasMessageContaining("app.js:1:1")
                .hasMessageContaining("remote.callable(fn)");
        assertThat(page.count()).as("it was not asked").isNotNull();
    }

    @Test
    void callAndRequestDoNotWaitForOneThatIs() {
        RemoteFunction function = keep();
        function.call(1);
        assertThat(page.next().has("id")).as("a notification").isFalse();
        CompletionStage<Object> asked = function.request(2);
        JsonNode call = page.called();
        assertThat(call.get("params").toString()).isEqualTo("[4,[2]]");
        page.answer(call, "3");

        assertThat(asked.toCompletableFuture())
                .succeedsWithin(20, TimeUnit.SECONDS)
                .isEqualTo(3);
    }

    @Test
    void anArgumentThatCannotCrossIsTheCallersError() {
        RemoteFunction function = keep();

        assertThatThrownBy(() -> function.callAndWait(new java.math.BigDecimal("1e400")))
                .isInstanceOf(MarshalException.class);
        assertThat(page.count()).as("it was not asked").isNotNull();
    }

    @Test
    void aThreadThatIsInterruptedGoesOnAndStaysInterrupted() throws Exception {
        RemoteFunction function = keep();
        List<String> seen = Collections.synchronizedList(new ArrayList<>());
        Thread thread = new Thread(() -> {
            try {
                function.callAndWait(1);
            } catch (RuntimeException interrupted) {
                seen.add(interrupted.getMessage() + " " + Thread.currentThread().isInterrupted());
            }
        });
        thread.start();
        page.called();
        thread.interrupt();
        thread.join();

        assertThat(seen)
                .containsExactly("The thread was interrupted while page page-1 () ran its function app.js:10:5 true");
    }
}
