package dev.valence.policy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/** Where a path leads that a page names. */
final class Folders {
    private Folders() {}

    /** Whether what stands at {@code text}, or would if it were made, is {@code folder} or in it, links followed. */
    static boolean leadsInto(Path folder, String text) {
        try {
            Path path = Path.of(text).toAbsolutePath();
            return !goesUp(path) && reality(path).startsWith(folder.toRealPath());
        } catch (InvalidPathException | IOException | SecurityException unreachable) {
            return false;
        }
    }

    /** What the system makes of {@code link/..} is another folder than what is left where both names are struck out, as some programs do. */
    private static boolean goesUp(Path path) {
        for (Path name : path) {
            if (name.toString().equals("..")) {
                return true;
            }
        }
        return false;
    }

    /**
     * The real path of what is there, and below it the names of what is not.
     *
     * @throws IOException something is there, such as a link to nothing, through which a file could be made anywhere
     */
    private static Path reality(Path path) throws IOException {
        Path there = path;
        while (!Files.exists(there, LinkOption.NOFOLLOW_LINKS)) {
            Path parent = there.getParent();
            if (parent == null) {
                throw new IOException("Nothing is there");
            }
            there = parent;
        }
        return there.toRealPath().resolve(there.relativize(path));
    }
}
