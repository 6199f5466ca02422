package dev.valence.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.valence.api.Concurrent;
import dev.valence.api.DeadlineException;
import dev.valence.api.Exposed;
import dev.valence.api.JavaScriptException;
import dev.valence.api.Limits;
import dev.valence.api.MarshalException;
import dev.valence.api.NotSupportedException;
import dev.valence.api.RemoteFunction;
import dev.valence.api.RendererGoneException;
import dev.valence.protocol.Json;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Functions of a page for which a thread of Java waits. */
class CallablesTest {
    private static final String FUNCTION = """
            {"$":"callback","id":4,"n":1,"length":1,"at":"app.js:10:5","callable":true}""";

    @Exposed
    public static class Module {
        final List<Object> kept = Collections.synchronizedList(new ArrayList<>());
        final List<Thread> threads = Collections.synchronizedList(new ArrayList<>());

        public List<Integer> map(Function<Integer, Integer> mapper) {
            return Stream.of(1, 2, 3).map(mapper).toList();
        }

        public String run(Runnable action) {
            action.run();
            return "after it";
        }

        public CompletionStage<Integer> later(Function<Integer, CompletionStage<Integer>> asked) {
            return asked.apply(1);
        }

        public Object keep(RemoteFunction function) {
            kept.add(function);
            return function.isCallable();
        }

        /** Calls the function, which may call this again. */
        public Object nest(Function<Object, Object> function, Object argument) {
            threads.add(Thread.currentThread());
            return "(" + function.apply(argument) + ")";
        }

        public Object callKept(Object argument) {
            return ((RemoteFunction) kept.get(0)).callAndWait(argument);
        }

        public String plain() {
            threads.add(Thread.currentThread());
            return "plain";
        }
    }

    @Exposed
    @Concurrent
    public static final class ConcurrentModule extends Module {}

    private final Module module = new Module();
    private TestApplication application = TestApplication.with(module);
    private ScriptedPage page = application.open();
    private long target = page.module();

    @AfterEach
    void stop() {
        application.close();
    }

    private void restart(Module other, int callDepth, Duration deadline) {
        application.close();
        Limits usual = Limits.defaults();
        Limits limits = new Limits(
                usual.messageBytes(),
                usual.depth(),
                usual.objects(),
                usual.callbacks(),
                usual.outboxBytes(),
                callDepth,
                deadline,
                usual.sequenceGap(),
                usual.retention(),
                usual.goneGrace());
        application = new TestApplication(limits, Map.of("module", other));
        page = application.open();
        target = page.module();
    }

    private static void ask(ScriptedPage asking, long on, String id, String name, String arguments) {
        asking.tell("""
                {"jsonrpc":"2.0","id":"%s","method":"member.call","params":[%d,"%s",%s]}""".formatted(id, on, name, arguments));
    }

    private void ask(String id, String name, String arguments) {
        ask(page, target, id, name, arguments);
    }

    /** The call of a callable function that comes next. */
    private static JsonNode called(ScriptedPage called) {
        JsonNode call = called.next();
        assertThat(call.path("method").asText()).as("%s", call).isEqualTo("callback.call");
        assertThat(call.get("id").isIntegralNumber()).as("a request").isTrue();
        return call;
    }

    private static void answer(ScriptedPage answering, JsonNode call, String result) {
        answering.tell("""
                {"jsonrpc":"2.0","id":%s,"result":%s}""".formatted(call.get("id"), result));
    }

    private RemoteFunction keep() {
        assertThat(page.call(target, "keep", "[" + FUNCTION + "]").asBoolean()).isTrue();
        return (RemoteFunction) module.kept.get(module.kept.size() - 1);
    }

    private CompletableFuture<Object> callOnAThreadOfItsOwn(RemoteFunction function) {
        CompletableFuture<Object> outcome = new CompletableFuture<>();
        new Thread(() -> {
                    try {
                        outcome.complete(function.callAndWait(1));
                    } catch (RuntimeException thrown) {
                        outcome.completeExceptionally(thrown);
                    }
                })
                .start();
        return outcome;
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
            JsonNode call = called(page);
            assertThat(call.get("params").toString()).isEqualTo("[4,[%d],\"now\"]".formatted(i));
            first = i == 1 ? call.get("seq").asLong() : first;
            answer(page, call, String.valueOf(i + 1));
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
        answer(page, called(page), "\"text\"");

        assertThat(page.next().at("/error/message").asText())
                .contains("the answer of the page function app.js:10:5: expected Integer, got string 'text'");
    }

