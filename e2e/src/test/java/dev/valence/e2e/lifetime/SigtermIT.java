package dev.valence.e2e.lifetime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.valence.MainProcess;
import dev.valence.api.Exposed;
import dev.valence.e2e.Page;
import dev.valence.e2e.PageExtension;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Writer;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A page whose Java is told to end by the system while it calls, and is started again. */
class SigtermIT {
    @RegisterExtension
    static final PageExtension java = PageExtension.with(main -> {});

    @TempDir
    private Path temporary;

    /** Writes down each call before it is answered. */
    @Exposed
    public static final class Ledger {
        private final Writer file;

        Ledger(Path file) throws IOException {
            this.file = Files.newBufferedWriter(file);
        }

        public int note(int call) throws IOException {
            file.write(call + "\n");
            file.flush();
            return call;
        }
    }

    /** Serves the fixtures until it is told to end. */
    static final class Program {
        private Program() {}

        /** @param arguments the ledger, and the port */
        public static void main(String[] arguments) throws IOException, InterruptedException {
            MainProcess main = MainProcess.builder()
                    .admitAnyone()
                    .module("ledger", new Ledger(Path.of(arguments[0])))
                    .pages(PageExtension.fixtures())
                    .port(Integer.parseInt(arguments[1]))
                    .start();
            System.out.println(main.address());
            main.awaitExit();
        }
    }

    private record Running(Process process, URI address) {}

    private Running start(Path ledger, int port) throws IOException {
        Process process = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Program.class.getName(),
                        ledger.toString(),
                        String.valueOf(port))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        BufferedReader output =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        return new Running(process, URI.create(output.readLine()));
    }

    @Test
    void thePageHasTheAnswerToEachCallThatWasExecutedHearsThatItsSessionIsLostAndGoesOnWithTheNextProcess(Page page)
            throws Exception {
        Path ledger = temporary.resolve("ledger");
        Running first = start(ledger, 0);
        String url = first.address.resolve("plain.html").toString();
        page.open(url);
        page.start("""
                globalThis.answered = []
                globalThis.refused = []
                globalThis.lost = []
                remote.on('session-lost', reason => lost.push(reason.name))
                const ledger = remote.require('ledger')
                let calls = 0
                const turn = () => {
                  try {
                    for (let i = 0; i < 20; i++) answered.push(ledger.note(++calls))
                    setTimeout(turn)
                  } catch (error) {
                    refused.push(error.name)
                  }
                }
                setTimeout(turn)""");
        page.eventually("return answered.length > 200", true);

        first.process.toHandle().destroy();
        assertThat(first.process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        Running second = start(temporary.resolve("another"), first.address.getPort());
        try {
            page.eventually("return refused.length", 1L);
            assertThat(page.run("return answered.join('\\n')"))
                    .isEqualTo(String.join("\n", Files.readAllLines(ledger)));
            page.eventually("return lost.join()", "SessionLostError");

            page.open(url);
            assertThat(page.run("return remote.require('ledger').note(7)")).isEqualTo(7L);
            assertThat(Files.readAllLines(temporary.resolve("another"))).isEqualTo(List.of("7"));
        } finally {
            page.open("about:blank");
            second.process.destroyForcibly();
        }
    }
}
