package dev.valence.session;

import static dev.valence.session.AskingModule.FUNCTION;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.valence.api.RemoteFunction;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Calls that pages make while Java waits for them. */
class CallableNestingTest {
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

    @Test
    void callsNestOnTheThreadThatWaits() {
        nest(module);
    }

    @Test
    void callsOfAConcurrentTypeNestOnTheThreadThatWaitsToo() {
        AskingModule concurrent = new AskingModule.OfThePool();
        restart(concurrent, 32, Duration.ofSeconds(20));
        nest(concurrent);
    }

    private void nest(AskingModule nested) {
        ask("1", "nest", "[" + FUNCTION + ",1]");
        JsonNode first = page.called();
        ask("2", "nest", "[" + FUNCTION + ",2]");
        JsonNode second = page.called();
        ask("3", "plain", "[]");
        assertThat(page.next().get("result").asText()).isEqualTo("plain");
        page.answer(second, "\"two\"");
        assertThat(page.next().get("result").asText()).isEqualTo("(two)");
        page.answer(first, "\"one\"");
        assertThat(page.next().get("result").asText()).isEqualTo("(one)");

        assertThat(nested.threads).hasSize(3);
        assertThat(nested.threads.stream().distinct()).hasSize(1);
    }

    @Test
    void callsNestToTheConfiguredDepthAndNoDeeper() {
        restart(module, 2, Duration.ofSeconds(20));
        ask("1", "nest", "[" + FUNCTION + ",1]");
        JsonNode first = page.called();
        ask("2", "nest", "[" + FUNCTION + ",2]");
        JsonNode second = page.called();
        ask("3", "nest", "[" + FUNCTION + ",3]");
        JsonNode error = page.next().get("error");

        assertThat(error.get("code").asInt()).isEqualTo(-32012);
        assertThat(error.at("/data/cause/message").asText())
                .isEqualTo(
                        "Calls between Java and pages nest 2 deep, which is the limit (Limits.callDepth): page page-1 ()"
                                + " is not asked to run its function app.js:10:5");
        page.answer(second, "2");
        assertThat(page.next().get("result").asText()).isEqualTo("(2)");
        page.answer(first, "1");
        assertThat(page.next().get("result").asText()).isEqualTo("(1)");
    }

    /** What the application does while a value is marshalled holds no lock, and is the page's call as what came before. */
    @Test
    void aResultThatAsksThePageWhileItIsMarshalled() {
        ask("lazy", "lazily", "[" + FUNCTION + "]");
        JsonNode first = page.called();
        assertThat(first.get("params").toString()).isEqualTo("[4,[0],\"now\"]");
        assertThat(page.call(target, "plain", "[]").asText()).isEqualTo("plain");
        page.answer(first, "10");
        page.answer(page.called(), "11");

        assertThat(page.next().get("result").toString()).isEqualTo("[10,11]");
    }

    @Test
    void aThreadOfTheApplicationWaitsAndThePageCallsTheMainThreadMeanwhile() {
        CompletableFuture<Object> outcome = askKept();
        JsonNode call = page.called();
        assertThat(call.get("params").toString()).isEqualTo("[4,[1],\"value\"]");
        assertThat(page.call(target, "plain", "[]").asText()).isEqualTo("plain");
        page.answer(call, "\"done\"");

        assertThat(outcome).succeedsWithin(20, TimeUnit.SECONDS).isEqualTo("done");
        assertThat(module.threads).extracting(Thread::getName).containsExactly("test-main");
    }

    @Test
    void onePageCallsTheFunctionOfAnotherThatWaitsBehindIt() {
        ScriptedPage other = application.open();
        long on = other.module();
        other.call(on, "keep", "[" + FUNCTION + "]");
        ask("first", "callKept", "[\"x\"]");
        JsonNode call = other.called();
        other.ask("behind", on, "plain", "[]");
        other.ask("nested", on, "plain", "[]");
        assertThat(other.next().get("id").asText())
                .as("in the order of its page")
                .isEqualTo("behind");
        assertThat(other.next().get("id").asText()).isEqualTo("nested");
        assertThat(page.waiting()).isZero();
        other.answer(call, "\"y\"");

        assertThat(page.next().get("result").asText()).isEqualTo("y");
        assertThat(module.threads.stream().distinct()).hasSize(1);
    }

    @Test
    void twoPagesOfAConcurrentTypeMayCallEachOtherAtOnce() {
        AskingModule concurrent = new AskingModule.OfThePool();
        restart(concurrent, 32, Duration.ofSeconds(20));
        ScriptedPage other = application.open();
        long on = other.module();
        ask("a", "nest", "[" + FUNCTION + ",1]");
        other.ask("b", on, "nest", "[" + FUNCTION + ",2]");
        JsonNode first = page.called();
        JsonNode second = other.called();
        ask("nested a", "plain", "[]");
        other.ask("nested b", on, "plain", "[]");
        assertThat(page.next().get("result").asText()).isEqualTo("plain");
        assertThat(other.next().get("result").asText()).isEqualTo("plain");
        page.answer(first, "1");
        other.answer(second, "2");

        assertThat(page.next().get("result").asText()).isEqualTo("(1)");
        assertThat(other.next().get("result").asText()).isEqualTo("(2)");
    }
}
