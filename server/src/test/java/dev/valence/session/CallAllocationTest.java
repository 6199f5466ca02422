package dev.valence.session;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.valence.api.Capabilities;
import dev.valence.api.Capability;
import dev.valence.api.Exposed;
import dev.valence.api.Limits;
import dev.valence.policy.Policies;
import dev.valence.protocol.OpenPage;
import dev.valence.protocol.Outgoing;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** What a call allocates in Java, from its frame to that of the answer, the turn of the main thread included. */
class CallAllocationTest {
    private static final int CALLS = 20_000;

    @Exposed
    static final class Module {
        public void nothing() {}
    }

    /** A socket that keeps nothing. */
    private static final class Sink implements Link {
        private Outgoing last = Outgoing.ofJson(new byte[0]);
        private int frames;

        @Override
        public void send(Outgoing frame) {
            last = frame;
            frames++;
        }

        @Override
        public boolean isFull() {
            return false;
        }

        @Override
        public void close(int code, String reason) {}
    }

    /** Each call is one that a capability permits. */
    private final TestApplication application = new TestApplication(
            Limits.defaults(),
            Map.of("module", new Module()),
            false,
            Policies.of(
                    Capabilities.of(Capability.named("test")
                            .withModules("module")
                            .withMembers("Module.nothing")
                            .withoutMembers("Module.other")),
                    origin -> true));

    private final Sink sink = new Sink();
    private final Session session =
            application.sessions.open(OpenPage.of("page", "0123456789012345678901"), Visitor.UNKNOWN, null);
    private long seq;

    private void send(byte[] frame) {
        application.host(() -> session.receive(application.codec.decode(frame), session.answers()));
    }

    private byte[] request(String method, String params) {
        seq++;
        return """
                {"jsonrpc":"2.0","method":"%s","params":%s,"id":%d,"seq":%d,"ack":%d}""".formatted(method, params, seq, seq, seq - 1).getBytes(StandardCharsets.UTF_8);
    }

    private List<byte[]> calls(long target) {
        return LongStream.range(0, CALLS)
                .mapToObj(each -> request("member.call", "[" + target + ",\"nothing\",[]]"))
                .toList();
    }

    /** Twice of it would be a second parse, or a tree. {@code bench/server} has the exact figure. */
    @Test
    void aNullCallAllocatesLessThanTwoKilobytes() {
        try (application) {
            application.sessions.attach(session, sink);
            send(request("remote.require", "[\"module\"]"));
            String answer = new String(sink.last.json(), StandardCharsets.UTF_8);
            long target = Long.parseLong(answer.replaceFirst(".*\"ref\",\"id\":(\\d+).*", "$1"));
            calls(target).forEach(this::send);
            List<byte[]> frames = calls(target);
            ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

            long before = threads.getCurrentThreadAllocatedBytes();
            frames.forEach(this::send);
            long allocated = threads.getCurrentThreadAllocatedBytes() - before;

            assertThat(sink.frames).isEqualTo(1 + 2 * CALLS);
            assertThat(allocated / CALLS).isLessThan(2_000);
        }
    }
}
