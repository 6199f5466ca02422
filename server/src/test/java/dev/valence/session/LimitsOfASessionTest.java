package dev.valence.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.valence.api.Backlog;
import dev.valence.api.EventEmitter;
import dev.valence.api.Exposed;
import dev.valence.api.LimitException;
import dev.valence.api.Limits;
import dev.valence.api.RemoteFunction;
import dev.valence.api.Renderer;
import dev.valence.protocol.OpenPage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Each limit of one session, and of all: at it, and one beyond. */
class LimitsOfASessionTest {
    private static final int FEW = 3;
    private static final Limits LIMITS = Limits.defaults();

    @Exposed
    static final class Module extends EventEmitter {
        final CountDownLatch go = new CountDownLatch(1);
        final List<Object> kept = new ArrayList<>();

        public void block() throws InterruptedException {
            go.await();
        }

        public int length(String text) {
            return text.length();
        }

        public CompletableFuture<Object> never() {
            return new CompletableFuture<>();
        }

        public void keep(CompletableFuture<Object> promise) {
            kept.add(promise);
        }

        public void ask(RemoteFunction function) {
            kept.add(function.request());
        }
    }

    private final Module module = new Module();
    private TestApplication application = TestApplication.with(module);

    private ScriptedPage openWith(Limits limits) {
        application.close();
        application = TestApplication.with(limits, module);
        return application.open();
    }

    @AfterEach
    void close() {
        module.go.countDown();
        application.close();
    }

    private static String callback(int id) {
        return "[{\"$\":\"callback\",\"id\":%d,\"n\":1,\"length\":0}]".formatted(id);
    }

    private static String promise(int id) {
        return "[{\"$\":\"promise\",\"id\":%d}]".formatted(id);
    }

    private static void assertLimit(JsonNode error, String name) {
        assertThat(error.get("code").asInt()).isEqualTo(-32012);
        assertThat(error.get("message").asText()).contains("(Limits." + name + ")");
        assertThat(error.at("/data/name").asText()).isEqualTo("LimitError");
    }

    @Test
    void whatAPageAsksForWaitsUpToALimitAndIsRefusedBeyond() {
        ScriptedPage page = openWith(LIMITS.withRequestBytes(20_000));
        ScriptedPage other = application.open();
        long target = page.module();
        page.ask("blocked", target, "block", "[]");
        String text = "[\"%s\"]".formatted("x".repeat(5_000));
        for (int i = 0; i < 3; i++) {
            page.ask("waits " + i, target, "length", text);
        }
        assertThat(page.waiting()).isZero();
        page.ask("too much", target, "length", text);

        JsonNode refused = page.next();
        assertThat(refused.get("id").asText()).isEqualTo("too much");
        assertLimit(refused.get("error"), "requestBytes");
        other.ask("of another page", 1, "length", "[\"\"]");
        module.go.countDown();
        for (String id : List.of("blocked", "waits 0", "waits 1", "waits 2")) {
            assertThat(page.next().get("id").asText()).isEqualTo(id);
        }
        assertThat(page.call(target, "length", text).asInt()).isEqualTo(5_000);
        assertThat(other.next().get("id").asText()).isEqualTo("of another page");
    }

    @Test
    void oneRequestIsTakenHoweverLongItIs() {
        ScriptedPage page = openWith(LIMITS.withRequestBytes(1_000));
        long module = page.module();
        // The request before may be answered a moment before its room is free.
        await().untilAsserted(() -> assertThat(page.call(module, "length", "[\"%s\"]".formatted("x".repeat(5_000)))
                        .asInt())
                .isEqualTo(5_000));
    }

    @Test
    void notificationsAreNotLostButTooManyEndTheSession() {
        ScriptedPage page = openWith(LIMITS.withRequestBytes(20_000));
        page.ask("blocked", page.module(), "block", "[]");
        String release = """
                {"jsonrpc":"2.0","method":"reference.release","params":[[[999,%s1]]]}""".formatted(" ".repeat(10_000));
        for (int i = 0; i < 3; i++) {
            page.tell(release);
        }
        assertThat(page.session.isAlive()).isTrue();
        page.tell(release);

        assertThat(page.session.isAlive()).isFalse();
        assertThat(page.closed).startsWith("1008").contains("(Limits.requestBytes)");
        module.go.countDown();
    }

