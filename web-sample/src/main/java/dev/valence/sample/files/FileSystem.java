package dev.valence.sample.files;

import dev.valence.api.Exposed;
import java.io.IOException;
import java.nio.file.Path;

/** The module {@code commander}: where a page begins. */
@Exposed
public final class FileSystem {
    /** The folder that everything is in. */
    public final Folder root;

    /** How many entries a folder gives at most. */
    public final int mostEntries = FolderReader.MOST_ENTRIES;

    private final Workspace workspace;

    FileSystem(Workspace workspace) {
        this.workspace = workspace;
        this.root = new Folder(workspace, Facts.ofRoot(workspace.root()));
    }

    /**
     * A folder by its path: names from the root on, separated by “/”; empty for the root.
     *
     * @throws FileException there is none, or it is outside the root
     */
    public Folder folder(String path) {
        if (path.startsWith("/") || path.endsWith("/") || path.contains("//")) {
            throw new FileException("“" + path + "” is no path here: those are names with one “/” between, from “"
                    + workspace.root().name() + "” on.");
        }
        Path location = workspace.root().path();
        for (String name : path.isEmpty() ? new String[0] : path.split("/")) {
            location = FileNames.resolve(location, name);
        }
        try {
            Facts facts = Facts.of(workspace.root(), location);
            if (facts.kind() != EntryKind.FOLDER) {
                throw new FileException(
                        "“" + path + "” is not a folder of “" + workspace.root().name() + "”.");
            }
            return new Folder(workspace, facts);
        } catch (IOException problem) {
            throw FileException.of("opened", path, problem);
        }
    }
}
