package dev.valence.e2e.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

/** The oracle finds what it is there for, in histories made by hand. */
class HistoryTest {
    private final History history = new History();

    private void invoked(long... ids) {
        for (long id : ids) {
            history.invoked(id);
        }
    }

    private void executed(long... ids) {
        for (long id : ids) {
            history.executed(id);
        }
    }

    @Test
    void whatIsAsItShouldBeIsNoViolation() {
        invoked(1, 2, 3);
        executed(1, 2, 3);
        history.returned(1, 1L);
        history.returned(3, 3L);
        history.returned(2, null);
        history.said(7);
        history.heard(7);

        assertThat(history.violations()).isEmpty();
        assertThat(history.calls()).isEqualTo(3);
    }

    @Test
    void aCallThatWasAnsweredAndNotExecutedIsLost() {
        invoked(1, 2);
        executed(2);
        history.returned(1, null);
        history.returned(2, 1L);

        assertThat(history.violations()).containsExactly("lost: call 1 was answered and not executed");
    }

    @Test
    void aCallThatIsNeverAnsweredIsLostWhetherExecutedOrNot() {
        invoked(1, 2);
        executed(1);

        assertThat(history.violations())
                .containsExactly(
                        "lost: call 1 was never answered, and executed 1 times",
                        "lost: call 2 was never answered, and executed 0 times");
    }

    @Test
    void aCallThatIsExecutedTwiceIsDoubled() {
        invoked(1, 2);
        executed(1, 2, 2);
        history.returned(1, 1L);
        history.returned(2, 2L);

        assertThat(history.violations()).containsExactly("doubled: Java executed call 2 2 times");
    }

    @Test
    void aCallThatIsAnsweredTwiceIsDoubled() {
        invoked(1);
        executed(1);
        history.returned(1, 1L);
        history.returned(1, 1L);

        assertThat(history.violations()).containsExactly("doubled: call 1 was answered twice");
    }

    @Test
    void callsThatAreExecutedInAnotherOrderAreReordered() {
        invoked(1, 2, 3);
        executed(1, 3, 2);
        history.returned(1, 1L);
        history.returned(2, 3L);
        history.returned(3, 2L);

        assertThat(history.violations()).containsExactly("reordered: Java executed call 2 after call 3");
    }

    @Test
    void theAnswerOfAnotherCallIsMistaken() {
        invoked(1, 2);
        executed(1, 2);
        history.returned(1, 2L);
        history.returned(2, 9L);

        assertThat(history.violations())
                .containsExactly(
                        "mistaken: call 1 was answered with the place 2 of another call",
                        "mistaken: call 2 was answered with the place 9 of another call");
    }

    @Test
    void whatThePageHasNotAskedForIsAPhantom() {
        executed(1);
        history.returned(2, null);

        assertThat(history.violations())
                .containsExactlyInAnyOrder(
                        "phantom: an answer to call 2, which the page has not made",
                        "phantom: Java executed call 1, which the page has not made");
    }

    @Test
    void whatIsSaidOfACallThatFailedHasToBeTrue() {
        invoked(1, 2, 3, 4, 5, 6);
        executed(1, 2, 3);
        history.failed(1, History.Executed.YES);
        history.failed(2, History.Executed.UNKNOWN);
        history.failed(3, History.Executed.NO);
        history.failed(4, History.Executed.YES);
        history.failed(5, History.Executed.UNKNOWN);
        history.failed(6, History.Executed.NO);

        assertThat(history.violations())
                .containsExactly(
                        "untrue: call 3 failed as executed: NO, and was executed 1 times",
                        "untrue: call 4 failed as executed: YES, and was executed 0 times");
    }

    @Test
    void callbacksThatAreLostDoubledOrReorderedAreFound() {
        assertThat(ofCallbacks(new long[] {1, 2, 3}, new long[] {1, 2, 3})).isEmpty();
        assertThat(ofCallbacks(new long[] {1, 2, 3}, new long[] {1, 3})).contains("made [2, 3], and [3] came");
        assertThat(ofCallbacks(new long[] {1, 2}, new long[] {1, 1, 2})).contains("made [2], and [1, 2] came");
        assertThat(ofCallbacks(new long[] {1, 2}, new long[] {2, 1})).contains("first 0 agree");
        assertThat(ofCallbacks(new long[] {1, 2}, new long[] {1})).contains("made [2], and [] came");
    }

    private static String ofCallbacks(long[] said, long[] heard) {
        History history = new History();
        for (long id : said) {
            history.said(id);
        }
        for (long id : heard) {
            history.heard(id);
        }
        return String.join("\n", history.violations());
    }

    @Test
    void anIdIsUsedOnce() {
        invoked(1);
        assertThatThrownBy(() -> history.invoked(1)).isInstanceOf(IllegalArgumentException.class);
    }
}
