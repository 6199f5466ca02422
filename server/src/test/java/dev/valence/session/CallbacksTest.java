package dev.valence.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.valence.api.EventEmitter;
import dev.valence.api.Exposed;
import dev.valence.api.JavaScriptException;
import dev.valence.api.MarshalException;
import dev.valence.api.RemoteFunction;
import dev.valence.api.RendererGoneException;
import dev.valence.api.Undefined;
import dev.valence.protocol.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.IntUnaryOperator;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Functions of a page in the hands of Java. */
class CallbacksTest {
    private static final String FUNCTION = """
            {"$":"callback","id":4,"n":%d,"length":2,"at":"app.js:10:5"}""";

    interface Texts {
        Optional<String> text(Object argument);
    }

    @Exposed
    public static final class Module {
        final List<Object> kept = new ArrayList<>();

        public List<Object> map(Function<Integer, Object> mapper) {
            return List.of(mapper.apply(1), mapper.apply(2), mapper.apply(3));
        }

        public List<Object> nothings(Texts optional, IntUnaryOperator number, BooleanSupplier bool, Runnable action) {
            action.run();
            return List.of(optional.text("x").isPresent(), number.applyAsInt(1), bool.getAsBoolean());
        }

        public CompletionStage<Integer> later(Function<String, CompletionStage<Integer>> asked) {
            return asked.apply("question").thenApply(answer -> answer + 1);
        }

        public void keep(RemoteFunction function) {
            kept.add(function);
        }

        public void listen(EventEmitter.Listener listener) {
            kept.add(listener);
        }

        public void keepSupplier(Supplier<Object> supplier) {
            kept.add(supplier);
        }

