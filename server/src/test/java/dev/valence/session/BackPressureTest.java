package dev.valence.session;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.valence.api.Backlog;
import dev.valence.api.Limits;
import dev.valence.protocol.Json;
import dev.valence.protocol.Message;
import dev.valence.protocol.MessageCodec;
import dev.valence.protocol.Outgoing;
import dev.valence.protocol.WireValue;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** A page that reads more slowly than Java sends. */
class BackPressureTest {
    private static final Limits LIMITS = Limits.defaults()
            .withOutboxBytes(10_000)
            .withBacklog(new Backlog(4, 1_000))
            .withHibernatingBacklog(new Backlog(2, 1_000));

    private int overflows;
    private final Outbox outbox = new Outbox(
            new Sealing(new MessageCodec(LIMITS), LIMITS.outboxBytes(), false, () -> {}, () -> {}),
            LIMITS,
            () -> 0,
            () -> overflows++,
            () -> false,
            soon -> {});

    /** A socket that takes so many messages. */
    private final class Wire implements Link {
        final List<String> got = new ArrayList<>();
        int room;

        Wire(int room) {
            this.room = room;
        }

        @Override
        public void send(Outgoing message) {
            room--;
            // As between two parts of a packet.
            outbox.goOn();
            JsonNode json = Json.of(message.json());
            got.add(json.get("method").asText() + json.get("params"));
            outbox.goOn();
        }

        @Override
        public boolean isFull() {
            return room <= 0;
        }

        @Override
        public void close(int code, String reason) {}

        void take(int more) {
            room += more;
            outbox.goOn();
        }
    }

    private long add(String method) {
        return outbox.add(new Message.Notice(method, List.of()));
    }

    /** False where it was dropped. */
    private boolean emit(String params) {
        if (outbox.drops()) {
            return false;
        }
        outbox.addEvent(new Message.Notice("event", List.of(new WireValue.Plain(params))));
        return true;
    }

    private Wire attach(int room) {
        Wire wire = new Wire(room);
        outbox.attach(wire);
        return wire;
    }

    @Test
    void aSocketThatIsFullGetsTheRestInOrderWhenItTakesMore() {
        outbox.acknowledge(0);
        Wire wire = attach(2);
        List.of("a", "b", "c", "d", "e").forEach(this::add);
        assertThat(wire.got).containsExactly("a[]", "b[]");

        wire.take(2);
        assertThat(wire.got).containsExactly("a[]", "b[]", "c[]", "d[]");
        add("f");
        wire.take(10);
        assertThat(wire.got).containsExactly("a[]", "b[]", "c[]", "d[]", "e[]", "f[]");
    }

    @Test
    void aClientThatAcknowledgesNothingKeepsWhatItsSocketHasNotTaken() {
        Wire wire = attach(1);
        add("a");
        add("b");
        assertThat(outbox.after(0, Long.MAX_VALUE)).hasSize(1);
        wire.take(1);
        assertThat(outbox.after(0, Long.MAX_VALUE)).isEmpty();
        assertThat(outbox.heapBytes()).isZero();
        assertThat(wire.got).containsExactly("a[]", "b[]");
    }

    @Test
    void aClientThatAcknowledgesNothingAndReadsNothingIsToBeEnded() {
        attach(0);
        while (outbox.heapBytes() <= LIMITS.outboxBytes()) {
            assertThat(overflows).isZero();
            add("x".repeat(1_000));
        }
        add("one more");
        assertThat(overflows).isOne();
    }

    @Test
    void whatWasReadByTheOtherDoorIsNotSentOnceMore() {
        outbox.acknowledge(0);
        Wire wire = attach(0);
        add("a");
        add("b");
        outbox.acknowledge(1);
        wire.take(5);

        assertThat(wire.got).containsExactly("b[]");
    }

    @Test
    void aNewSocketBeginsWithWhatTheFullOneDidNotTake() {
        outbox.acknowledge(0);
        Wire first = attach(1);
        add("a");
        add("b");
        Wire second = attach(1);
        first.take(5);
        assertThat(second.got).containsExactly("a[]");
        second.take(5);
        assertThat(second.got).containsExactly("a[]", "b[]");
        assertThat(first.got).containsExactly("a[]");
    }

