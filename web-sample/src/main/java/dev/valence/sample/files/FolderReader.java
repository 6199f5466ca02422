package dev.valence.sample.files;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;

/** Reads what is in a folder, in the order people expect: folders first, then by name. */
final class FolderReader {
    /** More rows than anyone reads; each is an object that Java holds for the page. The rest is found by filtering. */
    static final int MOST_ENTRIES = 2_000;

    private static final Comparator<Facts> ORDER = Comparator.comparing(
                    (Facts facts) -> facts.kind() != EntryKind.FOLDER)
            .thenComparing(facts -> Root.nameOf(facts.location()), String.CASE_INSENSITIVE_ORDER)
            .thenComparing(facts -> Root.nameOf(facts.location()));

    private FolderReader() {}

    /** The first {@link #MOST_ENTRIES} entries whose name has {@code part} in it and that {@code wanted} accepts. */
    static List<Facts> read(Root root, Path location, String part, Predicate<Facts> wanted) throws IOException {
        List<Facts> found = new ArrayList<>();
        for (Path child : children(root, location, part)) {
            try {
                Facts facts = Facts.read(root, location.resolve(child.getFileName()), child);
                if (wanted.test(facts)) {
                    found.add(facts);
                }
            } catch (NoSuchFileException deletedMeanwhile) {
                // Then it is not in the folder.
            }
        }
        found.sort(ORDER);
        return found.size() > MOST_ENTRIES ? List.copyOf(found.subList(0, MOST_ENTRIES)) : found;
    }

    /** How many entries have {@code part} in their name. */
    static int count(Root root, Path location, String part) throws IOException {
        return children(root, location, part).size();
    }

    private static List<Path> children(Root root, Path location, String part) throws IOException {
        String sought = part.toLowerCase(Locale.ROOT);
        List<Path> children = new ArrayList<>();
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(root.target(location))) {
            for (Path child : stream) {
                if (Root.nameOf(child).toLowerCase(Locale.ROOT).contains(sought)) {
                    children.add(child);
                }
            }
        } catch (DirectoryIteratorException wrapper) {
            throw wrapper.getCause();
        }
        return children;
    }
}
