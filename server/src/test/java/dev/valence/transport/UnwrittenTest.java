package dev.valence.transport;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** How much may wait for a socket that takes nothing. */
class UnwrittenTest {
    private static final int LONG = Unwritten.MOST_BYTES - 2 * Unwritten.FRAME_BYTES;

    private final Unwritten unwritten = new Unwritten(2 * Unwritten.MOST_BYTES);

    @Test
    void aSocketIsFullAtTheLimit() {
        unwritten.add(LONG - 1);
        unwritten.add(0);
        assertThat(unwritten.isFull()).as("one byte less").isFalse();
        unwritten.remove(0);
        unwritten.add(1);
        assertThat(unwritten.isFull()).isTrue();
    }

    @Test
    void aFrameCountsHoweverShortItIs() {
        int frames = Unwritten.MOST_BYTES / (Unwritten.FRAME_BYTES + 50);
        for (int i = 0; i < frames; i++) {
            unwritten.add(50);
        }
        assertThat(unwritten.isFull()).isFalse();
        unwritten.add(50);
        assertThat(unwritten.isFull()).isTrue();
    }

    @Test
    void whatDoesNotAskWhetherThereIsRoomHasALimitToo() {
        assertThat(unwritten.add(LONG)).isTrue();
        assertThat(unwritten.add(LONG + 2 * Unwritten.FRAME_BYTES)).isTrue();
        assertThat(unwritten.add(0)).isFalse();
    }

    @Test
    void whoWasToldThatThereIsNoRoomIsToldOnceThatThereIs() {
        unwritten.add(LONG);
        assertThat(unwritten.hasRoomAgain()).as("nobody asked").isFalse();
        unwritten.add(0);
        assertThat(unwritten.isFull()).isTrue();
        assertThat(unwritten.hasRoomAgain()).as("still full").isFalse();
        unwritten.remove(0);
        assertThat(unwritten.hasRoomAgain()).isTrue();
        assertThat(unwritten.hasRoomAgain()).isFalse();
    }
}
