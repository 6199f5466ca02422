package dev.valence.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.valence.marshal.ValueFuzz;
import dev.valence.protocol.FrameFuzz;
import dev.valence.protocol.Json;
import dev.valence.transport.EndpointFuzz;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Java reads whatever bytes come, and says what is wrong with them. Some seconds of it each time; {@code -Dvalence.fuzz.minutes=30} is half an
 * hour for each way in.
 */
class FuzzingTest {
    private static final Path SEEDS = Path.of("target", "fuzz", "seeds");
    private static final Path KEPT = Path.of("src/test/resources/fuzz");
    private static final Duration SHORT = Duration.ofSeconds(2);
    private static final int LONGEST_MINUTES = 24 * 60;

    private interface Entry {
        void take(byte[] input) throws Exception;
    }

    /** The ways in. */
    enum Way {
        FRAME(FrameFuzz.class, FrameFuzz::fuzzerTestOneInput),
        VALUE(ValueFuzz.class, ValueFuzz::fuzzerTestOneInput),
        ENDPOINT(EndpointFuzz.class, EndpointFuzz::fuzzerTestOneInput);

        private final Class<?> target;
        private final Entry entry;

        Way(Class<?> target, Entry entry) {
            this.target = target;
            this.entry = entry;
        }
    }

    /** What was found once, and what the documents show, in this very process. */
    @ParameterizedTest
    @EnumSource
    void whatWasFoundOnceIsFoundNoMore(Way way) throws Exception {
        List<byte[]> inputs = new ArrayList<>(known(way));
        inputs.addAll(kept(way));
        assertThat(kept(way)).as("inputs of %s", KEPT).isNotEmpty();
        for (byte[] each : inputs) {
            way.entry.take(each);
        }
    }

    @ParameterizedTest
    @EnumSource
    @Timeout(value = LONGEST_MINUTES, unit = TimeUnit.MINUTES)
    void noInputBreaksIt(Way way) throws Exception {
        Path seeds = Files.createDirectories(SEEDS.resolve(way.name()));
        List<byte[]> inputs = new ArrayList<>(known(way));
        inputs.addAll(kept(way));
        for (int i = 0; i < inputs.size(); i++) {
            Files.write(seeds.resolve("seed-" + i), inputs.get(i));
        }
        Integer minutes = Integer.getInteger("valence.fuzz.minutes");

        Fuzzer.Outcome outcome =
                new Fuzzer(way.target, seeds).run(minutes == null ? SHORT : Duration.ofMinutes(minutes));

        assertThat(outcome.exitCode()).as(outcome.output()).isZero();
        assertThat(outcome.output()).contains("stat::number_of_executed_units");
    }

    private static List<byte[]> kept(Way way) {
        try (Stream<Path> files = Files.list(KEPT.resolve(way.name().toLowerCase(java.util.Locale.ROOT)))) {
            return files.sorted().map(FuzzingTest::read).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] read(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The vectors of the protocol. */
    private static List<byte[]> known(Way way) {
        List<byte[]> known = new ArrayList<>();
        int choice = 0;
        for (JsonNode each : Json.vectors(way == Way.VALUE ? "values.json" : "messages.json")) {
            JsonNode json = each.get(way == Way.VALUE ? "wire" : "message");
            byte[] text = Json.ascii(json).getBytes(StandardCharsets.US_ASCII);
            byte[] input = new byte[text.length + 1];
            input[0] = (byte) (way == Way.ENDPOINT ? 1 : choice++);
            System.arraycopy(text, 0, input, 1, text.length);
            known.add(input);
        }
        return known;
    }
}
