package dev.valence.sample.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;

/**
 * The folder that pages never leave.
 *
 * <p>A <em>location</em> is a path below the root as a page reached it, perhaps through symbolic links. Before anything
 * happens to it, one of the two questions here turns it into a real path and refuses one outside. The answer is fresh each
 * time, since what a link means can change at any moment; ask right before use. (Another program of this user that swaps
 * links between question and use is not what this guards against: it could read the files itself.)
 */
final class Root {
    private final Path real;

    /** @throws IOException there is no such folder, or it cannot be reached */
    Root(Path folder) throws IOException {
        real = folder.toRealPath();
        if (!Files.isDirectory(real)) {
            throw new NotDirectoryException(folder.toString());
        }
    }

    Path path() {
        return real;
    }

    /** What a person calls the root: its name, without where it is. */
    String name() {
        return nameOf(real);
    }

    static String nameOf(Path location) {
        Path name = location.getFileName();
        return name == null ? location.toString() : name.toString();
    }

    /** {@code location} as names from the root on, separated by “/”; empty for the root. */
    String relative(Path location) {
        return real.relativize(location)
                .toString()
                .replace(location.getFileSystem().getSeparator(), "/");
    }

    boolean isRoot(Path location) {
        return location.equals(real);
    }

    /**
     * What stands at {@code location} in the end, links followed.
     *
     * @throws FileException that is outside the root
     */
    Path target(Path location) throws IOException {
        return requireInside(location.toRealPath(), location);
    }

    /**
     * The entry itself, be it a link: links are followed up to the folder that holds it.
     *
     * @throws FileException that folder is outside the root, or the location is the root itself
     */
    Path entry(Path location) throws IOException {
        Path folder = location.getParent();
        if (folder == null || isRoot(location)) {
            throw new FileException("The root folder stays as it is; what is in it can be changed.");
        }
        return requireInside(folder.toRealPath(), location).resolve(location.getFileName());
    }

    /** Whether a real path is the root or below it. */
    boolean holds(Path path) {
        return path.startsWith(real);
    }

    private Path requireInside(Path path, Path location) {
        if (!holds(path)) {
            throw new FileException("“" + nameOf(location) + "” leads out of the folder “" + name() + "”.");
        }
        return path;
    }
}
