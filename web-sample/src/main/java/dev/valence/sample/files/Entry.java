package dev.valence.sample.files;

import dev.valence.api.Exposed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Instant;
import java.util.function.Consumer;

/**
 * One row of a folder: a file, a folder, or something that is only shown.
 *
 * <p>The fields are final, so they travel with the reference: a page reads them without asking Java. They are what was true
 * when the folder was read; a watch tells when it is time to read again.
 */
@Exposed
public class Entry {
    public final String name;
    /** Names from the root on, separated by “/”; empty for the root. */
    public final String path;

    public final EntryKind kind;
    /** Bytes; 0 for all but files. */
    public final long size;

    public final Instant modified;
    /** Whether the name is that of a symbolic link. */
    public final boolean link;

    final Workspace workspace;
    final Path location;

    Entry(Workspace workspace, Facts facts) {
        this.workspace = workspace;
        this.location = facts.location();
        this.name = Root.nameOf(location);
        this.path = workspace.root().relative(location);
        this.kind = facts.kind();
        this.size = facts.size();
        this.modified = facts.modified();
        this.link = facts.link();
    }

    /**
     * Gives this entry another name in its folder.
     *
     * @throws FileException the name is none, or taken
     */
    public void rename(String newName) {
        try {
            Path entry = workspace.root().entry(location);
            Path renamed = FileNames.resolve(entry.resolveSibling(""), newName);
            // Asked first, because on some systems a move replaces what differs in upper and lower case only.
            if (Files.exists(renamed, LinkOption.NOFOLLOW_LINKS) && !Files.isSameFile(entry, renamed)) {
                throw new FileException("There is a “" + newName + "” in this folder already.");
            }
            Files.move(entry, renamed);
        } catch (IOException problem) {
            throw FileException.of("renamed", name, problem);
        }
    }

    /** Counts what {@link #delete} would delete and {@link Folder#copyHere} would copy, this entry included. */
    public Job<Measure> measure() {
        return workspace
                .jobs()
                .start("counted", name, job -> Measure.of(workspace.root().entry(location), job), progress -> {});
    }

    /** Deletes this entry and, of a folder, everything in it. Of a link it deletes the link. */
    public Job<Outcome> delete(Consumer<Progress> listener) {
        return workspace.jobs().start("deleted", name, new DeleteWork(workspace.root(), location), listener);
    }
}
