package dev.valence.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.valence.api.Exposed;
import dev.valence.api.JavaScriptException;
import dev.valence.api.RendererGoneException;
import dev.valence.protocol.Json;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Promises both ways, and Java that would wait for the page that waits for it. */
class PromisesTest {
    private static final String PROMISE = """
            {"$":"promise","id":9}""";

    @Exposed
    public static final class Module {
        final CompletableFuture<Object> given = new CompletableFuture<>();
        volatile CompletableFuture<Integer> taken;

        public CompletableFuture<Object> give() {
            return given;
        }

        public List<Object> giveThatAndWhatCannotCross() {
            return List.of(given, new Object());
        }

        public void take(CompletableFuture<Integer> promise) {
            taken = promise;
        }

        public int waitFor(CompletableFuture<Integer> promise) {
            return promise.join();
        }

        public int waitForWhatComesOfIt(CompletableFuture<Integer> promise) throws Exception {
            return promise.thenApply(value -> value + 1).get(1, TimeUnit.HOURS);
        }

        public int waitForAnswer(Function<Integer, CompletableFuture<Integer>> function) {
            return function.apply(1).join();
        }
    }

    private final Module module = new Module();
    private final TestApplication application = TestApplication.with(module);
    private final ScriptedPage page = application.open();
    private final long target = page.module();

    @AfterEach
    void stop() {
        application.close();
    }

    private String give() {
        JsonNode promise = page.call(target, "give", "[]");
        assertThat(promise.get("$").asText()).isEqualTo("promise");
        return promise.get("id").asText();
    }

    private void take() {
        page.call(target, "take", "[" + PROMISE + "]");
    }

    private void settle(String method, String value) {
        page.tell("""
                {"jsonrpc":"2.0","method":"%s","params":[9,%s]}""".formatted(method, value));
        page.count();
    }

    @Test
    void aFutureThatCompletesResolvesThePromiseAfterItHasLeft() {
        module.given.complete(List.of(1));
        String id = give();

        assertThat((Object) Json.plain(page.next())).isEqualTo(Json.of("""
                {"jsonrpc":"2.0","method":"promise.resolve","params":[%s,[1]]}""".formatted(id)));
    }

    @Test
    void eachTimeItIsSentItIsANewPromise() {
        assertThat(give()).isNotEqualTo(give());
    }

    @Test
    void aFutureThatFailsRejectsThePromiseWithWhatWasThrown() {
        give();
        module.given.completeExceptionally(new CompletionException(new IllegalStateException("why")));
        JsonNode rejected = page.next();

        assertThat(rejected.get("method").asText()).isEqualTo("promise.reject");
        assertThat(rejected.at("/params/1/name").asText()).isEqualTo("IllegalStateException");
        assertThat(rejected.at("/params/1/message").asText()).isEqualTo("why");
    }

    @Test
    void whatAPageThrewRejectsWithThatAgain() {
        give();
        module.given.completeExceptionally(JavaScriptException.ofReason("just a text"));

        assertThat(page.next().at("/params/1").asText()).isEqualTo("just a text");
    }

    @Test
    void aValueThatCannotCrossRejectsThePromise() {
        give();
        module.given.complete(new Object());
        JsonNode rejected = page.next();

        assertThat(rejected.get("method").asText()).isEqualTo("promise.reject");
        assertThat(rejected.at("/params/1/name").asText()).isEqualTo("NotExposedError");
    }

    @Test
    void aPromiseThatNeverLeftIsNeverSettled() {
        page.failure(target, "giveThatAndWhatCannotCross", "[]");
        module.given.complete(1);

        assertThat(page.count().get("objects").asInt()).as("the next message").isPositive();
    }

    @Test
    void aPromiseOfThePageCompletesItsFuture() {
        take();
        assertThat(module.taken).isNotDone();
        settle("promise.resolve", "5");

        assertThat(module.taken).succeedsWithin(Duration.ofSeconds(5)).isEqualTo(5);
    }

    @Test
    void aPromiseThatIsRejectedFailsItsFuture() {
        take();
        settle("promise.reject", """
                {"$":"error","name":"RangeError","message":"far"}""");

        assertThat(module.taken)
                .failsWithin(1, TimeUnit.SECONDS)
                .withThrowableThat()
                .havingCause()
                .isInstanceOf(JavaScriptException.class)
                .withMessage("far");
    }

    @Test
    void anythingMayBeAReason() {
        take();
        settle("promise.reject", "5");

        assertThat(module.taken)
                .failsWithin(1, TimeUnit.SECONDS)
                .withThrowableThat()
                .havingCause()
                .isInstanceOfSatisfying(
                        JavaScriptException.class,
                        error -> assertThat(error.reason()).isEqualTo(5));
    }

    @Test
    void aValueOrReasonThatDoesNotFitFailsTheFuture() {
        take();
        settle("promise.resolve", "\"text\"");
        assertThat(module.taken)
                .failsWithin(1, TimeUnit.SECONDS)
                .withThrowableThat()
                .withMessageContaining("the value of a promise: expected Integer");

        take();
        settle("promise.reject", """
                {"$":"date","value":null}""");
        assertThat(module.taken).failsWithin(1, TimeUnit.SECONDS);
    }

    @Test
    void whatIsSettledTwiceOrWasNeverSentIsDropped() {
        take();
        settle("promise.resolve", "5");
        settle("promise.resolve", "6");
        settle("promise.reject", "7");

        assertThat(module.taken).succeedsWithin(Duration.ofSeconds(5)).isEqualTo(5);
    }

    @Test
    void theEndOfThePageFailsWhatItPromised() {
        take();
        application.sessions.leave(page.session);

        assertThat(module.taken)
                .failsWithin(1, TimeUnit.SECONDS)
                .withThrowableThat()
                .havingCause()
                .isInstanceOf(RendererGoneException.class);
    }

    @Test
    void waitingForThePageThatWaitsIsAnErrorAtOnceThatNamesBothEnds() {
        JsonNode error = page.failure(target, "waitFor", "[" + PROMISE + "]");

        assertThat(error.get("code").asInt()).isEqualTo(-32008);
        assertThat(error.at("/data/name").asText()).isEqualTo("DeadlockError");
        assertThat(error.at("/data/cause/message").asText())
                .isEqualTo(
                        "Java, in a call of page page-1, would wait for that page, which waits for the call to return."
                                + " Return the future instead: the page gets a Promise. Or have the page mark its function by"
                                + " remote.callable(fn), which Java may wait for");
    }

    @Test
    void waitingForWhatIsDerivedFromItIsOneToo() {
        assertThat(page.failure(target, "waitForWhatComesOfIt", "[" + PROMISE + "]")
                        .get("code")
                        .asInt())
                .isEqualTo(-32008);
        page.tell("""
                {"jsonrpc":"2.0","id":"x","method":"member.call","params":[%d,"waitForAnswer",[{"$":"callback","id":1,"n":1,"length":0}]]}""".formatted(target));
        assertThat(page.next().get("method").asText()).isEqualTo("callback.call");
        assertThat(page.next().at("/error/code").asInt()).isEqualTo(-32008);
    }

    @Test
    void waitingOutsideOfACallIsNone() {
        take();

        assertThatThrownBy(() -> module.taken.get(1, TimeUnit.MILLISECONDS)).isInstanceOf(TimeoutException.class);
    }
}
