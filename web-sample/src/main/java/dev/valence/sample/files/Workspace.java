package dev.valence.sample.files;

import java.io.IOException;
import java.nio.file.Path;

/** What all folders and files of one root share. Closing it ends every job and every watch. */
public final class Workspace implements AutoCloseable {
    private final Root root;
    private final Jobs jobs = new Jobs();
    private final FolderWatcher watcher;

    private Workspace(Root root, FolderWatcher watcher) {
        this.root = root;
        this.watcher = watcher;
    }

    /** @throws IOException {@code folder} is no folder, or cannot be reached */
    public static Workspace open(Path folder) throws IOException {
        return new Workspace(new Root(folder), FolderWatcher.start());
    }

    /** What pages are given. */
    public FileSystem fileSystem() {
        return new FileSystem(this);
    }

    Root root() {
        return root;
    }

    Jobs jobs() {
        return jobs;
    }

    FolderWatcher watcher() {
        return watcher;
    }

    @Override
    public void close() {
        jobs.close();
        watcher.close();
    }
}
