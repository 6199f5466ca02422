package dev.valence.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.valence.LogLines;
import dev.valence.MainProcess;
import dev.valence.api.Concurrent;
import dev.valence.api.Exposed;
import dev.valence.api.Limits;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntUnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A main process that ends while pages have asked for something. */
class DrainTest {
    private static final String READS = "Valence-Ack";
    private static final String WAITS = "Valence-Wait";
    private static final int RESTART = 1012;
    private static final Duration SHORT = Duration.ofMillis(50);

    /** Its calls take as long as the test wants. */
    @Exposed
    @Concurrent
    public static final class Slow {
        final CountDownLatch begun = new CountDownLatch(1);
        final CountDownLatch gate = new CountDownLatch(1);
        final CompletableFuture<String> later = new CompletableFuture<>();
        final AtomicInteger entered = new AtomicInteger();
        final AtomicInteger left = new AtomicInteger();
        final AtomicInteger executed = new AtomicInteger();

        public String slow(String answer) throws InterruptedException {
            entered.incrementAndGet();
            begun.countDown();
            gate.await();
            left.incrementAndGet();
            return answer;
        }

        public int quick() {
            return executed.incrementAndGet();
        }

        public CompletableFuture<String> later() {
            begun.countDown();
            return later;
        }

        public int ask(IntUnaryOperator page) throws InterruptedException {
            begun.countDown();
            gate.await();
            return page.applyAsInt(1);
        }
    }

    /** On the main thread. */
    @Exposed
    public static final class Ender {
        private Runnable end = () -> {};

        public String end() {
            end.run();
            return "ended";
        }
    }

    private final Slow slow = new Slow();
    private final Ender ender = new Ender();
    private MainProcess main = start(Duration.ofSeconds(20));
    private SocketDoor page;
    private long target;

    private MainProcess start(Duration drain) {
        return MainProcess.builder()
                .admitAnyone()
                .module("slow", slow)
                .module("ender", ender)
                .limits(Limits.defaults().withDrain(drain))
                .start();
    }

    @BeforeEach
    void open() {
        page = new SocketDoor(main.address());
        page.ask("""
                {"jsonrpc":"2.0","id":"open","method":"session.open","params":[{"renderer":"the page","secret":"0123456789012345678901"}]}""");
        target = module(page, "slow");
    }

    private void again(Duration drain) {
        main.close();
        main = start(drain);
        open();
    }

    @AfterEach
    void stop() {
        slow.gate.countDown();
        slow.later.complete("");
        page.close();
        main.close();
    }

    private static long module(Door door, String name) {
        return door.ask("""
                {"jsonrpc":"2.0","id":"module","method":"remote.require","params":["%s"]}""".formatted(name)).at("/result/id").asLong();
    }

    private String call(int id, String method, String arguments) {
        return """
                {"jsonrpc":"2.0","id":%d,"method":"member.call","params":[%d,"%s",[%s]]}""".formatted(id, target, method, arguments);
    }

    private CompletableFuture<Void> close() {
        return CompletableFuture.runAsync(main::close);
    }

    /** Until it is ending, which a page that is new can tell. */
    private void awaitEnding() {
        await("the end has begun")
                .until(() -> new HttpDoor(main.address(), "")
                                .post(call(1, "quick", ""))
                                .statusCode()
                        == 503);
    }

    @Test
    void aCallInProgressIsAnsweredAndThenItsPageIsToldThatJavaRestarts() throws Exception {
        page.tell(call(1, "slow", "\"done\""));
        slow.begun.await();
        CompletableFuture<Void> closing = close();
        awaitEnding();
        assertThat(closing).isNotDone();
        slow.gate.countDown();

        assertThat(page.next().get("result").asText()).isEqualTo("done");
        assertThat(page.closeCode()).isEqualTo(RESTART);
        assertThat(closing).succeedsWithin(Duration.ofSeconds(10));
    }

    @Test
    void whatWaitedForItsTurnWhenTheEndBeganIsExecutedAndWhatComesLaterIsRefused() throws Exception {
        // When this door answers, what came by it has come.
        HttpDoor other = new HttpDoor(main.address(), "the page.0123456789012345678901");
        page.tell(call(1, "slow", "\"done\""));
        slow.begun.await();
        other.post(call(2, "quick", ""), READS, "0", WAITS, "1");
        close();
        awaitEnding();
        other.post(call(3, "quick", ""), READS, "0", WAITS, "1");
        slow.gate.countDown();

        assertThat(page.next().get("result").asText()).isEqualTo("done");
        assertThat(page.next().get("result").asInt()).isEqualTo(1);
        JsonNode refused = page.next();
        assertThat(refused.get("id").asInt()).isEqualTo(3);
        assertThat(refused.at("/error/code").asInt()).isEqualTo(-32011);
        assertThat(refused.at("/error/message").asText())
                .isEqualTo(
                        "The main process is ending, and this was not executed: member.call 'quick'. Reload the page when it is back");
        assertThat(page.closeCode()).isEqualTo(RESTART);
        assertThat(slow.executed).hasValue(1);
    }

    @Test
    void aPromiseInProgressIsSettled() throws Exception {
        page.tell(call(1, "later", ""));
        slow.begun.await();
        long promise = page.next().at("/result/id").asLong();
        close();
        awaitEnding();
        slow.later.complete("kept");

        JsonNode settled = page.next();
        assertThat(settled.get("method").asText()).isEqualTo("promise.resolve");
        assertThat(settled.at("/params/0").asLong()).isEqualTo(promise);
        assertThat(settled.at("/params/1").asText()).isEqualTo("kept");
        assertThat(page.closeCode()).isEqualTo(RESTART);
    }

