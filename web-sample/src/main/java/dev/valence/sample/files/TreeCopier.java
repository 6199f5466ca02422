package dev.valence.sample.files;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFileAttributeView;
import org.jspecify.annotations.Nullable;

/**
 * Copies what it visits, piece by piece so that it can stop in the middle of a file. Links are copied as links. What cannot
 * be read is skipped and counted; what cannot be written ends the copy.
 */
final class TreeCopier extends SimpleFileVisitor<Path> {
    /** Bytes between two looks at whether to go on: a fraction of a second on any disk. */
    private static final int PIECE = 256 << 10;

    /** What an entry weighs in the progress beside its bytes, so that many empty files are progress too. */
    private static final int ENTRY_WEIGHT = 4 << 10;

    private final Root root;
    private final Path from;
    private final Path to;
    private final Job<?> job;
    private final long total;
    private final ByteBuffer piece = ByteBuffer.allocateDirect(PIECE);
    private long done;
    private long copied;
    private long skipped;

    /** @param to exists already, made by {@link #create} */
    TreeCopier(Root root, Path from, Path to, Job<?> job, Measure measure) {
        this.root = root;
        this.from = from;
        this.to = to;
        this.job = job;
        this.total = measure.bytes() + measure.entries() * ENTRY_WEIGHT;
    }

    /** Makes an empty folder, an empty file or a whole link at {@code to}, after what {@code from} is. */
    static Path create(Path from, Path to) throws IOException {
        if (Files.isSymbolicLink(from)) {
            return Files.createSymbolicLink(to, Files.readSymbolicLink(from));
        }
        if (Files.isDirectory(from, LinkOption.NOFOLLOW_LINKS)) {
            return Files.createDirectory(to);
        }
        return Files.createFile(to);
    }

    long copied() {
        return copied;
    }

    long skipped() {
        return skipped;
    }

    @Override
    public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) throws IOException {
        if (!folder.equals(from)) {
            create(folder, twin(folder));
        }
        advance(ENTRY_WEIGHT, folder);
        copied++;
        return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
        advance(ENTRY_WEIGHT, file);
        if (attributes.isRegularFile()) {
            copyFile(file, attributes);
        } else if (attributes.isSymbolicLink()) {
            copyLink(file);
        } else {
            skipped++;
        }
        return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path unreadable, IOException problem) throws IOException {
        skip(unreadable, problem);
        return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException readInPart) throws IOException {
        skipped += readInPart == null ? 0 : 1;
        // Last, since the copy of a folder without write permission could not be filled.
        copyAttributes(folder, Files.readAttributes(folder, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS));
        return FileVisitResult.CONTINUE;
    }

    private void copyLink(Path link) throws IOException {
        if (!link.equals(from)) {
            create(link, twin(link));
        }
        copied++;
    }

    private void copyFile(Path file, BasicFileAttributes attributes) throws IOException {
        ReadableByteChannel in;
        try {
            in = Files.newByteChannel(root.entry(file), StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
        } catch (IOException problem) {
            skip(file, problem);
            return;
        }
        try (in) {
            if (!file.equals(from)) {
                create(file, twin(file));
            }
            copyBytes(in, file);
        }
        copyAttributes(file, attributes);
        copied++;
    }

    private void copyBytes(ReadableByteChannel in, Path file) throws IOException {
        try (WritableByteChannel out =
                Files.newByteChannel(twin(file), StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS)) {
            while (in.read(piece.clear()) >= 0) {
                int size = piece.flip().remaining();
                while (piece.hasRemaining()) {
                    out.write(piece);
                }
                advance(size, file);
            }
        }
    }

    /** As well as it goes: not every disk keeps permissions or times, and the content matters more. */
    private void copyAttributes(Path original, BasicFileAttributes attributes) throws IOException {
        Path twin = twin(original);
        try {
            PosixFileAttributeView view =
                    Files.getFileAttributeView(twin, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
            if (view != null) {
                view.setPermissions(Files.getPosixFilePermissions(original, LinkOption.NOFOLLOW_LINKS));
            }
            Files.setLastModifiedTime(twin, attributes.lastModifiedTime());
        } catch (AccessDeniedException | UnsupportedOperationException notKept) {
            // See above.
        }
    }

    private void skip(Path entry, IOException problem) throws IOException {
        if (entry.equals(from)) {
            throw problem;
        }
        skipped++;
    }

    private void advance(long weight, Path entry) {
        job.requireWanted();
        done += weight;
        job.report(new Progress(done, Math.max(done, total), Root.nameOf(entry)));
    }

    /** Where the copy of {@code original} is; asked right before each use, see {@link Root}. */
    private Path twin(Path original) throws IOException {
        return root.entry(to.resolve(from.relativize(original)));
    }
}
