package dev.valence.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.valence.api.LimitException;
import dev.valence.api.Limits;
import dev.valence.protocol.Json;
import dev.valence.protocol.Message;
import dev.valence.protocol.MessageCodec;
import dev.valence.protocol.Outgoing;
import dev.valence.protocol.WireValue;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class OutboxTest {
    private static final int FRAME_BYTES = message("x", 1).length();

    private long received;
    private int overflows;
    private int undone;
    private boolean isMore;
    private final List<Runnable> later = new ArrayList<>();
    private final Outbox outbox = new Outbox(
            new Sealing(new MessageCodec(Limits.defaults()), 3 * FRAME_BYTES, false, () -> {}, () -> undone++),
            Limits.defaults().withOutboxBytes(3 * (FRAME_BYTES + Unread.ENTRY_BYTES)),
            () -> received,
            () -> overflows++,
            () -> isMore,
            later::add);

    /** A socket that keeps what is sent. */
    private static final class Wire implements Link {
        final List<String> names = new ArrayList<>();
        int frames;
        boolean closed;

        @Override
        public void send(Outgoing message) {
            frames++;
            JsonNode json = Json.of(message.json());
            (json.isArray() ? json : List.of(json))
                    .forEach(each -> names.add(each.get("method").asText()));
        }

        @Override
        public boolean isFull() {
            return false;
        }

        @Override
        public void close(int code, String reason) {
            closed = true;
        }
    }

    private static String message(String method, int seq) {
        return """
                {"jsonrpc":"2.0","method":"%s","params":[],"seq":%d,"ack":0}""".formatted(method, seq);
    }

    private void add(String method) {
        outbox.add(new Message.Notice(method, List.<WireValue>of()));
    }

    private List<String> after(long seq) {
        return outbox.after(seq, Long.MAX_VALUE).stream()
                .map(frame -> Json.of(frame).get("method").asText())
                .toList();
    }

    @Test
    void messagesAreNumberedAndSayWhatCameIn() {
        add("a");
        received = 7;
        add("b");

        assertThat(outbox.after(0, Long.MAX_VALUE))
                .extracting(frame -> new String(frame, StandardCharsets.UTF_8))
                .containsExactly(message("a", 1), message("b", 2).replace("\"ack\":0", "\"ack\":7"));
    }

    @Test
    void aMessageStaysUntilItIsAcknowledged() {
        outbox.acknowledge(0);
        add("a");
        add("b");
        outbox.acknowledge(1);
        assertThat(after(0)).containsExactly("b");

        outbox.acknowledge(1);
        outbox.acknowledge(-1);
        assertThat(after(0)).containsExactly("b");
        outbox.acknowledge(99);
        assertThat(after(0)).isEmpty();
    }

    @Test
    void aNewSocketBeginsWithWhatWasNotAcknowledged() {
        Wire first = new Wire();
        Wire second = new Wire();
        outbox.acknowledge(0);
        outbox.attach(first);
        add("a");
        add("b");
        outbox.acknowledge(1);
        assertThat(outbox.attach(second)).isSameAs(first);
        add("c");

        assertThat(first.names).containsExactly("a", "b");
        assertThat(second.names).containsExactly("b", "c");
        assertThat(outbox.detach(first)).as("it was replaced").isFalse();
        assertThat(outbox.detach(second)).isTrue();
        add("d");
        assertThat(second.names).hasSize(2);
    }

    @Test
    void attachingTheSameSocketAgainSendsNothingTwice() {
        Wire wire = new Wire();
        outbox.acknowledge(0);
        outbox.attach(wire);
        add("a");
        assertThat(outbox.attach(wire)).isNull();

        assertThat(wire.names).containsExactly("a");
    }

    @Test
    void aClientThatNeverAcknowledgesHasWhatItWasSent() {
        add("before");
        Wire wire = new Wire();
        outbox.attach(wire);
        add("after");

        assertThat(wire.names).containsExactly("before", "after");
        assertThat(after(0)).isEmpty();
    }

    @Test
    void whoWaitsIsWokenByWhatIsBeyondWhatItHas() throws Exception {
        CompletableFuture<Void> beyondZero = outbox.due(0);
        CompletableFuture<Void> beyondOne = outbox.due(1);
        add("a");
        assertThat(beyondZero).isCompleted();
        assertThat(beyondOne).isNotDone();

        add("b");
        beyondOne.get(1, TimeUnit.SECONDS);
        assertThat(outbox.due(1)).as("it is due already").isCompleted();
        assertThat(outbox.due(2)).isNotDone();
    }

    @Test
    void whoWaitsIsWokenByTheEnd() {
        CompletableFuture<Void> due = outbox.due(0);
        Wire wire = new Wire();
        outbox.attach(wire);

        assertThat(outbox.close()).isSameAs(wire);
        assertThat(due).isCompleted();
        assertThat(outbox.due(0)).isCompleted();
        add("late");
        assertThat(wire.names).isEmpty();
        assertThat(after(0)).isEmpty();
    }

    @Test
    void moreThanMayWaitIsToldOnceItIsTooMuch() {
        add("1");
        add("2");
        add("3");
        add("4");
        assertThat(overflows).as("what has just come is not what waited").isZero();
        add("5");
        assertThat(overflows).isEqualTo(1);
    }

    @Test
    void aMessageThatIsTooLongByItselfIsRefusedAndTakenBack() {
        assertThatThrownBy(() -> add("x".repeat(3 * FRAME_BYTES)))
                .isInstanceOf(LimitException.class)
                .hasMessageContaining("Limits.outboxBytes");

        assertThat(undone).isEqualTo(1);
        assertThat(overflows).isZero();
        add("1");
        assertThat(after(0)).hasSize(1);
    }

    @Test
    void whatIsAcknowledgedDoesNotCount() {
        for (int i = 1; i <= 9; i++) {
            add(String.valueOf(i));
            outbox.acknowledge(i);
        }

        assertThat(overflows).isZero();
    }

    @Test
    void aMessageThatCannotBeWrittenTakesNoNumber() {
        WireValue unsendable = new WireValue.Later("anything", null, () -> {
            throw new IllegalStateException("unsendable");
        });
        assertThatThrownBy(() -> outbox.add(new Message.Notice("a", List.of(unsendable))))
                .hasMessage("unsendable");
        assertThat(undone).isEqualTo(1);
        add("a");

        assertThat(Json.of(outbox.after(0, Long.MAX_VALUE).get(0)).get("seq").asInt())
                .isEqualTo(1);
    }

    private void answer(String method) {
        outbox.addAnswer(new Message.Notice(method, List.<WireValue>of()));
    }

    /** What was held is sent to the new socket; who waits by the other door hears that it is there. */
    @Test
    void aNewSocketWakesWhoWaitsForWhatWasHeld() {
        attached();
        CompletableFuture<Void> due = outbox.due(0);
        isMore = true;
        outbox.addAnswer(new Message.Notice("a", List.<WireValue>of()));
        assertThat(due).isNotDone();
        Wire second = new Wire();
        outbox.attach(second);

        assertThat(second.names).containsExactly("a");
        assertThat(due).isCompleted();
    }

    private Wire attached() {
        Wire wire = new Wire();
        outbox.acknowledge(0);
        outbox.attach(wire);
        return wire;
    }

    @Test
    void answersShareAFrameWithThoseThatAreAboutToCome() {
        Wire wire = attached();
        isMore = true;
        answer("a");
        answer("b");
        assertThat(wire.names).isEmpty();
        isMore = false;
        answer("c");

        assertThat(wire.names).containsExactly("a", "b", "c");
        assertThat(wire.frames).isEqualTo(1);
        assertThat(after(0)).as("each is kept by itself").containsExactly("a", "b", "c");
    }

    @Test
    void answersWaitForNoneThatDoNotCome() {
        Wire wire = attached();
        isMore = true;
        answer("a");
        outbox.flush();
        assertThat(wire.names).isEmpty();
        isMore = false;
        outbox.flush();
        assertThat(wire.names).containsExactly("a");
    }

    @Test
    void answersWaitNoLongerThanAMomentAndOneTimerIsEnough() {
        Wire wire = attached();
        isMore = true;
        answer("a");
        answer("b");
        assertThat(later).hasSize(1);
        later.remove(0).run();

        assertThat(wire.frames).isEqualTo(1);
        assertThat(wire.names).containsExactly("a", "b");
    }

    @Test
    void whatHasToLeaveAtOnceTakesAlongWhatWaits() {
        Wire wire = attached();
        CompletableFuture<Void> due = outbox.due(0);
        isMore = true;
        answer("a");
        assertThat(due).as("the page is woken when there is something to read").isNotDone();
        add("b");

        assertThat(due).isCompleted();
        assertThat(wire.names).containsExactly("a", "b");
        assertThat(wire.frames).isEqualTo(1);
    }

    @Test
    void whatWaitsWhenTheSocketBreaksGoesByTheNextOne() {
        Wire first = attached();
        isMore = true;
        answer("a");
        CompletableFuture<Void> due = outbox.due(1);
        assertThat(outbox.detach(first)).isTrue();
        Wire second = attached();
        outbox.flush();
        later.get(0).run();

        assertThat(first.names).isEmpty();
        assertThat(second.names).containsExactly("a");
        assertThat(due).isNotDone();
    }

    @Test
    void framesDoNotGrowWithoutBound() {
        Outbox large = new Outbox(
                new Sealing(new MessageCodec(Limits.defaults()), 1 << 20, false, () -> {}, () -> {}),
                Limits.defaults(),
                () -> 0,
                () -> {},
                () -> true,
                later::add);
        Wire wire = new Wire();
        large.acknowledge(0);
        large.attach(wire);
        for (int i = 0; i < 200; i++) {
            large.addAnswer(new Message.Notice("x".repeat(1024), List.<WireValue>of()));
        }

        assertThat(wire.frames).isEqualTo(3);
    }

    @Test
    void anAnswerToASignOfLifeIsNotKept() {
        outbox.acknowledge(0);
        Wire wire = new Wire();
        outbox.answerSignOfLife();
        outbox.attach(wire);
        outbox.answerSignOfLife();

        assertThat(wire.names).containsExactly("session.alive");
        assertThat(after(0)).isEmpty();
    }

    @Test
    void onlyWhoHasLostALinkHibernates() {
        assertThat(outbox.isHibernating()).as("before the first link").isFalse();
        Wire wire = new Wire();
        outbox.attach(wire);
        assertThat(outbox.isHibernating()).isFalse();
        outbox.detach(wire);
        assertThat(outbox.isHibernating()).isTrue();
        outbox.attach(new Wire());
        assertThat(outbox.isHibernating()).isFalse();
        outbox.close();
        assertThat(outbox.isHibernating()).as("after the end").isFalse();
    }
}
