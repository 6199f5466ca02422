package dev.valence.transport;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.valence.MainProcess;
import org.junit.jupiter.api.Test;

class PortTest {
    @Test
    void onePortIsForOneMainProcessAndTheNextIsToldWhatToDo() {
        try (MainProcess first = MainProcess.builder().start()) {
            int port = first.address().getPort();

            assertThatThrownBy(() -> MainProcess.builder().port(port).start())
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageStartingWith("The server cannot start at 127.0.0.1:" + port)
                    .hasMessageContaining("take another port; port 0 is any that is free");
        }
    }
}
