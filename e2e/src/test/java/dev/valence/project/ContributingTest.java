package dev.valence.project;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** CONTRIBUTING.md names files, tests and commands: they are there. */
class ContributingTest {

    private static final String GUIDE = Checkout.text("CONTRIBUTING.md");

    @Test
    void filesThatItNamesExist() throws IOException {
        List<String> files = Checkout.sources().map(file -> "/" + file).toList();
        assertThat(quoted("([\\w./-]+\\.(?:java|ts|json|md|xml))"))
                .isNotEmpty()
                .filteredOn(name -> !name.equals("electron/Name.java"))
                .filteredOn(name -> files.stream().noneMatch(file -> file.endsWith("/" + name)))
                .isEmpty();
    }

    @Test
    void classesThatItNamesExist() throws IOException {
        List<String> files = Checkout.sources().map(file -> "/" + file).toList();
        assertThat(quoted("([A-Z][a-z]+[A-Z]\\w+)"))
                .isNotEmpty()
                .filteredOn(name -> !name.equals("SuppressWarnings"))
                .filteredOn(name -> files.stream().noneMatch(file -> file.endsWith("/" + name + ".java")))
                .isEmpty();
    }

    @Test
    void linksLeadSomewhere() {
        assertThat(matches("\\]\\(([^)#:]+)\\)"))
                .isNotEmpty()
                .allSatisfy(link ->
                        assertThat(Files.exists(Checkout.file(link))).as(link).isTrue());
    }

    @Test
    void itIsShort() {
        assertThat(GUIDE.lines().count()).isLessThanOrEqualTo(120);
    }

    private static List<String> quoted(String pattern) {
        return matches("`" + pattern + "`");
    }

    private static List<String> matches(String pattern) {
        Stream<String> found = Pattern.compile(pattern).matcher(GUIDE).results().map(match -> match.group(1));
        return found.toList();
    }
}
