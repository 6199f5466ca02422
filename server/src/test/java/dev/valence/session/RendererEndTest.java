package dev.valence.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.valence.api.EventEmitter;
import dev.valence.api.Exposed;
import dev.valence.api.Limits;
import dev.valence.api.Renderer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is left of a page that is gone: nothing. And what ends a page. */
class RendererEndTest {
    private static final String LISTENER = """
            {"$":"callback","id":%d,"n":1,"length":0}""";

    @Exposed
    public static final class Module extends EventEmitter {
        final CountDownLatch entered = new CountDownLatch(1);
        final CountDownLatch leave = new CountDownLatch(1);
        final List<Renderer> callers = new ArrayList<>();
        final EventEmitter other = new EventEmitter();

        public Module fresh() {
            return new Module();
        }

        public EventEmitter getOther() {
            return other;
        }

        public void who() {
            callers.add(Renderer.current().orElseThrow());
        }

        public void block() throws InterruptedException {
            entered.countDown();
            leave.await(20, TimeUnit.SECONDS);
        }

        public String large() {
            return "x".repeat(2000);
        }
    }

    private final Module module = new Module();
    private TestApplication application = TestApplication.with(module);

    @AfterEach
    void stop() {
        module.leave.countDown();
        application.close();
    }

    private static void listen(ScriptedPage page, long target, String event, int callback) {
        page.call(target, "on", "[\"%s\",%s]".formatted(event, LISTENER.formatted(callback)));
    }

    @Test
    void allThatAPageHadIsGoneInOneCall() {
        ScriptedPage page = application.open();
        long target = page.module();
        page.call(target, "fresh", "[]");
        listen(page, target, "x", 1);
        application.sessions.leave(page.session);

        assertThat(application.registry.count()).isZero();
        assertThat(page.session.callbackCount()).isZero();
        assertThat(application.sessions.sessions()).isEmpty();
        assertThat(page.closed).isEqualTo("1000 The session has ended");
        assertThat(page.session.isAlive()).isFalse();
    }

    @Test
    void itsListenersAreDroppedOnEveryEmitterAndTheOthersStay() {
        ScriptedPage gone = application.open();
        ScriptedPage stays = application.open();
        long goneTarget = gone.module();
        long staysTarget = stays.module();
        listen(gone, goneTarget, "x", 1);
        listen(gone, goneTarget, "y", 2);
        listen(gone, gone.call(goneTarget, "getOther", "[]").get("id").asLong(), "x", 3);
        listen(stays, staysTarget, "x", 1);
        application.sessions.leave(gone.session);

        assertThat(module.eventNames()).containsExactly("x");
        assertThat(module.listenerCount("x")).isEqualTo(1);
        assertThat(module.other.eventNames()).isEmpty();
        assertThat(module.emit("x", "still")).isTrue();
        assertThat(stays.next().get("method").asText()).isEqualTo("callback.call");
    }

    @Test
    void aHundredReloadsLeaveOneListener() {
        ScriptedPage page = application.open();
        for (int i = 0; i < 100; i++) {
            listen(page, page.module(), "close", 1);
            application.sessions.leave(page.session);
            page = application.open();
        }
        listen(page, page.module(), "close", 1);

        assertThat(module.listenerCount("close")).isEqualTo(1);
    }

    @Test
    void aPageRemovesItsOwnListenersOnly() {
        List<String> heard = new ArrayList<>();
        module.on("x", arguments -> heard.add("java"));
        ScriptedPage page = application.open();
        ScriptedPage other = application.open();
        long target = page.module();
        listen(page, target, "x", 1);
        listen(other, other.module(), "x", 1);
        page.call(target, "removeAllListeners", "[\"x\"]");

        assertThat(module.listenerCount("x")).isEqualTo(2);
        module.emit("x");
        assertThat(heard).containsExactly("java");
    }

    @Test
    void thePageThatCallsIsKnown() {
        ScriptedPage page = application.open();
        page.call(page.module(), "who", "[]");

        assertThat(module.callers).containsExactly(page.session);
        assertThat(Renderer.current()).as("outside of a call").isEmpty();
        assertThat(page.session.id()).isEqualTo("page-1");
    }