    @Test
    void ofWhatReturnsNothingTheEndIsAwaited() {
        ask("run", "run", "[" + FUNCTION + "]");
        JsonNode call = called(page);
        assertThat(call.get("params").toString()).isEqualTo("[4,[],\"end\"]");
        assertThat(page.waiting()).as("it has not returned").isZero();
        answer(page, call, "{\"$\":\"undefined\"}");

        assertThat(page.next().get("result").asText()).isEqualTo("after it");
    }

    @Test
    void aDeclaredStageIsNotWaitedFor() {
        ask("later", "later", "[" + FUNCTION + "]");
        assertThat(called(page).get("params").toString()).isEqualTo("[4,[1]]");
        assertThat(page.next().at("/result/$").asText()).isEqualTo("promise");
    }

    @Test
    void whatItThrowsIsAnExceptionWithTheStackOfThePageAndComesBackAsItWas() {
        ask("map", "map", "[" + FUNCTION + "]");
        page.tell("""
                {"jsonrpc":"2.0","id":%s,"error":{"code":-32000,"message":"no","data":
                 {"$":"error","name":"TypeError","message":"no","stack":"TypeError: no\\n    at app.js:11:3"}}}""".formatted(called(page).get("id")));
        JsonNode error = page.next().at("/error/data");

        assertThat(error.at("/name").asText()).isEqualTo("TypeError");
        assertThat(error.at("/cause/message").asText()).isEqualTo("no");
        assertThat(error.at("/cause/stack").asText()).contains("app.js:11:3");
    }

    @Test
    void theExceptionHasTheStackOfItsCaller() {
        RemoteFunction function = keep();
        CompletableFuture<Object> outcome = callOnAThreadOfItsOwn(function);
        page.tell("""
                {"jsonrpc":"2.0","id":%s,"error":{"code":-32000,"message":"no","data":
                 {"$":"error","name":"TypeError","message":"no","stack":"at app.js"}}}""".formatted(called(page).get("id")));

        assertThat(failure(outcome)).isInstanceOfSatisfying(JavaScriptException.class, thrown -> {
            assertThat(thrown.javaScriptStack()).isEqualTo("at app.js");
            assertThat(thrown.getStackTrace())
                    .anyMatch(frame -> frame.getClassName().startsWith(CallablesTest.class.getName()));
        });
    }

    @Test
    void callsNestOnTheThreadThatWaits() {
        nest(module);
    }

    @Test
    void callsOfAConcurrentTypeNestOnTheThreadThatWaitsToo() {
        ConcurrentModule concurrent = new ConcurrentModule();
        restart(concurrent, 32, Duration.ofSeconds(20));
        nest(concurrent);
    }

    private void nest(Module nested) {
        ask("1", "nest", "[" + FUNCTION + ",1]");
        JsonNode first = called(page);
        ask("2", "nest", "[" + FUNCTION + ",2]");
        JsonNode second = called(page);
        ask("3", "plain", "[]");
        assertThat(page.next().get("result").asText()).isEqualTo("plain");
        answer(page, second, "\"two\"");
        assertThat(page.next().get("result").asText()).isEqualTo("(two)");
        answer(page, first, "\"one\"");
        assertThat(page.next().get("result").asText()).isEqualTo("(one)");

        assertThat(nested.threads).hasSize(3);
        assertThat(nested.threads.stream().distinct()).hasSize(1);
    }

    @Test
    void callsNestToTheConfiguredDepthAndNoDeeper() {
        restart(module, 2, Duration.ofSeconds(20));
        ask("1", "nest", "[" + FUNCTION + ",1]");
        JsonNode first = called(page);
        ask("2", "nest", "[" + FUNCTION + ",2]");
        JsonNode second = called(page);
        ask("3", "nest", "[" + FUNCTION + ",3]");
        JsonNode error = page.next().get("error");

        assertThat(error.get("code").asInt()).isEqualTo(-32012);
        assertThat(error.at("/data/cause/message").asText())
                .isEqualTo(
                        "Calls between Java and pages nest 2 deep, which is the limit (Limits.callDepth): page page-1 ()"
                                + " is not asked to run its function app.js:10:5");
        answer(page, second, "2");
        assertThat(page.next().get("result").asText()).isEqualTo("(2)");
        answer(page, first, "1");
        assertThat(page.next().get("result").asText()).isEqualTo("(1)");
    }

