package dev.valence.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.valence.api.Exposed;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A stream that a call returns when the page has gone already. */
class LateStreamTest {
    @Exposed
    public static final class Module {
        final CountDownLatch called = new CountDownLatch(1);
        final CountDownLatch gate = new CountDownLatch(1);
        final CountDownLatch closed = new CountDownLatch(1);

        public InputStream open() throws InterruptedException {
            called.countDown();
            assertThat(gate.await(20, TimeUnit.SECONDS)).isTrue();
            return new ByteArrayInputStream(new byte[1]) {
                @Override
                public void close() {
                    closed.countDown();
                }
            };
        }

        public List<InputStream> openInside() throws InterruptedException {
            return List.of(open());
        }
    }

    private final Module module = new Module();
    private final TestApplication application = TestApplication.with(module);
    private final ScriptedPage page = application.open();

    @AfterEach
    void stop() {
        application.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"open", "openInside"})
    void isClosed(String method) throws InterruptedException {
        page.ask("late", page.module(), method, "[]");
        module.called.await();
        page.session.leave();
        module.gate.countDown();

        assertThat(module.closed.await(20, TimeUnit.SECONDS)).isTrue();
    }
}