    @Test
    void allPagesTogetherWaitUpToALimitButForTheFirst64KilobytesOfEach() {
        ScriptedPage greedy = openWith(LIMITS.withIncomingBytes(50_000));
        ScriptedPage modest = application.open();
        long target = greedy.module();
        long targetOfModest = modest.module();
        greedy.ask("blocked", target, "block", "[]");
        greedy.ask("waits", target, "length", "[\"%s\"]".formatted("x".repeat(110_000)));
        assertThat(greedy.waiting()).isZero();
        greedy.ask("too much", target, "length", "[\"%s\"]".formatted("x".repeat(10_000)));
        assertLimit(greedy.next().get("error"), "incomingBytes");

        modest.ask("modest", targetOfModest, "length", "[\"%s\"]".formatted("x".repeat(10_000)));
        module.go.countDown();
        assertThat(modest.next().get("result").asInt()).isEqualTo(10_000);
    }

    @Test
    void aPageThatEndsGivesBackWhatItMadeAllWaitFor() {
        ScriptedPage greedy = openWith(LIMITS.withIncomingBytes(50_000));
        ScriptedPage other = application.open();
        long target = greedy.module();
        long targetOfOther = other.module();
        greedy.ask("blocked", target, "block", "[]");
        greedy.ask("waits", target, "length", "[\"%s\"]".formatted("x".repeat(110_000)));
        greedy.tell("{\"jsonrpc\":\"2.0\",\"method\":\"session.alive\",\"params\":[]}");
        application.sessions.leave(greedy.session);
        module.go.countDown();

        assertThat(other.call(targetOfOther, "length", "[\"%s\"]".formatted("x".repeat(110_000)))
                        .asInt())
                .isEqualTo(110_000);
    }

    @Test
    void javaWaitsForSoManyAnswersOfAPage() {
        ScriptedPage page = openWith(LIMITS.withPendingCalls(FEW));
        long target = page.module();
        List<JsonNode> calls = new ArrayList<>();
        for (int i = 0; i < FEW; i++) {
            page.ask("ask", target, "ask", callback(1));
            calls.add(page.called());
            assertThat(page.nextButReleases().get("id").asText()).isEqualTo("ask");
        }
        assertLimitOfCall(page.failure(target, "ask", callback(1)));
        page.answer(calls.get(0), "null");
        page.ask("again", target, "ask", callback(1));
        assertThat(page.called().get("params").get(0).asInt()).isEqualTo(1);
    }

    private static void assertLimitOfCall(JsonNode error) {
        assertThat(error.get("code").asInt()).isEqualTo(-32012);
        assertThat(error.get("message").asText()).contains("(Limits.pendingCalls)");
    }

    @Test
    void javaWaitsForSoManyPromisesOfAPage() {
        ScriptedPage page = openWith(LIMITS.withPendingCalls(FEW));
        long target = page.module();
        for (int id = 1; id <= FEW; id++) {
            page.call(target, "keep", promise(id));
        }
        page.call(target, "keep", promise(FEW));
        assertLimitOfCall(page.failure(target, "keep", promise(FEW + 1)));
        page.tell("{\"jsonrpc\":\"2.0\",\"method\":\"promise.resolve\",\"params\":[1,null]}");
        page.call(target, "keep", promise(FEW + 2));
    }

    @Test
    void aPageWaitsForSoManyPromisesOfJava() {
        ScriptedPage page = openWith(LIMITS.withPendingCalls(FEW));
        long target = page.module();
        for (int i = 0; i < FEW; i++) {
            page.call(target, "never", "[]");
        }
        assertLimitOfCall(page.failure(target, "never", "[]"));
    }

    @Test
    void aPageHasSoManyListenersAtOneEmitterAndOthersAreNotCounted() {
        ScriptedPage page = openWith(LIMITS);
        long target = page.module();
        module.on("event", arguments -> {});
        String listener = "[\"event\"," + callback(1).substring(1);
        for (int i = 0; i < 1_000; i++) {
            page.call(target, "on", listener);
        }
        assertThat(page.failure(target, "on", listener).get("code").asInt()).isEqualTo(-32012);
        assertThat(module.listenerCount("event")).isEqualTo(1_001);
        ScriptedPage other = application.open();
        other.call(other.module(), "on", listener);
    }

    @Test
    void theNameOfAnEventIsAsLongAsItMayBe() {
        ScriptedPage page = openWith(LIMITS);
        long target = page.module();
        page.call(
                target,
                "on",
                "[\"%s\",%s".formatted("x".repeat(1_000), callback(1).substring(1)));
        assertThat(page.failure(
                                target,
                                "on",
                                "[\"%s\",%s"
                                        .formatted(
                                                "x".repeat(1_001), callback(1).substring(1)))
                        .get("code")
                        .asInt())
                .isEqualTo(-32012);
    }

