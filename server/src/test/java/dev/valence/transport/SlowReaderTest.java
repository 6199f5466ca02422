package dev.valence.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.valence.MainProcess;
import dev.valence.api.Backlog;
import dev.valence.api.EventEmitter;
import dev.valence.api.Exposed;
import dev.valence.api.Limits;
import dev.valence.api.Renderer;
import dev.valence.protocol.Json;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Clients that stop reading their TCP sockets, and what Java sends them meanwhile. */
class SlowReaderTest {
    private static final int EVENTS = 100_000;
    private static final Backlog BACKLOG = new Backlog(1_000, 1 << 20);
    private static final long HEAP_GROWTH = 48L << 20;

    @Exposed
    public static final class Source extends EventEmitter {
        final List<Renderer> renderers = new CopyOnWriteArrayList<>();

        public void register() {
            renderers.add(Renderer.current().orElseThrow());
        }

        public String text(int length) {
            return "x".repeat(length);
        }
    }

    private final Source source = new Source();
    private MainProcess main = start(Limits.defaults());

    private MainProcess start(Limits limits) {
        return MainProcess.builder()
                .admitAnyone()
                .module("source", source)
                .limits(limits.withBacklog(BACKLOG))
                .start();
    }

    private void restart(Limits limits) {
        main.close();
        main = start(limits);
    }

    @AfterEach
    void stop() {
        main.close();
    }

    /** A client that listens to the events of {@link #source} and acknowledges where it is asked to. */
    private final class Listening implements AutoCloseable {
        final RawSocket socket = new RawSocket(main.address());
        final boolean acknowledges;
        long received;
        long dropped;
        long last;

        Listening(String renderer, boolean acknowledges) throws IOException {
            this.acknowledges = acknowledges;
            socket.send("""
                    {"jsonrpc":"2.0","id":0,"method":"session.open","params":[{"renderer":"%s","secret":"0123456789012345678901"}]}""".formatted(renderer));
            last = seq(socket.read());
            long target = ask("remote.require", "[\"source\"]").at("/result/id").asLong();
            ask("member.call", "[%d,\"register\",[]]".formatted(target));
            ask(
                    "member.call",
                    "[%d,\"on\",[\"event\",{\"$\":\"callback\",\"id\":1,\"n\":1,\"length\":0}]]".formatted(target));
        }

        private JsonNode ask(String method, String params) throws IOException {
            socket.send("""
                    {"jsonrpc":"2.0","id":1,"method":"%s","params":%s%s}""".formatted(method, params, ack()));
            String answer = socket.read();
            last = seq(answer);
            return Json.of(answer);
        }

        private String ack() {
            return acknowledges ? ",\"ack\":" + last : "";
        }

        private static long seq(String message) {
            return Json.of(message).path("seq").asLong();
        }

        /** Reads until all events have come, or were told to be dropped. */
        void readAll(long emitted) throws IOException {
            for (int i = 1; received + dropped < emitted; i++) {
                JsonNode message = Json.of(socket.read());
                last = message.path("seq").asLong(last);
                switch (message.path("method").asText()) {
                    case "callback.call" -> received++;
                    case "session.dropped" -> dropped += message.at("/params/0").asLong();
                    default -> {}
                }
                if (acknowledges && i % 50 == 0) {
                    socket.send("{\"jsonrpc\":\"2.0\",\"method\":\"session.alive\",\"params\":[]%s}".formatted(ack()));
                }
            }
        }

        @Override
        public void close() {
            socket.close();
        }
    }

    private void floodsAndIsToldExactly(boolean acknowledges) throws Exception {
        try (Listening stalled = new Listening("stalled", acknowledges)) {
            Renderer renderer = source.renderers.get(0);
            String payload = "x".repeat(200);
            source.emit("event", payload);
            long before = Heap.used();
            for (int i = 1; i < EVENTS; i++) {
                source.emit("event", payload);
            }

            assertThat(Heap.used() - before).isLessThan(HEAP_GROWTH);
            assertThat(renderer.dropped()).isPositive();
            assertThat(renderer.backlog().messages()).isLessThanOrEqualTo(BACKLOG.messages());
            CompletionStage<?> drained = renderer.drained();
            assertThat(drained.toCompletableFuture()).isNotDone();
            stalled.readAll(EVENTS);
            assertThat(stalled.dropped).isEqualTo(renderer.dropped());
            assertThat(stalled.received).isEqualTo(EVENTS - renderer.dropped());
            assertThat(drained).succeedsWithin(Duration.ofSeconds(10));
        }
    }

