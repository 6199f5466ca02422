package dev.valence.sample.files;

import dev.valence.api.Exposed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/** A folder of the root, or the root itself. A page walks it with an ordinary loop. */
@Exposed
public final class Folder extends Entry {

    Folder(Workspace workspace, Facts facts) {
        super(workspace, facts);
    }

    /** What is in it: folders first, then by name; at most {@link FileSystem#mostEntries}. */
    public List<Entry> entries() {
        return entries("");
    }

    /** As {@link #entries()}, of the entries that have {@code part} in their name, in upper or lower case. */
    public List<Entry> entries(String part) {
        try {
            return FolderReader.read(workspace.root(), location, part, facts -> true).stream()
                    .map(this::entry)
                    .toList();
        } catch (IOException problem) {
            throw FileException.of("read", name, problem);
        }
    }

    /** The folders in it, by name. */
    public List<Folder> folders() {
        try {
            return FolderReader.read(workspace.root(), location, "", facts -> facts.kind() == EntryKind.FOLDER).stream()
                    .map(facts -> new Folder(workspace, facts))
                    .toList();
        } catch (IOException problem) {
            throw FileException.of("read", name, problem);
        }
    }

    /** How many entries have {@code part} in their name; all for an empty one. */
    public int count(String part) {
        try {
            return FolderReader.count(workspace.root(), location, part);
        } catch (IOException problem) {
            throw FileException.of("read", name, problem);
        }
    }

    /** Makes an empty folder in this one. */
    public void createFolder(String newName) {
        try {
            Files.createDirectory(FileNames.resolve(workspace.root().target(location), newName));
        } catch (IOException problem) {
            throw FileException.of("created", newName, problem);
        }
    }

    /**
     * Copies {@code entry}, and of a folder everything in it, into this folder. Where its name is taken the copy gets a
     * number; nothing is ever replaced.
     */
    public Job<Outcome> copyHere(Entry entry, Consumer<Progress> listener) {
        if (entry.kind == EntryKind.OTHER) {
            throw new FileException("“" + entry.name + "” is a device, a socket or a pipe and cannot be copied.");
        }
        CopyWork work = new CopyWork(workspace.root(), entry.location, location);
        return workspace.jobs().start("copied", entry.name, work, listener);
    }

    /** Moves {@code entry} into this folder. */
    public void moveHere(Entry entry) {
        Root root = workspace.root();
        try {
            Path source = root.entry(entry.location);
            Path folder = root.target(location);
            if (folder.startsWith(source)) {
                throw new FileException("“" + entry.name + "” cannot be moved into itself.");
            }
            Files.move(source, folder.resolve(source.getFileName()));
        } catch (IOException problem) {
            throw FileException.of("moved", entry.name, problem);
        }
    }

    /**
     * Tells {@code listener} when something in this folder changes, until the watch is closed or the page ends.
     *
     * @throws FileException the operating system will not watch any more folders
     */
    public FolderWatch watch(FolderWatch.Listener listener) {
        try {
            return FolderWatch.open(workspace.watcher(), workspace.root().target(location), listener);
        } catch (IOException problem) {
            throw FileException.of("watched", name, problem);
        }
    }

    private Entry entry(Facts facts) {
        return switch (facts.kind()) {
            case FOLDER -> new Folder(workspace, facts);
            case FILE -> new FileHandle(workspace, facts);
            case LINK, OTHER -> new Entry(workspace, facts);
        };
    }
}