    @Test
    void eventsThatAPageDoesNotReadAreDroppedAndItIsToldExactlyHowMany() {
        ScriptedPage page = openWith(LIMITS.withBacklog(new Backlog(10, 1 << 20)));
        page.tell("""
                {"jsonrpc":"2.0","id":0,"method":"reference.count","params":[],"ack":0}""");
        page.next();
        long target = page.module();
        page.call(target, "on", "[\"event\"," + callback(1).substring(1));
        Renderer renderer = page.session;
        for (int i = 0; i < 25; i++) {
            assertThat(module.emit("event", i)).isTrue();
        }
        assertThat(renderer.backlog().messages()).isEqualTo(10);
        assertThat(renderer.dropped()).isEqualTo(15);
        CompletionStage<?> drained = renderer.drained();
        assertThat(drained.toCompletableFuture()).isNotDone();
        JsonNode last = null;
        for (int i = 0; i < 10; i++) {
            last = page.next();
            assertThat(last.at("/params/1/0").asInt()).isEqualTo(i);
        }
        page.tell("{\"jsonrpc\":\"2.0\",\"method\":\"session.alive\",\"params\":[],\"ack\":%s}"
                .formatted(last.get("seq")));
        JsonNode told = page.next();
        while (!told.path("method").asText().equals("session.dropped")) {
            told = page.next();
        }
        assertThat(told.at("/params/0").asInt()).isEqualTo(15);
        assertThat(renderer.backlog()).isEqualTo(new Backlog(0, 0));
        assertThat(drained).succeedsWithin(Duration.ofSeconds(10));
    }

    @Test
    void thereAreSoManySessions() {
        openWith(LIMITS.withSessions(2));
        application.open();
        assertThat(IntStream.range(0, 1).mapToObj(each -> refusalOf("third")))
                .first()
                .isInstanceOf(LimitException.class);
        application.sessions.leave(application.sessions.sessions().get(0));
        application.open();
    }

    private Throwable refusalOf(String renderer) {
        try {
            application.sessions.open(OpenPage.of(renderer, "0123456789012345678901"), Visitor.UNKNOWN, null);
            return new AssertionError("opened");
        } catch (LimitException refused) {
            assertThat(refused).hasMessageContaining("(Limits.sessions)");
            return refused;
        }
    }

    @Test
    void theOldestSessionWithoutASocketEndsFirst() {
        ScriptedPage first = openWith(LIMITS.withHibernatingSessions(2));
        ScriptedPage second = application.open();
        ScriptedPage third = application.open();
        first.lose();
        second.lose();
        assertThat(first.session.isAlive()).isTrue();
        third.lose();

        assertThat(first.session.isAlive()).isFalse();
        assertThat(second.session.isAlive()).isTrue();
        second.attach();
        assertThat(third.session.isAlive()).isTrue();
    }

    @Test
    void sessionsThatNeverHadASocketEndBeforeThoseThatHad() {
        ScriptedPage page = openWith(LIMITS.withHibernatingSessions(2));
        page.lose();
        for (int i = 0; i < 20; i++) {
            application.sessions.open(OpenPage.of("flood-" + i, "0123456789012345678901"), Visitor.UNKNOWN, null);
        }
        assertThat(page.session.isAlive()).isTrue();
        assertThat(application.sessions.sessions()).hasSize(2);
    }

    @Test
    void sessionsWithoutASocketHoldSoManyBytesTogether() {
        ScriptedPage page =
                openWith(LIMITS.withHibernatingBytes(10_000).withHibernatingBacklog(new Backlog(10, 100_000)));
        page.call(page.module(), "on", "[\"event\"," + callback(1).substring(1));
        page.lose();
        module.emit("event", "x".repeat(4_000));
        int envelope = (int) page.session.outbox().heapBytes() - 4_000;
        module.emit("event", "x".repeat(6_000 - 2 * envelope));
        assertThat(page.session.outbox().heapBytes()).isEqualTo(10_000);
        ScriptedPage other = application.open();
        other.lose();
        assertThat(page.session.isAlive()).isTrue();
        module.emit("event", "");

        await().atMost(Duration.ofSeconds(20)).until(() -> !page.session.isAlive());
        assertThat(other.session.isAlive()).as("it holds nothing").isTrue();
    }
}
