package dev.valence.sample.files;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Deletes what it visits, from the leaves up. Links are deleted, never followed. */
final class TreeDeleter extends SimpleFileVisitor<Path> {
    private final Root root;
    private final Consumer<Path> before;

    /** @param before is called before each deletion and may stop it by throwing */
    TreeDeleter(Root root, Consumer<Path> before) {
        this.root = root;
        this.before = before;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
        delete(file);
        return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException readInPart) throws IOException {
        if (readInPart != null) {
            throw readInPart;
        }
        delete(folder);
        return FileVisitResult.CONTINUE;
    }

    private void delete(Path path) throws IOException {
        before.accept(path);
        // A folder on the way may have become a link since the walk went in: ask where this is now.
        Files.delete(root.entry(path));
    }
}
