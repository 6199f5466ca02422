package dev.valence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.valence.api.Backlog;
import dev.valence.api.Limits;
import java.io.IOException;
import java.io.StringWriter;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Compiles the Java in the documents against the product, and compares what they say of limits: nothing wrong can be released. */
class DocumentationTest {
    private static final Path ROOT = Path.of("").toAbsolutePath().getParent();
    private static final Pattern BLOCK = Pattern.compile("(?s)```java\\n(.*?)```");
    private static final Pattern CLASS = Pattern.compile("public (?:final )?class (\\w+)");

    @ParameterizedTest
    @ValueSource(strings = {"README.md", "docs/getting-started.md", "docs/capabilities.md"})
    void javaInDocumentsCompiles(String document, @TempDir Path classes) throws IOException {
        List<JavaFileObject> sources = sourcesOf(Files.readString(ROOT.resolve(document)));
        StringWriter messages = new StringWriter();
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        List<String> options = List.of("-d", classes.toString(), "-cp", System.getProperty("java.class.path"));

        boolean compiled =
                compiler.getTask(messages, null, null, options, null, sources).call();

        assertThat(sources).isNotEmpty();
        assertThat(compiled).as("%s", messages).isTrue();
    }

    private static Stream<String[]> rowsOfLimits() throws IOException {
        return Files.readString(ROOT.resolve("docs/limits.md"))
                .lines()
                .filter(line -> line.startsWith("| ") && !line.startsWith("| what | ") && !line.startsWith("| --- "))
                .map(line -> line.substring(1).split("\\|", -1));
    }

    @Test
    void theTableOfLimitsHasDefaultReasonAndTestsOfEach() throws IOException {
        assertThat(rowsOfLimits()).hasSizeGreaterThan(40).allSatisfy(row -> {
            assertThat(row).hasSize(6);
            assertThat(Arrays.copyOf(row, 5)).noneMatch(String::isBlank);
            assertThat(row[4]).as("tests of %s", row[0]).containsPattern("`\\w+(Test|IT)#\\w+`");
        });
    }

    /** Of all of them: whoever adds a limit says there why, and what is beyond it. */
    @Test
    void theTableOfLimitsHasTheDefaultsOfTheCode() throws Exception {
        Map<String, String> documented = new TreeMap<>();
        rowsOfLimits().forEach(row -> {
            Matcher name = Pattern.compile(": `(\\w+)`").matcher(row[0]);
            String amount = row[1].split("[;:]")[0].strip();
            if (name.find()) {
                assertThat(documented.getOrDefault(name.group(1), amount)).isEqualTo(amount);
                documented.put(name.group(1), amount);
            }
        });
        Map<String, String> actual = new TreeMap<>();
        for (Method each : Limits.class.getDeclaredMethods()) {
            if (Modifier.isPublic(each.getModifiers())
                    && !Modifier.isStatic(each.getModifiers())
                    && each.getParameterCount() == 0) {
                actual.put(each.getName(), written(each.invoke(Limits.defaults())));
            }
        }

        assertThat(documented).isEqualTo(actual);
    }

    /** As the documents write it. */
    private static String written(Object limit) {
        if (limit instanceof Backlog backlog) {
            return written(backlog.messages()) + " and " + written(backlog.bytes());
        }
        if (limit instanceof Duration time) {
            return time.toMillis() < 1000
                    ? time.toMillis() + " ms"
                    : time.toSeconds() < 100 ? time.toSeconds() + " s" : time.toMinutes() + " min";
        }
        long number = ((Number) limit).longValue();
        if (number == Runtime.getRuntime().maxMemory() / 8) {
            return "an eighth of the heap";
        }
        return number % (1 << 20) == 0
                ? number / (1 << 20) + " MiB"
                : String.format(Locale.ROOT, "%,d", number).replace(',', ' ');
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "README.md",
                "docs/getting-started.md",
                "docs/architecture.md",
                "docs/threading.md",
                "docs/limits.md",
                "docs/capabilities.md"
            })
    void linksInDocumentsLeadSomewhere(String document) throws IOException {
        Path file = ROOT.resolve(document);
        Matcher links = Pattern.compile("\\]\\(([^)#:]+)\\)").matcher(Files.readString(file));

        assertThat(links.results().map(link -> link.group(1)).toList())
                .isNotEmpty()
                .allSatisfy(link -> assertThat(file.resolveSibling(link)).exists());
    }

    private static List<JavaFileObject> sourcesOf(String document) {
        List<JavaFileObject> sources = new ArrayList<>();
        for (Matcher blocks = BLOCK.matcher(document); blocks.find(); ) {
            String code = blocks.group(1);
            Matcher name = CLASS.matcher(code);
            assertThat(name.find())
                    .as("a block of Java is a whole class: %s", code)
                    .isTrue();
            sources.add(new Source(name.group(1), code));
        }
        return sources;
    }

    private static final class Source extends SimpleJavaFileObject {
        private final String code;

        Source(String className, String code) {
            super(URI.create("string:///" + className + ".java"), Kind.SOURCE);
            this.code = code;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return code;
        }
    }
}
