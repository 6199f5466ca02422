package dev.valence.sample.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;

/**
 * What was true of an entry when its folder was read.
 *
 * @param location where a page reached it; see {@link Root}
 * @param size bytes; 0 for all but files
 * @param link whether the name is that of a symbolic link
 */
record Facts(Path location, EntryKind kind, long size, Instant modified, boolean link) {

    /** @throws IOException there is nothing at that location, or it cannot be reached */
    static Facts of(Root root, Path location) throws IOException {
        return root.isRoot(location) ? ofRoot(root) : read(root, location, root.entry(location));
    }

    /** @param entry the real path of what {@code location} means, links in the last step not followed */
    static Facts read(Root root, Path location, Path entry) throws IOException {
        BasicFileAttributes own = attributes(entry);
        if (!own.isSymbolicLink()) {
            return of(location, own, false);
        }
        try {
            Path target = entry.toRealPath();
            if (root.holds(target)) {
                return of(location, attributes(target), true);
            }
        } catch (IOException leadsNowhere) {
            // Shown as a link: that it leads nowhere is what there is to say about it.
        }
        return new Facts(location, EntryKind.LINK, 0, own.lastModifiedTime().toInstant(), true);
    }

    static Facts ofRoot(Root root) {
        return new Facts(root.path(), EntryKind.FOLDER, 0, Instant.EPOCH, false);
    }

    private static Facts of(Path location, BasicFileAttributes attributes, boolean link) {
        EntryKind kind = attributes.isDirectory()
                ? EntryKind.FOLDER
                : attributes.isRegularFile() ? EntryKind.FILE : EntryKind.OTHER;
        long size = kind == EntryKind.FILE ? attributes.size() : 0;
        return new Facts(location, kind, size, attributes.lastModifiedTime().toInstant(), link);
    }

    private static BasicFileAttributes attributes(Path path) throws IOException {
        return Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    }
}
