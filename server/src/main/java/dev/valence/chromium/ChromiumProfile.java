package dev.valence.chromium;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The folder in which Chromium keeps what it remembers, admissions of pages among it: one that is made here is readable for this user
 * only. One of Valence's own is deleted with the browser. Where Java was killed before it could do so, the next launch does: a profile in
 * use is locked.
 */
final class ChromiumProfile {
    private static final Logger LOG = LoggerFactory.getLogger(ChromiumProfile.class);
    private static final String PREFIX = "valence-chromium-";
    private static final String LOCK = "valence.lock";
    private static final FileAttribute<?> FOR_THIS_USER =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
    private static final int DELETE_ATTEMPTS = 100;
    private static final int PAUSE_MS = 50;

    private final Path folder;
    private final @Nullable FileChannel lock;

    private ChromiumProfile(Path folder, @Nullable FileChannel lock) {
        this.folder = folder;
        this.lock = lock;
    }

    /** @param given the application's folder, which is kept; null for one of our own */
    static ChromiumProfile open(@Nullable Path given) {
        try {
            if (given != null) {
                return new ChromiumProfile(make(given.toAbsolutePath()), null);
            }
            deleteAbandoned();
            Path folder = Files.createTempDirectory(PREFIX);
            FileChannel channel =
                    FileChannel.open(folder.resolve(LOCK), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
            channel.lock();
            return new ChromiumProfile(folder, channel);
        } catch (IOException e) {
            throw new ChromiumException("No folder for Chromium's profile could be made: " + e, e);
        }
    }

    /** What is there keeps the rights that somebody gave it. */
    private static Path make(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            Files.createDirectories(folder.getParent());
            // As Files.createTempDirectory does for a folder of our own; other file systems give rights of their own.
            boolean hasModes = Files.getFileStore(folder.getParent()).supportsFileAttributeView("posix");
            Files.createDirectories(
                    folder, hasModes ? new FileAttribute<?>[] {FOR_THIS_USER} : new FileAttribute<?>[0]);
        }
        return folder;
    }

    Path folder() {
        return folder;
    }

    /** Deletes the folder if it is ours. To be called when the browser has ended; more than once does no harm. */
    synchronized void delete() {
        if (lock == null) {
            return;
        }
        try (lock) {
            deletePatiently();
        } catch (IOException e) {
            LOG.debug("Chromium's profile {} could not be deleted: {}", folder, e.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The last processes of a browser that ended still write for some milliseconds. */
    private void deletePatiently() throws IOException, InterruptedException {
        for (int attempt = 1; attempt < DELETE_ATTEMPTS; attempt++) {
            try {
                deleteTree(folder);
                return;
            } catch (DirectoryNotEmptyException e) {
                Thread.sleep(PAUSE_MS);
            }
        }
        deleteTree(folder);
    }

    private static void deleteAbandoned() throws IOException {
        Path parent = Path.of(System.getProperty("java.io.tmpdir"));
        try (DirectoryStream<Path> profiles = Files.newDirectoryStream(parent, PREFIX + "*")) {
            for (Path profile : profiles) {
                deleteIfAbandoned(profile);
            }
        }
    }

    private static void deleteIfAbandoned(Path profile) {
        // Without CREATE: one that has no lock yet is being made by another process at this moment.
        try (FileChannel channel = FileChannel.open(profile.resolve(LOCK), StandardOpenOption.WRITE);
                FileLock held = channel.tryLock()) {
            if (held != null) {
                deleteTree(profile);
            }
        } catch (IOException | OverlappingFileLockException e) {
            // Another user's, or in use by this very process, or deleted meanwhile: not ours to delete.
            LOG.trace("{} is left alone: {}", profile, e.toString());
        }
    }

    private static void deleteTree(Path root) throws IOException {
        if (!Files.exists(root)) {
            return;
        }
        Files.walkFileTree(root, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.deleteIfExists(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException e) {
                // The browser deleted it first.
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException e) throws IOException {
                Files.deleteIfExists(directory);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
