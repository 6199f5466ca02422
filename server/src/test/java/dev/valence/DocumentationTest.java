package dev.valence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.valence.api.Limits;
import java.beans.Introspector;
import java.io.IOException;
import java.io.StringWriter;
import java.lang.reflect.Method;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Compiles the Java in the documents against the product, so that no wrong example can be released. */
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

    /** Whoever adds a limit says there why, and what is beyond it. */
    @Test
    void theTableOfLimitsHasAllOfThem() throws IOException {
        String table = Files.readString(ROOT.resolve("docs/limits.md"));

        assertThat(Arrays.stream(Limits.class.getMethods())
                        .map(Method::getName)
                        .filter(name -> name.startsWith("with"))
                        .map(name -> "`" + Introspector.decapitalize(name.substring("with".length())) + "`")
                        .filter(name -> !table.contains(name)))
                .isEmpty();
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
