package dev.valence.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.valence.LogLines;
import dev.valence.MainProcess;
import dev.valence.api.Authentication;
import dev.valence.api.Exposed;
import dev.valence.protocol.LogBudget;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** No page, and nobody who is not let in, fills the log; and what a page is told of the log is true. */
class LogFloodTest {
    private static final Pattern REFERENCE =
            Pattern.compile("Internal error \\(reference ([0-9a-f]{16}) in the log of Java\\)");
    private static final String TOO_MANY = "Internal error (too many at once to be logged)";
    private static final Pattern LEFT_OUT = Pattern.compile("; (\\d+) more were not told before it");
    private static final int FLOOD = 1_000;

    @Exposed
    public static final class Trouble {
        public int parse() {
            return Integer.parseInt("x");
        }
    }

    private MainProcess main;
    private LogLines log;
    private long begin;

    @BeforeEach
    void start() {
        main = MainProcess.builder()
                .admitAnyone()
                .module("trouble", new Trouble())
                .start();
        log = LogLines.ofValence();
        begin = System.nanoTime();
    }

    @AfterEach
    void stop() {
        log.close();
        main.close();
    }

    /** A page that provokes an error of the JDK as often as it likes. */
    private final class Flooding implements AutoCloseable {
        private final HttpDoor door;
        private final long trouble;

        Flooding(String renderer) {
            door = HttpDoor.open(main.address(), renderer);
            trouble = door.ask("""
                    {"jsonrpc":"2.0","id":1,"method":"remote.require","params":["trouble"]}""").at("/result/id").asLong();
        }

        /** What it is told. */
        String provoke() {
            return door.ask("""
                    {"jsonrpc":"2.0","id":2,"method":"member.call","params":[%d,"parse",[]]}""".formatted(trouble)).at("/error/message").asText();
        }

        List<String> provoke(int times) {
            List<String> told = new ArrayList<>();
            for (int i = 0; i < times; i++) {
                told.add(provoke());
            }
            return told;
        }

        @Override
        public void close() {
            door.close();
        }
    }

    /** Each line of the log that tells of such an error; of a stack, all. */
    private List<String> lines() {
        return log.withStacks().stream()
                .filter(line -> line.contains("NumberFormatException"))
                .toList();
    }

    private static boolean hasStack(String line) {
        return line.contains("\tat ");
    }

    private static long leftOut(List<String> lines) {
        return lines.stream()
                .flatMap(line -> LEFT_OUT.matcher(line).results())
                .mapToLong(found -> Long.parseLong(found.group(1)))
                .sum();
    }

    /** Whole seconds since the beginning, and one more for the one that has begun. */
    private int seconds() {
        return (int) ((System.nanoTime() - begin) / 1_000_000_000) + 1;
    }

    private static void areTrue(List<String> told, List<String> lines) {
        assertThat(told).allSatisfy(message -> {
            Matcher reference = REFERENCE.matcher(message);
            if (reference.find()) {
                assertThat(lines)
                        .filteredOn(line -> line.contains(reference.group(1)))
                        .hasSize(1);
            } else {
                assertThat(message).endsWith(TOO_MANY);
            }
        });
    }

    @Test
    void aBurstHasItsReferencesAndStacksInTheLog() {
        try (Flooding page = new Flooding("page")) {
            List<String> told = page.provoke(LogBudget.STACKS);

            assertThat(told).allMatch(message -> REFERENCE.matcher(message).find());
            areTrue(told, lines());
            assertThat(lines()).hasSize(LogBudget.STACKS).allMatch(LogFloodTest::hasStack);
        }
    }

    @Test
    void aFloodHasSoManyLinesAndItsPageIsToldWhichAreNoneOfThem() {
        try (Flooding page = new Flooding("page")) {
            List<String> told = page.provoke(FLOOD);
            int seconds = seconds();

            int stacks = LogBudget.STACKS + seconds * LogBudget.STACKS_PER_SECOND;
            int bound = stacks + LogBudget.LINES + seconds * LogBudget.LINES_PER_SECOND;
            assertThat(lines()).hasSizeBetween(LogBudget.STACKS + LogBudget.LINES, Math.min(bound, FLOOD - 1));
            assertThat(lines()).filteredOn(LogFloodTest::hasStack).hasSizeBetween(LogBudget.STACKS, stacks);
            assertThat(lines())
                    .filteredOn(line -> !hasStack(line))
                    .allMatch(line -> line.contains("NumberFormatException at " + Trouble.class.getName() + ".parse("));
            areTrue(told, lines());
            assertThat(told.stream().filter(message -> message.endsWith(TOO_MANY)))
                    .hasSize(FLOOD - lines().size());
        }
    }

    @Test
    void theNextLineSaysHowManyWereLeftOut() {
        try (Flooding page = new Flooding("page")) {
            int[] calls = {FLOOD};
            page.provoke(FLOOD);
            await().until(() -> {
                calls[0]++;
                return REFERENCE.matcher(page.provoke()).find();
            });

            assertThat(leftOut(lines())).isPositive();
            assertThat(lines().size() + leftOut(lines()))
                    .as("told, and told of")
                    .isEqualTo(calls[0]);
        }
    }

    @Test
    void anotherPageHasItsStackInTheLogBesideAFlood() {
        try (Flooding page = new Flooding("page");
                Flooding another = new Flooding("another")) {
            page.provoke(FLOOD);
            List<String> told = another.provoke(1);

            areTrue(told, lines());
            assertThat(lines()).last().matches(LogFloodTest::hasStack);
        }
    }

    @Test
    void whoeverMakesTheAuthenticationFailCannotFloodIt() {
        Authentication broken = handshake -> {
            throw new NumberFormatException("x");
        };
        try (MainProcess closed = MainProcess.builder().authenticate(broken).start()) {
            begin = System.nanoTime();
            for (int i = 0; i < FLOOD; i++) {
                assertThat(RawHttp.send(closed.address(), "POST /valence/call HTTP/1.1\nHost: HERE", "")
                                .status())
                        .isEqualTo(401);
            }
            int perSecond = LogBudget.STACKS_PER_SECOND + LogBudget.LINES_PER_SECOND;
            int bound = LogBudget.STACKS + LogBudget.LINES + seconds() * perSecond;
            assertThat(lines())
                    .hasSizeBetween(LogBudget.STACKS + LogBudget.LINES, Math.min(bound, FLOOD - 1))
                    .allMatch(line -> line.startsWith("The application's authentication failed"));
        }
    }
}