        public Object give() {
            return kept.get(0);
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

    private static String function(int count) {
        return FUNCTION.formatted(count);
    }

    private RemoteFunction keep() {
        page.call(target, "keep", "[" + function(1) + "]");
        return (RemoteFunction) module.kept.get(module.kept.size() - 1);
    }

    @Test
    void aCallbackGivesUndefinedAtOnceAndIsCalledInOrderBeforeTheResult() {
        page.tell("""
                {"jsonrpc":"2.0","id":"map","method":"member.call","params":[%d,"map",[%s]]}""".formatted(target, function(1)));

        for (int i = 1; i <= 3; i++) {
            JsonNode call = page.next();
            assertThat(call.get("method").asText()).isEqualTo("callback.call");
            assertThat(call.has("id")).as("a notification").isFalse();
            assertThat(call.get("params").toString()).isEqualTo("[4,[%d]]".formatted(i));
        }
        assertThat((Object) page.next().get("result")).isEqualTo(Json.of("""
                [{"$":"undefined"},{"$":"undefined"},{"$":"undefined"}]"""));
    }

    @Test
    void aDeclaredResultIsTheNothingOfItsType() {
        page.tell("""
                {"jsonrpc":"2.0","id":1,"method":"member.call","params":[%d,"nothings",[%s,%s,%s,%s]]}""".formatted(target, function(1), function(2), function(3), function(4)));
        for (int i = 0; i < 4; i++) {
            assertThat(page.next().get("method").asText()).isEqualTo("callback.call");
        }

        assertThat(page.next().get("result").toString()).isEqualTo("[false,0,false]");
    }

    @Test
    void aStageIsCompletedByTheAnswerOfThePage() {
        page.tell("""
                {"jsonrpc":"2.0","id":"later","method":"member.call","params":[%d,"later",[%s]]}""".formatted(target, function(1)));
        JsonNode request = page.next();
        assertThat(request.get("id").isIntegralNumber()).as("a request").isTrue();
        assertThat(request.get("params").toString()).isEqualTo("[4,[\"question\"]]");
        assertThat(page.next().at("/result/$").asText()).isEqualTo("promise");

        page.tell("""
                {"jsonrpc":"2.0","id":%s,"result":41}""".formatted(request.get("id")));
        JsonNode resolved = page.next();
        assertThat(resolved.get("method").asText()).isEqualTo("promise.resolve");
        assertThat(resolved.at("/params/1").asInt()).isEqualTo(42);
    }

    @Test
    void aFunctionKnowsItsPageItsPlaceAndItsLength() {
        RemoteFunction function = keep();

        assertThat(function.renderer()).isSameAs(page.session);
        assertThat(function.location()).isEqualTo("app.js:10:5");
        assertThat(function.length()).isEqualTo(2);
        assertThat(function).hasToString("page function app.js:10:5");
    }

    @Test
    void thePlaceOfAFunctionIsCutWhereItIsLong() {
        String place = "x".repeat(999);
        assertThat(keptFrom(1, place + "1")).hasSize(1_000).endsWith("1");
        assertThat(keptFrom(2, place + "12")).hasSize(1_000).endsWith("1");
        assertThat(keptFrom(3, place + "😀")).as("no half of a pair").hasSize(999);
    }

    private String keptFrom(int id, String place) {
        page.call(target, "keep", """
                [{"$":"callback","id":%d,"n":1,"length":0,"at":"%s"}]""".formatted(id, place));
        return ((RemoteFunction) module.kept.get(module.kept.size() - 1)).location();
    }

    @Test
    void aListenerIsARemoteFunctionToo() {
        page.call(target, "listen", "[" + function(1) + "]");

        RemoteFunction function = (RemoteFunction) module.kept.get(0);
        assertThat(function.renderer()).isSameAs(page.session);
        assertThat(function.length()).isEqualTo(2);
        assertThat(page.waiting()).as("asking it what it is calls nobody").isZero();
    }

    @Test
    void theSameFunctionIsTheSameObjectAndGoesHomeAsItself() {
        RemoteFunction first = keep();
        page.call(target, "keep", "[" + function(2) + "]");

        assertThat(module.kept.get(1)).isSameAs(first);
        assertThat((Object) page.call(target, "give", "[]")).isEqualTo(Json.of("{\"$\":\"callback\",\"id\":4}"));
        assertThat(page.count().get("callbacks").asInt()).isEqualTo(1);
    }

    @Test
    void aFunctionWithAReturnValueAsksNobody() {
        page.call(target, "keepSupplier", """
                [{"$":"constant","value":{"$":"object","members":{"a":1}}}]""");
        Supplier<?> supplier = (Supplier<?>) module.kept.get(0);

        assertThat(supplier.get()).isEqualTo(java.util.Map.of("a", 1));
        assertThat(page.waiting()).isZero();
    }

    @Test
    void whatThePageThrowsIsTheErrorOfTheStage() {
        CompletionStage<?> asked = keep().request();
        page.tell("""
                {"jsonrpc":"2.0","id":%s,"error":{"code":-32000,"message":"m","data":
                 {"$":"error","name":"TypeError","message":"no","members":{"when":{"$":"date","value":5}}}}}""".formatted(page.next().get("id")));

        assertThat(asked.toCompletableFuture())
                .failsWithin(1, TimeUnit.SECONDS)
                .withThrowableThat()
                .havingCause()
                .isInstanceOfSatisfying(
                        JavaScriptException.class,
                        error -> assertThat(error.name()).isEqualTo("TypeError"))
                .withMessage("no");
    }

    @Test
    void anErrorThatJavaCannotReadEndsTheStageAllTheSame() {
        CompletionStage<?> asked = keep().request();
        page.tell("""
                {"jsonrpc":"2.0","id":%s,"error":{"code":-32000,"message":"m","data":
                 {"$":"error","name":"TypeError","message":"no","members":{"when":{"$":"date","value":null}}}}}""".formatted(page.next().get("id")));

        assertThat(asked.toCompletableFuture()).failsWithin(1, TimeUnit.SECONDS);
        assertThat(page.count().get("callbacks").asInt())
                .as("the session goes on")
                .isEqualTo(1);
    }

    @Test
    void anAnswerOfTheWrongTypeEndsTheStage() {
        page.tell("""
                {"jsonrpc":"2.0","id":"later","method":"member.call","params":[%d,"later",[%s]]}""".formatted(target, function(1)));
        String id = page.next().get("id").asText();
        page.next();
        page.tell("""
                {"jsonrpc":"2.0","id":%s,"result":"text"}""".formatted(id));

        JsonNode rejected = page.next();
        assertThat(rejected.get("method").asText()).isEqualTo("promise.reject");
        assertThat(rejected.at("/params/1/message").asText()).contains("the answer of the page: expected Integer");
    }

    @Test
    void anArgumentThatCannotCrossIsTheCallersErrorAndNothingIsSent() {
        RemoteFunction function = keep();

        assertThatThrownBy(() -> function.call(new java.math.BigDecimal("1e400")))
                .isInstanceOf(MarshalException.class);
        assertThat(page.count()).isNotNull();
    }

    @Test
    void afterTheEndACallHasTheWordsOfElectronAndTheRestSaysWhatItSaid() {
        RemoteFunction function = keep();
        CompletableFuture<?> asked = function.request().toCompletableFuture();
        application.sessions.leave(page.session);

        assertThatThrownBy(() -> function.call(1))
                .isInstanceOf(RendererGoneException.class)
                .hasMessage("Attempting to call a function in a renderer window that has been closed or released."
                        + " Function provided here: app.js:10:5.");
        assertThatThrownBy(function::request).isInstanceOf(RendererGoneException.class);
        assertThat(asked)
                .failsWithin(1, TimeUnit.SECONDS)
                .withThrowableThat()
                .havingCause()
                .isInstanceOf(RendererGoneException.class);
        assertThat(function.location()).isEqualTo("app.js:10:5");
        assertThat(function.renderer().isAlive()).isFalse();
    }

    @Test
    void thePageIsToldWhenJavaHasDroppedItsFunction() {
        keep();
        page.call(target, "keep", "[" + function(3) + "]");
        module.kept.clear();

        await().until(() -> {
            System.gc();
            return page.waiting() > 0;
        });
        assertThat((Object) Json.plain(page.next())).isEqualTo(Json.of("""
                {"jsonrpc":"2.0","method":"callback.release","params":[[[4,3]]]}"""));
        assertThat(page.count().get("callbacks").asInt()).isZero();
    }

    @Test
    void undefinedIsThereForJavaThatMustKnow() {
        assertThat(Undefined.INSTANCE).hasToString("undefined");
    }
}
