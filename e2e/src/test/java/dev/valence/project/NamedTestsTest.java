package dev.valence.project;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The documents claim what tests prove: every test that they name is there, and no behaviour of the table is left out. */
class NamedTestsTest {
    /** {@code `ClassIT#method`} */
    private static final Pattern JAVA = Pattern.compile("`(\\w+(?:IT|Test))#(\\w+)`");

    /** {@code `file.test.ts: "title"`} */
    private static final Pattern CLIENT = Pattern.compile("`([\\w-]+\\.test\\.ts): \"(.+?)\"`");

    /** {@code `ClassTest`} or {@code `file.test.ts`}: all of its tests */
    private static final Pattern WHOLE = Pattern.compile("`(\\w+(?:IT|Test)|[\\w-]+\\.test\\.ts)`");

    private static final Pattern TEST = Pattern.compile("`[^`\\n]*(?:IT|Test|\\.test\\.ts)[#:][^`\\n]*`");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SECURITY.md",
                "docs/lifetime.md",
                "docs/limits.md",
                "docs/reliability.md",
                "docs/threading.md",
                "docs/values.md"
            })
    void everyTestThatADocumentNamesIsThere(String document) throws IOException {
        String text = Checkout.text(document);
        List<String> missing = Stream.of(
                        JAVA.matcher(text)
                                .results()
                                .filter(each -> !isIn(each.group(1) + ".java", "void " + each.group(2) + "\\(")),
                        CLIENT.matcher(text)
                                .results()
                                .filter(each ->
                                        !isIn(each.group(1), "\\(\\s*(['\"])" + Pattern.quote(each.group(2)) + "\\1")),
                        WHOLE.matcher(text).results().filter(each -> !isThere(each.group(1))))
                .flatMap(Function.identity())
                .map(each -> each.group())
                .distinct()
                .toList();
        assertThat(missing).isEmpty();
        assertThat(JAVA.matcher(text).results().count()
                        + CLIENT.matcher(text).results().count())
                .as("names of tests in a form that this test reads")
                .isPositive()
                .isEqualTo(TEST.matcher(text).results().count());
    }

    @Test
    void theTableHasEveryBehaviour() {
        String table = Checkout.text("docs/values.md");
        Stream<String> behaviours = Stream.of(
                        "01 02 03 04 05 06 07 08 09 10 11 12 13 14 15",
                        "20 21 22 23 24 25 26 27 28 29 30 31 32 33 34 35 36 37 38",
                        "40 41 42 43 44 45 46 47 48 49 4A 50 51 52 53 54 55 56",
                        "60 61 62 63 64 65 66 67 68 69 6A 6B 6C 6D 70 71 72 73 74 75 76 77",
                        "80 81 82 83 84 85 86 87 88 89 8A 8B 8C")
                .flatMap(line -> Stream.of(line.split(" ", -1)))
                .map(number -> "F-" + number);
        assertThat(behaviours).allSatisfy(id -> assertThat(table).containsPattern("\\| (F-\\w\\w, )*" + id + "[ ,]"));
        assertThat(IntStream.rangeClosed(1, 72))
                .allSatisfy(number ->
                        assertThat(covers(table, number)).as("T%02d", number).isTrue());
    }

    /** Rows name one test, several with commas, or a range. */
    private static boolean covers(String table, int number) {
        return Pattern.compile("^\\| (T\\d\\d.*?) \\|", Pattern.MULTILINE)
                .matcher(table)
                .results()
                .flatMap(row -> Stream.of(row.group(1).split(", ", -1)))
                .map(range -> range.replace("T", "").split("–", -1))
                .anyMatch(range ->
                        Integer.parseInt(range[0]) <= number && number <= Integer.parseInt(range[range.length - 1]));
    }

    private static boolean isIn(String fileName, String pattern) {
        Pattern wanted = Pattern.compile(pattern);
        return named(fileName).anyMatch(file -> wanted.matcher(read(file)).find());
    }

    private static boolean isThere(String name) {
        return named(name.endsWith(".ts") ? name : name + ".java").findAny().isPresent();
    }

    private static Stream<Path> named(String fileName) {
        return Stream.of("e2e/src/test", "server/src/test", "web-sample/src/test", "js-client/test")
                .flatMap(folder -> files(folder, path -> path.endsWith(fileName)));
    }

    private static Stream<Path> files(String folder, Predicate<Path> isWanted) {
        try (Stream<Path> all = Files.walk(Checkout.file(folder))) {
            return all.filter(isWanted).toList().stream();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
