package dev.valence.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.valence.MainProcess;
import dev.valence.api.Exposed;
import dev.valence.api.Limits;
import dev.valence.api.Renderer;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A page that falls silent behind a socket that is open. */
class SilenceTest {
    private static final String SECRET = "0123456789012345678901";
    private static final Duration SILENCE = Duration.ofSeconds(2);

    /** The silence that is promised, and what a busy machine adds. {@link QuietRoundsTest} counts to the round. */
    private static final Duration AT_MOST = SILENCE.plusSeconds(1);

    /** What falls before the first round is over counts for nothing. */
    private static final Duration AT_LEAST = SILENCE.minus(QuietRounds.length(SILENCE));

    /** Long enough for Java to take a page for silent, had it nothing heard. */
    private static final Duration LONG = SILENCE.multipliedBy(2);

    private static final String ALIVE = """
            {"jsonrpc":"2.0","method":"session.alive"}""";

    /** Knows who called. */
    @Exposed
    public static final class Module {
        volatile Renderer caller;
        final CountDownLatch entered = new CountDownLatch(1);
        final CountDownLatch leave = new CountDownLatch(1);

        public void enter() {
            caller = Renderer.current().orElseThrow();
        }

        public boolean block() throws InterruptedException {
            entered.countDown();
            return leave.await(20, TimeUnit.SECONDS);
        }
    }

    private static final Module MODULE = new Module();
    private static MainProcess main;
    private static int pages;

    private final String renderer = "page" + ++pages;

    @BeforeAll
    static void start() {
        main = MainProcess.builder()
                .admitAnyone()
                .module("module", MODULE)
                .limits(Limits.defaults().withSilence(SILENCE))
                .start();
    }

    @AfterAll
    static void stop() {
        main.close();
    }

    @AfterEach
    void leaveNothing() {
        new HttpDoor(main.address(), renderer + "." + SECRET).close();
        await().untilAsserted(() -> assertThat(main.holdings().sessions()).isZero());
    }

    private String open(String more) {
        return """
                {"jsonrpc":"2.0","id":"open","method":"session.open","params":[{"renderer":"%s","secret":"%s"%s}]}""".formatted(renderer, SECRET, more);
    }

    private static long module(SocketDoor socket) {
        return socket.ask("""
                {"jsonrpc":"2.0","id":1,"method":"remote.require","params":["module"]}""").at("/result/id").asLong();
    }

    private static String call(long target, String name) {
        return """
                {"jsonrpc":"2.0","id":2,"method":"member.call","params":[%d,"%s",[]]}""".formatted(target, name);
    }

    private SocketDoor connect() {
        SocketDoor socket = new SocketDoor(main.address());
        socket.ask(open(""));
        socket.ask(call(module(socket), "enter"));
        return socket;
    }

    @Test
    void aPageThatGaveSignsOfLifeAndGivesNoMoreHibernatesInTime() {
        try (SocketDoor silent = connect()) {
            long begin = System.nanoTime();
            silent.tell(ALIVE);
            silent.next();
            await().pollInterval(Duration.ofMillis(10)).atMost(AT_MOST).until(silent::isClosed);

            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isGreaterThanOrEqualTo(AT_LEAST);

            assertThat(MODULE.caller.isAlive()).isTrue();
            await().until(MODULE.caller::isHibernating);
        }
        try (SocketDoor back = new SocketDoor(main.address())) {
            assertThat(back.ask(open(",\"resume\":true")).has("result")).isTrue();
            assertThat(MODULE.caller.isHibernating()).isFalse();
        }
    }

    @Test
    void aPageThatGoesOnGivingThemIsLeftAlone() {
        try (SocketDoor socket = connect()) {
            await().pollInterval(SILENCE.dividedBy(3))
                    .during(LONG)
                    .atMost(LONG.multipliedBy(2))
                    .until(() -> {
                        socket.tell(ALIVE);
                        return !socket.isClosed();
                    });
        }
    }

    @Test
    void aClientThatNeverGaveAnyIsLeftAlone() {
        try (SocketDoor socket = connect()) {
            await().during(LONG).atMost(LONG.multipliedBy(2)).until(() -> !socket.isClosed());
        }
    }

    @Test
    void aFurtherSocketOfThePageMayBeSilent() {
        try (SocketDoor socket = connect();
                SocketDoor further = new SocketDoor(main.address())) {
            further.tell("""
                    {"jsonrpc":"2.0","method":"session.join","params":["%s.%s"]}""".formatted(renderer, SECRET));
            await().pollInterval(SILENCE.dividedBy(3))
                    .during(LONG)
                    .atMost(LONG.multipliedBy(2))
                    .until(() -> {
                        socket.tell(ALIVE);
                        return !further.isClosed();
                    });
        }
    }

    @Test
    void aSignOfLifeIsAnsweredWhileThePageWaitsForALongCall() throws Exception {
        try (SocketDoor socket = connect()) {
            socket.tell(call(module(socket), "block"));
            MODULE.entered.await(20, TimeUnit.SECONDS);
            socket.tell(ALIVE);

            assertThat(socket.next().path("method").asText()).isEqualTo("session.alive");
            MODULE.leave.countDown();
            assertThat(socket.next().path("result").asBoolean()).isTrue();
        }
    }
}
