package dev.valence.e2e.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.valence.MainProcess;
import dev.valence.api.Exposed;
import dev.valence.e2e.Page;
import dev.valence.e2e.PageExtension;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** In development a page is told which of its lines ask Java too often, or too long at once. */
class SyncBudgetIT {
    private static final String FIXTURE = "behaviour/budget.html";

    @Exposed
    static final class Shop {
        public int stock = 3;

        public int sell(int count) {
            return stock - count;
        }

        public void rest(int millis) {
            long until = System.nanoTime() + millis * 1_000_000L;
            while (System.nanoTime() < until) {
                LockSupport.parkNanos(until - System.nanoTime());
            }
        }
    }

    @RegisterExtension
    static final PageExtension java = PageExtension.with(main -> main.module("./shop", new Shop()));

    /** {@code budget.html:line:}, for the line that has the remark. */
    private static String place(String remark) throws IOException {
        List<String> lines = Files.readAllLines(PageExtension.fixtures().resolve(FIXTURE));
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).endsWith("// " + remark)) {
                return "budget.html:" + (i + 1) + ":";
            }
        }
        throw new AssertionError("No line of " + FIXTURE + " is remarked " + remark);
    }

    /** The place, count and advice of each warning. */
    private static final String SUMMARIES = """
            return warnings.map(text => [
              /budget\\.html:\\d+:/.exec(text)?.[0],
              /\\n(\\d+ calls?) and/.exec(text)[1],
              /Cheaper: (remote\\.\\w+|a method)/.exec(text)[1],
            ].join(' | '))""";

    @Test
    void eachLineThatAsksTooMuchIsWarnedOfOnce(Page page) throws IOException {
        page.open(FIXTURE);
        page.run("inTasks(readOften, readOften, callOften, readOften, callOften)");
        page.run("inTasks(() => { remote.syncBudget = { ms: 25, calls: 20 }; callOnce() })");
        page.eventually("return warnings.length", 4L);

        assertThat(page.run(SUMMARIES))
                .isEqualTo(List.of(
                        place("parsed") + " | 25 calls | remote.copy",
                        place("reads") + " | 30 calls | remote.copy",
                        place("calls") + " | 30 calls | a method",
                        place("rests") + " | 1 call | remote.async"));
    }

    @Test
    void tasksThatFollowOneAnotherAreCountedEachForItself(Page page) throws IOException {
        page.open(FIXTURE);
        page.run("""
                remote.syncBudget = { ms: Number.POSITIVE_INFINITY, calls: 59 }
                inTasks(readOften, readOften, callOften, callOften, () => { readOften(); callOften() })""");
        page.eventually("return warnings.length", 2L);

        assertThat(page.run(SUMMARIES))
                .as("of two lines with 30 calls each in one task, one has to change")
                .isEqualTo(List.of(
                        place("parsed") + " | 25 calls | remote.copy", place("reads") + " | 30 calls | remote.copy"));
    }

    @Test
    void aPageWithoutSharedMemoryIsWarnedToo(Page page) throws IOException {
        page.openUnisolated(FIXTURE);
        page.eventually("return warnings.length", 1L);

        assertThat(page.run(SUMMARIES)).isEqualTo(List.of(place("parsed") + " | 25 calls | remote.copy"));
    }

    @Test
    void oneFrameAndTwentyCallsAreTheBudgetOfWhoSaysNothing(Page page) {
        page.open("plain.html");

        assertThat(page.run("return JSON.stringify(remote.syncBudget)")).isEqualTo("{\"ms\":16,\"calls\":20}");
    }

    @Test
    void aWorkerDrawsNothingAndIsWarnedWhereItAsks(Page page) {
        page.open("worker.html");
        Object heard = page.run("""
                return await ask(`
                  const warnings = []
                  console.warn = text => warnings.push(text)
                  const shop = remote.require('./shop')
                  const before = String(remote.syncBudget)
                  const task = work => new Promise(resolve => setTimeout(() => resolve(work())))
                  const read = () => { for (let i = 0; i < 30; i++) shop.stock }
                  await task(read)
                  remote.syncBudget = { ms: Number.POSITIVE_INFINITY, calls: 20 }
                  await task(read)
                  await task(read)
                  await task(() => undefined)
                  return [before, warnings.length, warnings[0].slice(0, 70)]`)""");

        assertThat(heard)
                .isEqualTo(List.of(
                        "undefined", 1L, "Valence: synchronous calls blocked this page in one task: 30 calls and"));
    }

    @Test
    void nobodyCountsOutsideOfDevelopment(Page page) {
        try (MainProcess production = MainProcess.builder()
                .pages(PageExtension.fixtures())
                .headless(true)
                .start()) {
            page.open(production.launchAddress("plain.html").toString());

            assertThat(page.run("return String(remote.syncBudget)")).isEqualTo("undefined");
            page.open("about:blank");
        }
    }
}
