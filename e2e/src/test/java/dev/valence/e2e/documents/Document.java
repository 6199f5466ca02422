package dev.valence.e2e.documents;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** A document of this project: its Java as classes, its JavaScript as text. */
final class Document {
    private static final Path ROOT = Path.of("").toAbsolutePath().getParent();
    private static final Pattern CLASS = Pattern.compile("public (?:final )?class (\\w+)");
    private static final Pattern INLINE_SCRIPT = Pattern.compile("(?s)<script>\\n(.*?)</script>");

    private final String text;

    private Document(String text) {
        this.text = text;
    }

    static Document read(String path) {
        try {
            return new Document(Files.readString(ROOT.resolve(path)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A new object of a class in the document. */
    Object newInstance(String className) {
        try {
            Path classes = Files.createTempDirectory("documents");
            classes.toFile().deleteOnExit();
            compileTo(classes);
            URL[] path = {classes.toUri().toURL()};
            ClassLoader loader = new URLClassLoader(path, Document.class.getClassLoader());
            return loader.loadClass(className).getDeclaredConstructor().newInstance();
        } catch (IOException | ReflectiveOperationException e) {
            throw new IllegalStateException("The document has no class " + className, e);
        }
    }

    /** The inline script of the first block of HTML. */
    String inlineScript() {
        Matcher script = INLINE_SCRIPT.matcher(blocks("html").get(0));
        if (!script.find()) {
            throw new IllegalStateException("The document has no inline script");
        }
        return script.group(1);
    }

    /** The first block of JavaScript. */
    String javaScript() {
        return blocks("js").get(0);
    }

    private void compileTo(Path classes) {
        List<JavaFileObject> sources = new ArrayList<>();
        for (String block : blocks("java")) {
            Matcher name = CLASS.matcher(block);
            if (!name.find()) {
                throw new IllegalStateException("A block of Java is a whole class: " + block);
            }
            sources.add(new Source(name.group(1), block));
        }
        StringWriter messages = new StringWriter();
        List<String> options =
                List.of("-parameters", "-d", classes.toString(), "-cp", System.getProperty("java.class.path"));
        boolean compiled = ToolProvider.getSystemJavaCompiler()
                .getTask(messages, null, null, options, null, sources)
                .call();
        if (!compiled) {
            throw new IllegalStateException(messages.toString());
        }
    }

    private List<String> blocks(String language) {
        return Pattern.compile("(?s)```" + language + "\\n(.*?)```")
                .matcher(text)
                .results()
                .map(block -> block.group(1))
                .toList();
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