    @Test
    void aPageThatStopsReadingCostsNoHeapAndIsToldExactlyWhatItMissed() throws Exception {
        floodsAndIsToldExactly(true);
    }

    @Test
    void soDoesAClientThatAcknowledgesNothing() throws Exception {
        floodsAndIsToldExactly(false);
    }

    @Test
    void tenFastReadersBesideItGetAllOfTheirsInTime() throws Exception {
        List<Listening> fast = new ArrayList<>();
        try (Listening stalled = new Listening("stalled", true)) {
            for (int i = 0; i < 10; i++) {
                fast.add(new Listening("fast-" + i, true));
            }
            int events = 5_000;
            List<Thread> readers = new ArrayList<>();
            List<Throwable> failures = new CopyOnWriteArrayList<>();
            for (Listening each : fast) {
                Thread reader = new Thread(() -> {
                    try {
                        each.readAll(events);
                    } catch (IOException | RuntimeException failed) {
                        failures.add(failed);
                    }
                });
                reader.start();
                readers.add(reader);
            }
            Renderer stalledRenderer = source.renderers.get(0);
            List<Renderer> others = source.renderers.subList(1, 11);
            String payload = "x".repeat(200);
            for (int i = 0; i < events; i++) {
                // Who would rather wait for the readers does so, and waits for those that read.
                for (Renderer each : others) {
                    if (each.backlog().messages() > BACKLOG.messages() / 2) {
                        each.drained().toCompletableFuture().join();
                    }
                }
                source.emit("event", payload);
            }
            for (Thread reader : readers) {
                reader.join(Duration.ofSeconds(30).toMillis());
            }

            assertThat(failures).isEmpty();
            assertThat(fast).allSatisfy(each -> assertThat(each.received).isEqualTo(events));
            assertThat(others).allSatisfy(each -> assertThat(each.dropped()).isZero());
            assertThat(stalledRenderer.dropped()).isPositive();
            stalled.readAll(events);
            assertThat(stalled.received + stalled.dropped).isEqualTo(events);
        } finally {
            fast.forEach(Listening::close);
        }
    }

    @Test
    void answersThatAreNotReadEndTheSessionWhenTheyAreTooMany() throws Exception {
        restart(Limits.defaults().withOutboxBytes(2 << 20));
        long before = Heap.used();
        try (Listening stalled = new Listening("stalled", true)) {
            Renderer renderer = source.renderers.get(0);
            for (int i = 0; i < 100 && renderer.isAlive(); i++) {
                stalled.socket.send("""
                        {"jsonrpc":"2.0","id":%d,"method":"member.call","params":[1,"text",[100000]],"ack":0}""".formatted(i));
            }
            await().atMost(Duration.ofSeconds(20)).until(() -> !renderer.isAlive());
            assertThat(Heap.used() - before).isLessThan(HEAP_GROWTH);
            String read = stalled.socket.read();
            while (!read.isEmpty()) {
                read = stalled.socket.read();
            }
            assertThat(stalled.socket.closeReason()).startsWith("1008").contains("(Limits.outboxBytes)");
        }
    }

    @Test
    void answersToBatchesThatAreNotReadEndTheSocket() throws Exception {
        restart(Limits.defaults().withOutboxBytes(1 << 20));
        try (Listening stalled = new Listening("stalled", false)) {
            Renderer renderer = source.renderers.get(0);
            assertThat(renderer.isAlive()).isTrue();
            await().atMost(Duration.ofSeconds(20)).until(() -> {
                try {
                    stalled.socket.send("""
                            [{"jsonrpc":"2.0","id":1,"method":"member.call","params":[1,"text",[100000]]}]""");
                    return false;
                } catch (IOException given) {
                    return true;
                }
            });
        }
    }

    @Test
    void signsOfLifeOfAClientThatReadsNothingCostNoHeap() throws Exception {
        try (Listening stalled = new Listening("stalled", true)) {
            long before = Heap.used();
            String alive = "{\"jsonrpc\":\"2.0\",\"method\":\"session.alive\",\"params\":[]}";
            // Systems take some megabytes in for a client.
            for (int i = 0; i < 150_000; i++) {
                stalled.socket.send(alive);
            }
            assertThat(Heap.used() - before).isLessThan(3 << 20);
            assertThat(source.renderers.get(0).isAlive()).isTrue();
        }
    }
}
