package dev.valence.transport;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.valence.LongRun;
import dev.valence.MainProcess;
import dev.valence.api.Exposed;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Objects that a page is handed and gives back, many of them, by the door and the messages of a page: Java has none of them after. */
class ReleaseSoakTest {
    private static final int OBJECTS = LongRun.either(20_000, 1_000_000);
    private static final int ROUNDS = 4;
    private static final int PER_FRAME = 100;

    /** What the heap of the tests may differ by. */
    private static final long NOISE_BYTES = 2 << 20;

    /** One in so many that leaks has to show. */
    private static final int LEAKING = 10;

    /** So much that the leaks of half a run are twice the noise. */
    private static final int BULK = Math.toIntExact(2 * NOISE_BYTES * LEAKING * 2 / OBJECTS);

    private static final String SECRET = "0123456789012345678901";

    /** What is easily noticed where it stays. */
    @Exposed
    public static final class Thing {
        private final byte[] bulk = new byte[BULK];

        public int size() {
            return bulk.length;
        }
    }

    @Exposed
    public static final class Store {
        private Thing last = new Thing();

        public Thing make() {
            last = new Thing();
            return last;
        }

        /** The same once more: it is one reference, which has been seen twice. */
        public Thing again() {
            return last;
        }

        public void forget() {
            last = new Thing();
        }
    }

    /** Numbers and acknowledges as a page does: what Java keeps for one that may come back is part of what could stay. */
    private static final class Numbered {
        private final SocketDoor socket;
        private long sent;
        private long taken;

        Numbered(SocketDoor socket) {
            this.socket = socket;
        }

        /** Ready to be sent; its id is its number. */
        String request(String method, String params) {
            sent++;
            return """
                    {"jsonrpc":"2.0","id":%d,"seq":%d,"ack":%d,"method":"%s","params":[%s]}""".formatted(sent, sent, taken, method, params);
        }

        String notification(String method, String params) {
            sent++;
            return """
                    {"jsonrpc":"2.0","seq":%d,"ack":%d,"method":"%s","params":[%s]}""".formatted(sent, taken, method, params);
        }

        JsonNode ask(String method, String params) {
            return ask(List.of(request(method, params))).get(0);
        }

        /** The results, once all of them have come. */
        List<JsonNode> ask(List<String> requests) {
            socket.tell("[" + String.join(",", requests) + "]");
            List<JsonNode> results = new ArrayList<>();
            while (results.size() < requests.size()) {
                JsonNode frame = socket.next();
                (frame.isArray() ? frame : List.of(frame)).forEach(message -> take(message, results));
            }
            return results;
        }

        void tell(String message) {
            socket.tell(message);
        }

        private void take(JsonNode message, List<JsonNode> results) {
            taken = Math.max(taken, message.path("seq").asLong());
            if (message.has("id")) {
                assertThat(message.has("result")).as("%s", message).isTrue();
                results.add(message.get("result"));
            }
        }
    }

    @Test
    void whatIsHandedOutAndReleasedLeavesNothing() {
        try (MainProcess main = MainProcess.builder()
                        .admitAnyone()
                        .module("store", new Store())
                        .start();
                SocketDoor socket = new SocketDoor(main.address())) {
            Numbered page = new Numbered(socket);
            page.ask("session.open", """
                    {"renderer":"soak","secret":"%s"}""".formatted(SECRET));
            long store = page.ask("remote.require", "\"store\"").get("id").asLong();
            // Its class comes with the first one, and stays.
            makeAndRelease(page, store);
            page.ask("member.call", store + ",\"forget\",[]");
            Map<String, Integer> baseline = main.holdings().objectsByClass();
            List<Long> used = new ArrayList<>();
            for (int round = 0; round < ROUNDS; round++) {
                for (int made = 0; made < OBJECTS / ROUNDS; made += PER_FRAME) {
                    makeAndRelease(page, store);
                }
                page.ask("member.call", store + ",\"forget\",[]");

                assertThat(main.holdings().objectsByClass()).isEqualTo(baseline);
                used.add(Heap.used());
            }
            assertThat(Collections.min(used.subList(ROUNDS / 2, ROUNDS)) - Collections.min(used.subList(0, ROUNDS / 2)))
                    .as("growth of the heap, of %s", used)
                    .isLessThan(NOISE_BYTES);
        }
    }

    private static void makeAndRelease(Numbered page, long store) {
        List<String> calls = new ArrayList<>();
        for (int i = 0; i < PER_FRAME; i++) {
            calls.add(page.request("member.call", store + ",\"make\",[]"));
            if (i % LEAKING == 0) {
                calls.add(page.request("member.call", store + ",\"again\",[]"));
            }
        }
        List<String> releases = new ArrayList<>();
        for (JsonNode reference : page.ask(calls)) {
            // Of one that came twice both are told, and the former frees nothing: it is not how often it was seen by
            // then.
            releases.add("[" + reference.get("id") + "," + reference.get("n") + "]");
        }
        page.tell(page.notification("reference.release", "[" + String.join(",", releases) + "]"));
    }
}
