package dev.valence.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.sun.management.ThreadMXBean;
import dev.valence.api.Backlog;
import dev.valence.protocol.Outgoing;
import dev.valence.session.Unread.Entry;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How much is counted of what waits for a page. */
class UnreadTest {
    private static final int MANY = 100_000;

    private final Unread unread = new Unread();

    private static Entry entry(long seq, int length, boolean isEvent) {
        return new Entry(seq, Outgoing.ofJson(new byte[length]), isEvent);
    }

    /** A page that leaves small answers unread costs no more than one that leaves large ones. All that is allocated is kept, but for what the queue outgrew. */
    @ParameterizedTest
    @ValueSource(ints = {50, 500})
    void whatWaitsIsCountedAsWhatItTakesInTheHeap(int length) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        for (int seq = 1; seq <= MANY; seq++) {
            unread.add(entry(seq, length, false));
        }
        long each = (threads.getCurrentThreadAllocatedBytes() - before) / MANY;
        assertThat(unread.heapBytes() / MANY).isCloseTo(each, within(15L));
        assertThat(unread).hasSize(MANY);
    }

    @Test
    void whatIsAcknowledgedIsNotCounted() {
        unread.add(entry(1, 100, true));
        unread.add(entry(2, 50, false));
        unread.acknowledge(1);
        assertThat(unread.heapBytes()).isEqualTo(Unread.ENTRY_BYTES + 50);
        unread.acknowledge(2);
        assertThat(unread.heapBytes()).isZero();
    }

    /** The backlog is in bytes of messages, which is what an application knows of them. */
    @Test
    void theBacklogOfEventsIsCountedInBytesOfMessages() {
        unread.add(entry(1, 100, true));
        unread.add(entry(2, 100, false));
        assertThat(unread.events()).isEqualTo(new Backlog(1, 100));
    }
}
