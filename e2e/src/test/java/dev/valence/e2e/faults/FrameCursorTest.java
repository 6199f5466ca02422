package dev.valence.e2e.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.valence.e2e.faults.FrameCursor.Place;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The proxy knows where in a frame it cuts. */
class FrameCursorTest {
    private final FrameCursor cursor = new FrameCursor();

    /** What the places of {@code bytes} are, a letter each, and in the end that of what would come next. */
    private String places(byte[] bytes) {
        StringBuilder places = new StringBuilder();
        for (byte each : bytes) {
            places.append(letter(cursor.place()));
            cursor.pass(each);
        }
        return places.append(letter(cursor.place())).toString();
    }

    private static char letter(Place place) {
        return place.name().charAt(0);
    }

    private void upgrade() {
        places("GET /valence/socket HTTP/1.1\r\nHost: a\r\nUpgrade: websocket\r\n\r\n"
                .getBytes(StandardCharsets.US_ASCII));
        assertThat(cursor.isSocket()).isTrue();
        assertThat(cursor.frames()).isZero();
    }

    private static byte[] frame(int payload, boolean isMasked) {
        int lengthBytes = payload > 0xFFFF ? 8 : payload > 125 ? 2 : 0;
        byte[] frame = new byte[2 + lengthBytes + (isMasked ? 4 : 0) + payload];
        frame[0] = (byte) 0x81;
        frame[1] = (byte) ((isMasked ? 0x80 : 0) | (lengthBytes == 8 ? 127 : lengthBytes == 2 ? 126 : payload));
        for (int i = 0; i < lengthBytes; i++) {
            frame[2 + i] = (byte) ((long) payload >>> 8 * (lengthBytes - 1 - i));
        }
        return frame;
    }

    @ParameterizedTest
    @CsvSource({
        "0, false, BHB",
        "0, true, BHHHHHB",
        "1, false, BHPB",
        "2, true, BHHHHHPPB",
    })
    void headersAndPayloadsAreToldApart(int payload, boolean isMasked, String places) {
        upgrade();
        assertThat(places(frame(payload, isMasked))).isEqualTo(places);
    }

    @ParameterizedTest
    @CsvSource({
        "125, false, 2",
        "126, false, 4",
        "126, true, 8",
        "65535, true, 8",
        "65536, false, 10",
        "70000, true, 14",
    })
    void longerPayloadsHaveLongerHeaders(int payload, boolean isMasked, int header) {
        upgrade();
        for (int times = 1; times <= 2; times++) {
            String places = places(frame(payload, isMasked));
            assertThat(places).isEqualTo("B" + "H".repeat(header - 1) + "P".repeat(payload) + "B");
            assertThat(cursor.frames()).isEqualTo(times);
        }
    }

    @Test
    void whatStaysHttpHasAFrameFromTurnToTurn() {
        byte[] request = "POST /valence/call HTTP/1.1\r\n\r\n{}".getBytes(StandardCharsets.US_ASCII);
        for (int times = 1; times <= 2; times++) {
            assertThat(places(request)).matches("BHP+");
            cursor.turn();
            assertThat(cursor.place()).isEqualTo(Place.BOUNDARY);
            assertThat(cursor.frames()).isEqualTo(times);
        }
        assertThat(cursor.isSocket()).isFalse();
    }
}