    @Test
    void whatIsToBeDoneAtTheEndIsDoneOnceEvenIfSomeOfItFails() {
        ScriptedPage page = application.open();
        List<String> done = new ArrayList<>();
        page.session.onEnded(() -> {
            throw new IllegalStateException("fails, and is logged");
        });
        page.session.onEnded(() -> done.add("kept"));
        page.session.onEnded(() -> done.add("taken back")).close();
        application.sessions.leave(page.session);
        application.sessions.leave(page.session);
        page.session.onEnded(() -> done.add("late"));

        assertThat(done).containsExactly("kept", "late");
    }

    @Test
    void whatAPageAskedForBeforeItWentIsNotDoneAfterwards() throws Exception {
        ScriptedPage page = application.open();
        ScriptedPage waiting = application.open();
        long target = page.module();
        long waitingTarget = waiting.module();
        page.tell("""
                {"jsonrpc":"2.0","id":1,"method":"member.call","params":[%d,"block",[]]}""".formatted(target));
        module.entered.await(20, TimeUnit.SECONDS);
        waiting.tell("""
                {"jsonrpc":"2.0","id":1,"method":"member.call","params":[%d,"who",[]]}""".formatted(waitingTarget));
        application.sessions.leave(waiting.session);
        module.leave.countDown();
        page.next();
        page.call(target, "who", "[]");

        assertThat(module.callers).containsExactly(page.session);
        assertThat(waiting.waiting()).isZero();
    }

    @Test
    void aPageThatReadsNoMoreLosesItsSession() {
        application.close();
        application = TestApplication.with(limits(5000, Duration.ofMinutes(1)), module);
        ScriptedPage page = application.open();
        page.tell("""
                {"jsonrpc":"2.0","method":"session.alive","ack":0}""");
        page.next();
        long target = page.module();
        page.call(target, "large", "[]");
        assertThat(page.session.isAlive()).isTrue();
        page.tell("""
                {"jsonrpc":"2.0","id":7,"method":"member.call","params":[%d,"large",[]]}""".formatted(target));
        page.tell("""
                {"jsonrpc":"2.0","id":8,"method":"member.call","params":[%d,"large",[]]}""".formatted(target));
        page.tell("""
                {"jsonrpc":"2.0","id":9,"method":"member.call","params":[%d,"large",[]]}""".formatted(target));

        await().until(() -> !page.session.isAlive());
        assertThat(application.registry.count()).isZero();
    }

    @Test
    void aPageWithoutASocketIsKeptForTheRetentionTimeOnly() {
        application.close();
        application = TestApplication.with(limits(1 << 20, Duration.ofMillis(100)), module);
        ScriptedPage page = application.open();
        page.module();
        page.lose();
        assertThat(page.session.isAlive()).isTrue();

        await().until(() -> !page.session.isAlive());
        assertThat(application.registry.count()).isZero();
    }

    @Test
    void aPageWhoseBrowserClosedItIsKeptForTheGraceOnly() {
        application.close();
        application = TestApplication.with(Limits.defaults().withGoneGrace(Duration.ofMillis(500)), module);
        ScriptedPage page = application.open();
        application.sessions.detach(page.session, page, 1001);
        assertThat(page.session.isAlive()).isTrue();

        await().until(() -> !page.session.isAlive());
    }

    @Test
    void whatHappensWhileTheSocketIsGoneIsToldByTheNextOne() {
        ScriptedPage page = application.open();
        page.tell("""
                {"jsonrpc":"2.0","method":"session.alive","ack":0}""");
        page.next();
        long target = page.module();
        listen(page, target, "x", 1);
        page.tell("""
                {"jsonrpc":"2.0","method":"session.alive","ack":2}""");
        page.next();
        page.lose();
        module.emit("x", "while it was gone");
        assertThat(page.waiting()).isZero();
        page.attach();

        JsonNode missed = page.next();
        assertThat(missed.at("/params/1/0").asText()).isEqualTo("while it was gone");
        assertThat(missed.get("seq").asInt()).isEqualTo(3);
    }

    private static Limits limits(int outboxBytes, Duration retention) {
        return Limits.defaults().withOutboxBytes(outboxBytes).withRetention(retention);
    }
}
