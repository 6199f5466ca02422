package dev.valence.sample.files;

import dev.valence.api.Copy;
import dev.valence.api.Exposed;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;

/**
 * How much an entry and everything in it is. Links count as themselves.
 *
 * @param entries files, folders and whatever else, the entry itself included
 * @param bytes of the files
 */
@Exposed
@Copy
public record Measure(long entries, long bytes) {

    /** @param entry a real path */
    static Measure of(Path entry, Job<?> job) throws IOException {
        Counter counter = new Counter(job);
        Files.walkFileTree(entry, counter);
        return new Measure(counter.entries, counter.bytes);
    }

    private static final class Counter extends SimpleFileVisitor<Path> {
        private final Job<?> job;
        private long entries;
        private long bytes;

        Counter(Job<?> job) {
            this.job = job;
        }

        @Override
        public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
            job.requireWanted();
            entries++;
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            job.requireWanted();
            entries++;
            bytes += attributes.isRegularFile() ? attributes.size() : 0;
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException unreadable) {
            entries++;
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult postVisitDirectory(Path folder, IOException readInPart) {
            return FileVisitResult.CONTINUE;
        }
    }
}
