package dev.valence.project;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** No source file is longer than a reader can hold in mind. */
class SourceSizeTest {

    private static final int LONGEST = 400;
    private static final Set<String> NOT_OURS = Set.of(".git", ".tools", "target", "node_modules", "dist");
    private static final Set<String> KINDS = Set.of("java", "ts", "mts", "js", "mjs", "html", "css", "sh");
    private static final Set<String> SCRIPTS = Set.of("run", "test");

    @Test
    void noSourceFileHasMoreThanFourHundredLines() throws IOException {
        Map<String, Integer> lengths = lengths();
        assertThat(lengths).containsKeys("run", "test", "scripts/setup.sh");
        assertThat(lengths)
                .allSatisfy((file, lines) -> assertThat(lines).as(file).isLessThanOrEqualTo(LONGEST));
    }

    private static Map<String, Integer> lengths() throws IOException {
        Map<String, Integer> lengths = new TreeMap<>();
        Files.walkFileTree(Checkout.ROOT, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                return NOT_OURS.contains(folder.getFileName().toString())
                        ? FileVisitResult.SKIP_SUBTREE
                        : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                if (isSource(file.getFileName().toString())) {
                    int lines = Files.readAllLines(file).size();
                    lengths.put(Checkout.ROOT.relativize(file).toString(), lines);
                }
                return FileVisitResult.CONTINUE;
            }
        });
        return lengths;
    }

    private static boolean isSource(String name) {
        return SCRIPTS.contains(name) || KINDS.contains(name.substring(name.lastIndexOf('.') + 1));
    }
}