    @Test
    void aThreadOfTheApplicationWaitsAndThePageCallsTheMainThreadMeanwhile() {
        CompletableFuture<Object> outcome = callOnAThreadOfItsOwn(keep());
        JsonNode call = called(page);
        assertThat(call.get("params").toString()).isEqualTo("[4,[1],\"value\"]");
        assertThat(page.call(target, "plain", "[]").asText()).isEqualTo("plain");
        answer(page, call, "\"done\"");

        assertThat(outcome).succeedsWithin(20, TimeUnit.SECONDS).isEqualTo("done");
        assertThat(module.threads).extracting(Thread::getName).containsExactly("test-main");
    }

    @Test
    void onePageCallsTheFunctionOfAnotherThatWaitsBehindIt() {
        ScriptedPage other = application.open();
        long on = other.module();
        other.call(on, "keep", "[" + FUNCTION + "]");
        ask("first", "callKept", "[\"x\"]");
        JsonNode call = called(other);
        ask(other, on, "behind", "plain", "[]");
        ask(other, on, "nested", "plain", "[]");
        assertThat(other.next().get("id").asText())
                .as("in the order of its page")
                .isEqualTo("behind");
        assertThat(other.next().get("id").asText()).isEqualTo("nested");
        assertThat(page.waiting()).isZero();
        answer(other, call, "\"y\"");

        assertThat(page.next().get("result").asText()).isEqualTo("y");
        assertThat(module.threads.stream().distinct()).hasSize(1);
    }

    @Test
    void twoPagesOfAConcurrentTypeMayCallEachOtherAtOnce() {
        ConcurrentModule concurrent = new ConcurrentModule();
        restart(concurrent, 32, Duration.ofSeconds(20));
        ScriptedPage other = application.open();
        long on = other.module();
        ask("a", "nest", "[" + FUNCTION + ",1]");
        ask(other, on, "b", "nest", "[" + FUNCTION + ",2]");
        JsonNode first = called(page);
        JsonNode second = called(other);
        ask("nested a", "plain", "[]");
        ask(other, on, "nested b", "plain", "[]");
        assertThat(page.next().get("result").asText()).isEqualTo("plain");
        assertThat(other.next().get("result").asText()).isEqualTo("plain");
        answer(page, first, "1");
        answer(other, second, "2");

        assertThat(page.next().get("result").asText()).isEqualTo("(1)");
        assertThat(other.next().get("result").asText()).isEqualTo("(2)");
    }

    @Test
    void threadsThatWaitForAPageThatIsGoneHearItAtOnce() {
        CompletableFuture<Object> outcome = callOnAThreadOfItsOwn(keep());
        called(page);
        application.sessions.leave(page.session);

        assertThat(failure(outcome)).isInstanceOf(RendererGoneException.class).hasMessageContaining("app.js:10:5");
    }

    @Test
    void afterTheDeadlineJavaGoesOnAndALateAnswerIsDropped() {
        restart(module, 32, Duration.ofMillis(1));
        CompletableFuture<Object> outcome = callOnAThreadOfItsOwn(keep());
        JsonNode call = called(page);

        assertThat(failure(outcome))
                .isInstanceOf(DeadlineException.class)
                .hasMessage("Page page-1 () has not run its function app.js:10:5 to its end within 1 ms"
                        + " (Limits.deadline); it may still do so");
        answer(page, call, """
                {"$":"callback","id":9,"n":1,"length":0}""");
        assertThat((Object) Json.plain(page.next())).as("nobody took it").isEqualTo(Json.of("""
                {"jsonrpc":"2.0","method":"callback.release","params":[[[9,1]]]}"""));
        assertThat(page.count().get("callbacks").asInt()).isEqualTo(1);
    }

    @Test
    void aDeadlineThatEndsACallIsTheErrorOfThatName() {
        restart(module, 32, Duration.ofMillis(1));
        ask("map", "map", "[" + FUNCTION + "]");
        called(page);
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
        JsonNode call = called(page);
        assertThat(call.get("params").toString()).isEqualTo("[4,[2]]");
        answer(page, call, "3");

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
        called(page);
        thread.interrupt();
        thread.join();

        assertThat(seen)
                .containsExactly("The thread was interrupted while page page-1 () ran its function app.js:10:5 true");
    }
}
