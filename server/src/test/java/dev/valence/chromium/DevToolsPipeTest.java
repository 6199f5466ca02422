package dev.valence.chromium;

import static dev.valence.chromium.OwnBrowser.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The pipe's ends in the hands of the test: what Valence writes, and what it makes of answers. */
class DevToolsPipeTest {
    private final PipedInputStream fromBrowser = new PipedInputStream(1 << 16);
    private final PipedOutputStream browserWrites = new PipedOutputStream();
    private final PipedInputStream browserReads = new PipedInputStream(1 << 16);
    private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();
    private DevToolsPipe pipe;

    @BeforeEach
    void connect() throws IOException {
        browserWrites.connect(fromBrowser);
        pipe = new DevToolsPipe(fromBrowser, new PipedOutputStream(browserReads), new DevToolsPipe.Listener() {
            @Override
            public void event(DevToolsPipe from, String session, String method, Fields params) {
                if (method.equals("Broken.event")) {
                    throw new IllegalStateException("broken");
                }
                heard.add(session + " " + method + " " + params.text("x"));
            }

            @Override
            public void ended() {
                heard.add("ended");
            }
        });
        pipe.start();
    }

    @AfterEach
    void disconnect() throws IOException {
        browserWrites.close();
    }

    @Test
    void commandIsJsonEndedByZeroAndItsAnswerFindsItsWayBackInAnyOrder() throws Exception {
        CompletableFuture<Fields> first = pipe.send(null, "A.a", Map.of("k", "ä"));
        CompletableFuture<Fields> second = pipe.send("S", "B.b", Map.of());
        assertThat(written()).isEqualTo("{\"id\":1,\"method\":\"A.a\",\"params\":{\"k\":\"\\u00E4\"}}");
        assertThat(written()).isEqualTo("{\"id\":2,\"method\":\"B.b\",\"params\":{},\"sessionId\":\"S\"}");
        say("{\"id\":2,\"result\":{\"x\":\"two\"}}");
        say("{\"id\":1,\"result\":{\"x\":\"ö\"}}");
        assertThat(get(second).text("x")).isEqualTo("two");
        assertThat(get(first).text("x")).isEqualTo("ö");
    }

    @Test
    void refusalNamesTheCommand() throws Exception {
        CompletableFuture<Fields> answer = pipe.send(null, "A.a", Map.of());
        say("{\"id\":1,\"error\":{\"code\":-32000,\"message\":\"no such thing\"}}");
        assertThatThrownBy(() -> get(answer))
                .isInstanceOf(ChromiumException.class)
                .hasMessage("A.a: no such thing");
    }

    @Test
    void eventsComeInOrderAlsoInPiecesAndAfterOneThatBreaksTheListener() throws Exception {
        say("{\"method\":\"Broken.event\",\"params\":{}}");
        browserWrites.write("{\"method\":\"C.c\",\"par".getBytes(StandardCharsets.UTF_8));
        browserWrites.flush();
        say("ams\":{\"x\":\"1\"}}\0{\"method\":\"D.d\",\"params\":{\"x\":\"2\"},\"sessionId\":\"S\"}");
        assertThat(next()).isEqualTo("null C.c 1");
        assertThat(next()).isEqualTo("S D.d 2");
    }

    @Test
    void pageThatIsGoneFailsWhatItWasAskedAndNothingElse() {
        CompletableFuture<Fields> ofPage = pipe.send("S", "A.a", Map.of());
        CompletableFuture<Fields> ofBrowser = pipe.send(null, "B.b", Map.of());
        pipe.fail("S", "the window is closed");
        assertThatThrownBy(() -> get(ofPage)).hasMessage("A.a: the window is closed");
        assertThat(ofBrowser).isNotDone();
    }

    @Test
    void endOfTheBrowserFailsEverythingAndIsToldLast() throws Exception {
        CompletableFuture<Fields> pending = pipe.send(null, "A.a", Map.of());
        browserWrites.close();
        assertThatThrownBy(() -> get(pending)).hasMessageContaining("Chromium has ended");
        assertThat(next()).isEqualTo("ended");
        assertThatThrownBy(() -> get(pipe.send(null, "B.b", Map.of()))).hasMessageContaining("Chromium has ended");
    }

    @Test
    void threadThatReadsMayNotWaitForAnAnswer() throws Exception {
        CompletableFuture<Object> waited = pipe.send(null, "A.a", Map.of()).thenApply(answer -> {
            return pipe.ask(null, "B.b", Map.of());
        });
        say("{\"id\":1,\"result\":{}}");
        assertThatThrownBy(() -> get(waited)).isInstanceOf(IllegalStateException.class);
    }

    private void say(String text) throws IOException {
        browserWrites.write((text + "\0").getBytes(StandardCharsets.UTF_8));
        browserWrites.flush();
    }

    private String written() throws IOException {
        StringBuilder text = new StringBuilder();
        for (int next = browserReads.read(); next > 0; next = browserReads.read()) {
            text.append((char) next);
        }
        return text.toString();
    }

    private String next() throws InterruptedException {
        return heard.poll(10, TimeUnit.SECONDS);
    }
}
