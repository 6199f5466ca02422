package dev.valence.e2e.lifetime;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.valence.MainProcess;
import dev.valence.e2e.Page;
import dev.valence.e2e.PageExtension;
import dev.valence.e2e.bridge.Cable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Pages that nobody touches while their main process ends and another one takes its port: they come back by themselves, and not in step. */
class ReturnIT {
    private static final int PAGES = 8;

    /** Over how long the first tries of pages spread that were closed with 1012; as in {@code socket-link.ts}. */
    private static final Duration SPREAD = Duration.ofSeconds(4);

    /** By how much a handshake may be late on a machine that is busy. */
    private static final Duration LATE = Duration.ofMillis(1500);

    /** Within so little time all of the pages come by chance once in a million runs; and always where they are not spread. */
    private static final Duration IN_STEP = SPREAD.dividedBy(10);

    private static final String HANDSHAKE = "GET /valence/socket";

    @RegisterExtension
    static final PageExtension extension = PageExtension.with(main -> {});

    /** When a page began to open a socket, by {@link System#nanoTime}. */
    private final List<Long> handshakes = new CopyOnWriteArrayList<>();

    private MainProcess main;
    private Cable cable;

    @BeforeEach
    void open(Page page) throws Exception {
        main = start();
        cable = new Cable(main.address(), this::noteHandshakes);
        page.open(cable.address().resolve("plain.html").toString());
        page.run("""
                globalThis.told = []
                const watch = async ({ performance, valence: { remote } }) => {
                  do {
                    await new Promise(resolve => setTimeout(resolve, 20))
                    performance.clearResourceTimings()
                    remote.held()
                  } while (performance.getEntriesByType('resource').length > 0)
                  const events = []
                  told.push(events)
                  for (const event of ['disconnected', 'resumed', 'session-lost'])
                    remote.on(event, reason => events.push(reason === undefined ? event : `${event} ${reason.name}`))
                }
                await watch(globalThis)
                for (let n = 1; n < %d; n++) {
                  const frame = document.createElement('iframe')
                  frame.src = 'plain.html'
                  await new Promise(resolve => {
                    frame.onload = resolve
                    document.body.append(frame)
                  })
                  await watch(frame.contentWindow)
                }""".formatted(PAGES));
        await("both sockets of each page").until(() -> handshakes.size() == 2 * PAGES);
    }

    @AfterEach
    void close(Page page) throws Exception {
        page.open("about:blank");
        cable.close();
        main.close();
    }

    private static MainProcess start() {
        return MainProcess.builder()
                .admitAnyone()
                .pages(PageExtension.fixtures())
                .start();
    }

    private void noteHandshakes(Cable.Connection connection, InputStream from, OutputStream to, boolean isPage)
            throws IOException {
        byte[] bytes = new byte[16 * 1024];
        for (int length = from.read(bytes); length >= 0; length = from.read(bytes)) {
            if (isPage && new String(bytes, 0, length, ISO_8859_1).startsWith(HANDSHAKE)) {
                handshakes.add(System.nanoTime());
            }
            to.write(bytes, 0, length);
        }
    }

    @Test
    void pagesOfAProcessThatIsStartedAnewComeBackByThemselvesSpreadAndAreToldThatTheirSessionIsLost(Page page) {
        MainProcess next = start();
        cable.leadTo(next.address());
        handshakes.clear();
        main.close();
        long end = System.nanoTime();
        main = next;

        page.eventually(
                "return told.map(events => events.join())",
                Collections.nCopies(PAGES, "disconnected,session-lost SessionLostError"));
        List<Duration> tries = handshakes.stream()
                .map(at -> Duration.ofNanos(at - end))
                .sorted()
                .toList();
        assertThat(tries).hasSize(PAGES).allSatisfy(at -> assertThat(at).isLessThan(SPREAD.plus(LATE)));
        assertThat(tries.get(PAGES - 1).minus(tries.get(0))).isGreaterThan(IN_STEP);
        assertThat(main.holdings().sessions())
                .as("none has begun another session by itself")
                .isZero();
    }
}
