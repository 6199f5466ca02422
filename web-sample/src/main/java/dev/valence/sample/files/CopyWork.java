package dev.valence.sample.files;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CancellationException;

/** Copies an entry into a folder: all of it or, when cancelled or failing, nothing. */
final class CopyWork implements Job.Work<Outcome> {
    private final Root root;
    private final Path source;
    private final Path folder;

    /** Both are locations; see {@link Root}. */
    CopyWork(Root root, Path source, Path folder) {
        this.root = root;
        this.source = source;
        this.folder = folder;
    }

    @Override
    public Outcome run(Job<Outcome> job) throws IOException {
        Path from = root.entry(source);
        Path into = root.target(folder);
        if (into.startsWith(from)) {
            throw new FileException("“" + Root.nameOf(source) + "” cannot be copied into itself.");
        }
        try {
            Measure measure = Measure.of(from, job);
            requireRoom(into, measure);
            return copy(from, claim(from, into), job, measure);
        } catch (CancellationException stopped) {
            return new Outcome(Root.nameOf(source), 0, 0, true);
        }
    }

    private Outcome copy(Path from, Path to, Job<Outcome> job, Measure measure) throws IOException {
        TreeCopier copier = new TreeCopier(root, from, to, job, measure);
        try {
            Files.walkFileTree(from, copier);
            return new Outcome(Root.nameOf(to), copier.copied(), copier.skipped(), false);
        } catch (IOException | RuntimeException problem) {
            discard(to);
            throw problem;
        }
    }

    private static void requireRoom(Path into, Measure measure) throws IOException {
        long free = Files.getFileStore(into).getUsableSpace();
        if (measure.bytes() > free) {
            throw new FileException("There is no room for this copy: it needs " + (measure.bytes() >> 20) + " MiB, and "
                    + (free >> 20) + " MiB are free.");
        }
    }

    /** Takes the first free name by creating what goes by it, so that two copies at once never take the same one. */
    private static Path claim(Path from, Path into) throws IOException {
        for (int number = 1; ; number++) {
            try {
                return TreeCopier.create(from, into.resolve(FileNames.numbered(Root.nameOf(from), number)));
            } catch (FileAlreadyExistsException taken) {
                // The next number, then.
            }
        }
    }

    /** Takes away what was made so far. */
    private void discard(Path to) {
        try {
            Files.walkFileTree(to, new TreeDeleter(root, path -> {}));
        } catch (IOException | FileException problem) {
            // What cannot be taken away stays; the person already learns why the copy ended.
        }
    }
}