    /** Java waits for the function, and the function for what it asks of Java. */
    @Test
    void whatAFunctionOfThePageAsksForInsideOfACallInProgressIsExecuted() throws Exception {
        page.tell(call(1, "ask", """
                {"$":"callback","id":1,"n":1,"length":1,"callable":true}"""));
        slow.begun.await();
        close();
        awaitEnding();
        slow.gate.countDown();
        JsonNode asked = page.next();
        assertThat(asked.get("method").asText()).isEqualTo("callback.call");

        page.tell(call(2, "quick", ""));
        assertThat(page.next().get("result").asInt()).isEqualTo(1);
        page.tell("""
                {"jsonrpc":"2.0","id":%s,"result":42}""".formatted(asked.get("id")));
        JsonNode answer = page.next();
        assertThat(answer.get("id").asInt()).isEqualTo(1);
        assertThat(answer.get("result").asInt()).isEqualTo(42);
        assertThat(page.closeCode()).isEqualTo(RESTART);
    }

    @Test
    void callsByHttpAreAnsweredWhicheverWayTheyAreRead() throws Exception {
        HttpDoor reads = HttpDoor.open(main.address(), "reads");
        HttpDoor waits = HttpDoor.open(main.address(), "waits");
        target = module(reads, "slow");
        CompletableFuture<HttpResponse<String>> read = reads.begin(call(1, "slow", "\"read\""), READS, "0");
        long before = target;
        target = module(waits, "slow");
        CompletableFuture<HttpResponse<String>> waited = waits.begin(call(1, "slow", "\"waited\""));
        target = before;
        slow.begun.await();
        await("both are in").until(() -> slow.entered.get() == 2);
        close();
        awaitEnding();
        slow.gate.countDown();

        assertThat(read.get().body()).contains("\"read\"");
        assertThat(waited.get().body()).contains("\"waited\"");
    }

    /** It was not there when its call was done: between two requests, or without a network. */
    @Test
    void aPageThatComesBackMeanwhileHasItsAnswer() throws Exception {
        HttpDoor asking = HttpDoor.open(main.address(), "asking");
        target = module(asking, "slow");
        assertThat(asking.post(call(1, "slow", "\"done\""), READS, "0", WAITS, "1")
                        .statusCode())
                .as("nothing yet")
                .isEqualTo(204);
        slow.begun.await();
        CompletableFuture<Void> closing = close();
        awaitEnding();
        slow.gate.countDown();
        await("the call is over").until(() -> slow.left.get() == 1);
        awaitEnding();
        assertThat(closing).as("the answer waits").isNotDone();

        assertThat(asking.post("", READS, "0").body()).contains("\"done\"");
        assertThat(closing).succeedsWithin(Duration.ofSeconds(10));
    }

    @Test
    void aNewPageIsToldToComeBackLater() throws Exception {
        page.tell(call(1, "slow", "\"done\""));
        slow.begun.await();
        close();
        awaitEnding();
        try (SocketDoor late = new SocketDoor(main.address())) {
            late.tell("""
                    {"jsonrpc":"2.0","id":1,"method":"session.open","params":[]}""");
            assertThat(late.closeCode()).isEqualTo(RESTART);
        }
        HttpResponse<String> refused = new HttpDoor(main.address(), "").post(call(1, "quick", ""));
        assertThat(refused.statusCode()).isEqualTo(503);
        assertThat(refused.body()).contains("this was not executed");
    }

    @Test
    void aCallThatTakesLongerThanMayBeIsAbandoned() throws Exception {
        again(SHORT);
        page.tell(call(1, "slow", "\"never\""));
        slow.begun.await();

        assertThat(close()).succeedsWithin(Duration.ofSeconds(10));
        assertThat(page.closeCode()).isEqualTo(RESTART);
    }

    @Test
    void theLogNamesAFewCallsThatAreAbandonedInPrintableText() throws Exception {
        again(SHORT);
        page.ask("""
                {"jsonrpc":"2.0","id":"report","method":"page.changed","params":[{"url":"http://a/\\r\\nERROR b"}]}""");
        page.tell(call(1, "slow", "\"never\""));
        slow.begun.await();
        for (int i = 2; i < 40; i++) {
            page.tell(call(i, "quick", ""));
        }
        page.tell("""
                {"jsonrpc":"2.0","method":"session.alive","params":[]}""");
        assertThat(page.next().path("method").asText()).as("all have come").isEqualTo("session.alive");

        try (LogLines log = LogLines.ofValence()) {
            assertThat(close()).succeedsWithin(Duration.ofSeconds(10));

            assertThat(log.withStacks())
                    .filteredOn(line -> line.contains("are abandoned"))
                    .singleElement()
                    .asString()
                    .contains("member.call 'slow' of http://a/\\u000d\\u000aERROR b, ")
                    .endsWith(", and others\n")
                    .hasSizeLessThan(20 * 250);
        }
    }

    @Test
    void aCallMayEndItsMainProcessAndIsAnsweredFirst() {
        ender.end = main::close;
        target = module(page, "ender");
        page.tell(call(1, "end", ""));

        assertThat(page.next().get("result").asText()).isEqualTo("ended");
        assertThat(page.closeCode()).isEqualTo(RESTART);
        assertThat(close()).as("closing twice").succeedsWithin(Duration.ofSeconds(10));
    }
}
