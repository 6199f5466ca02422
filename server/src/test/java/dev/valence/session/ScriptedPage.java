package dev.valence.session;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.valence.protocol.Frame;
import dev.valence.protocol.Json;
import dev.valence.protocol.OpenPage;
import dev.valence.protocol.Outgoing;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A page that says what a test tells it to, and keeps what it is told. It is its own socket. */
final class ScriptedPage implements Link {
    private static final long PATIENCE_SECONDS = 20;

    private final TestApplication application;
    private final BlockingQueue<JsonNode> frames = new LinkedBlockingQueue<>();
    /** Frames, of one message or of several, that Java has sent. */
    final AtomicInteger frameCount = new AtomicInteger();

    final Session session;
    volatile String closed = "";
    private int lastId;

    ScriptedPage(TestApplication application, String renderer) {
        this(application, OpenPage.of(renderer, secretOf(renderer)), Visitor.UNKNOWN);
    }

    ScriptedPage(TestApplication application, OpenPage page, Visitor visitor) {
        this.application = application;
        this.session = application.sessions.open(page, visitor, null);
    }

    static String secretOf(String renderer) {
        return "secret-of-" + renderer + "-0123456789";
    }

    ScriptedPage attach() {
        application.sessions.attach(session, this);
        return this;
    }

    /** The network breaks. */
    void lose() {
        application.sessions.detach(session, this, 1006);
    }

    @Override
    public void send(Outgoing message) {
        frameCount.incrementAndGet();
        JsonNode json = Json.of(message.json());
        (json.isArray() ? json : List.of(json)).forEach(frames::add);
    }

    @Override
    public boolean isFull() {
        return false;
    }

    @Override
    public void close(int code, String reason) {
        closed = code + " " + reason;
    }

    /** Sends a message, as it stands. */
    void tell(String json) {
        Frame frame = application.codec.decode(json.getBytes(StandardCharsets.UTF_8));
        session.receive(frame, frame.isBatch() ? session.sharedAnswers() : session.answers());
    }

    /** The next message that Java sends. */
    JsonNode next() {
        try {
            JsonNode next = frames.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
            assertThat((Object) next).as("a message of Java").isNotNull();
            return next;
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** The same, but for functions that are given back: the collector may let go of one at any time. */
    JsonNode nextButReleases() {
        JsonNode next = next();
        while (next.path("method").asText().equals("callback.release")) {
            next = next();
        }
        return next;
    }

    /** What Java has sent and the test has not looked at. */
    int waiting() {
        return frames.size();
    }

    /** Sends a request and gives its answer, which is the next message. */
    JsonNode request(String method, String params) {
        int id = ++lastId;
        tell("""
                {"jsonrpc":"2.0","id":%d,"method":"%s","params":%s}""".formatted(id, method, params));
        JsonNode answer = nextButReleases();
        assertThat(answer.path("id").asInt()).as("the id of %s", answer).isEqualTo(id);
        return answer;
    }

    /** As {@link #request}, for one that succeeds. */
    JsonNode result(String method, String params) {
        JsonNode answer = request(method, params);
        assertThat(answer.has("result")).as("a result in %s", answer).isTrue();
        return answer.get("result");
    }

    /** As {@link #request}, for one that fails. */
    JsonNode error(String method, String params) {
        JsonNode answer = request(method, params);
        assertThat(answer.has("error")).as("an error in %s", answer).isTrue();
        return answer.get("error");
    }

    /** The id of the application's one module. */
    long module() {
        return result("remote.require", "[\"module\"]").get("id").asLong();
    }

    /** Calls a method and waits for nothing. */
    void ask(String id, long target, String name, String arguments) {
        tell("""
                {"jsonrpc":"2.0","id":"%s","method":"member.call","params":[%d,"%s",%s]}""".formatted(id, target, name, arguments));
    }

    /** The call of a page function, of which Java wants the answer, that comes next. */
    JsonNode called() {
        JsonNode call = nextButReleases();
        assertThat(call.path("method").asText()).as("%s", call).isEqualTo("callback.call");
        assertThat(call.get("id").isIntegralNumber()).as("a request").isTrue();
        return call;
    }

    /** Answers a call that {@link #called} gave. */
    void answer(JsonNode call, String result) {
        tell("""
                {"jsonrpc":"2.0","id":%s,"result":%s}""".formatted(call.get("id"), result));
    }

    /** The result of a method of the module. */
    JsonNode call(long target, String name, String arguments) {
        return result("member.call", "[%d,\"%s\",%s]".formatted(target, name, arguments));
    }

    /** The error of a method of the module. */
    JsonNode failure(long target, String name, String arguments) {
        return error("member.call", "[%d,\"%s\",%s]".formatted(target, name, arguments));
    }

    /** What Java holds for this page. Settles, too, that nothing else was on its way: the answer is the next message. */
    JsonNode count() {
        return result("reference.count", "[]");
    }
}
