package dev.valence.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.valence.protocol.LogBudget;
import java.io.ByteArrayInputStream;
import java.nio.channels.Channels;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A page that wants more of a stream at once than it may have. */
class LongReadsTest {
    private static final int LONGEST = 1 << 20;

    static Stream<Object> streams() {
        ByteArrayInputStream bytes = new ByteArrayInputStream(new byte[4 * LONGEST]);
        return Stream.of(bytes, Channels.newChannel(new ByteArrayInputStream(new byte[4 * LONGEST])));
    }

    @ParameterizedTest
    @MethodSource("streams")
    void onePieceHasAMebibyteHoweverMuchIsAskedFor(Object stream) {
        JavaStreams streams = new JavaStreams(Runnable::run, new LogBudget());

        assertThat(streams.read(stream, LONGEST - 1).join()).hasSize(LONGEST - 1);
        assertThat(streams.read(stream, LONGEST).join()).hasSize(LONGEST);
        assertThat(streams.read(stream, LONGEST + 1).join()).hasSize(LONGEST);
        assertThat(streams.read(stream, Long.MAX_VALUE).join()).hasSizeLessThanOrEqualTo(LONGEST);
    }
}