    @Test
    void aSignOfLifeIsNotSentToASocketThatIsFull() {
        Wire wire = attach(0);
        outbox.answerSignOfLife();
        assertThat(wire.got).isEmpty();
    }

    @Test
    void asManyEventsWaitAsMayAndTheNextIsDropped() {
        outbox.acknowledge(0);
        attach(100);
        for (int i = 0; i < 4; i++) {
            assertThat(emit("event")).isTrue();
        }
        assertThat(outbox.backlog().messages()).isEqualTo(4);
        assertThat(emit("one more")).isFalse();
        assertThat(outbox.dropped()).isOne();
    }

    @Test
    void eventsThatAreLongAreFewer() {
        outbox.acknowledge(0);
        attach(100);
        assertThat(emit("x".repeat(1_000))).isTrue();
        assertThat(emit("short")).isFalse();
    }

    @Test
    void aPageThatReadsIsToldWhatItMissedBeforeAnythingElse() {
        outbox.acknowledge(0);
        Wire wire = attach(100);
        for (int i = 1; i <= 7; i++) {
            emit(String.valueOf(i));
        }
        outbox.acknowledge(1);
        assertThat(emit("8")).as("more than half waits").isFalse();
        outbox.acknowledge(2);
        assertThat(emit("9")).isTrue();

        assertThat(wire.got)
                .containsExactly(
                        "event[\"1\"]",
                        "event[\"2\"]",
                        "event[\"3\"]",
                        "event[\"4\"]",
                        "session.dropped[4]",
                        "event[\"9\"]");
        assertThat(outbox.dropped()).isEqualTo(4);
    }

    @Test
    void aClientThatAcknowledgesNothingIsToldWhenItsSocketHasTakenEnough() {
        Wire wire = attach(0);
        for (int i = 1; i <= 6; i++) {
            emit(String.valueOf(i));
        }
        wire.take(1);
        assertThat(wire.got).containsExactly("event[\"1\"]");
        wire.take(10);
        assertThat(wire.got).hasSize(5).endsWith("session.dropped[2]");
    }

    @Test
    void whatThePageMissedIsNotToldInTheMidstOfAMessage() {
        Wire wire = attach(0);
        for (int i = 1; i <= 5; i++) {
            emit(String.valueOf(i));
        }
        wire.take(2);
        wire.room = 100;
        add("next");

        assertThat(wire.got)
                .containsExactly(
                        "event[\"1\"]", "event[\"2\"]", "event[\"3\"]", "event[\"4\"]", "session.dropped[1]", "next[]");
    }

    @Test
    void whatIsNoEventIsNeverDropped() {
        outbox.acknowledge(0);
        attach(100);
        for (int i = 0; i < 10; i++) {
            emit("event");
        }
        assertThat(add("answer")).isEqualTo(5);
        assertThat(outbox.backlog().messages()).isEqualTo(4);
    }

    @Test
    void fewerWaitForAPageWithoutASocket() {
        outbox.acknowledge(0);
        assertThat(emit("1")).isTrue();
        assertThat(emit("2")).isTrue();
        assertThat(emit("3")).isFalse();
        Wire wire = attach(100);
        outbox.acknowledge(1);
        assertThat(wire.got).endsWith("session.dropped[1]");
    }

    @Test
    void whoWouldRatherWaitIsToldWhenHalfIsRead() {
        outbox.acknowledge(0);
        attach(100);
        emit("1");
        emit("2");
        assertThat(outbox.drained()).isCompleted();
        emit("3");
        CompletableFuture<Void> drained = outbox.drained();
        assertThat(drained).isNotDone();
        outbox.acknowledge(1);
        assertThat(drained).isCompleted();
    }

    @Test
    void theEndLetsNobodyWait() {
        outbox.acknowledge(0);
        emit("1");
        emit("2");
        CompletableFuture<Void> drained = outbox.drained();
        assertThat(drained).isNotDone();
        outbox.close();
        assertThat(drained).isCompleted();
        assertThat(outbox.drained()).isCompleted();
        assertThat(emit("late")).as("told by the session, and not dropped").isTrue();
        assertThat(outbox.dropped()).isZero();
    }
}
