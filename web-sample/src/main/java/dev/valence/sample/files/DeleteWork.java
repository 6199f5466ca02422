package dev.valence.sample.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CancellationException;

/** Deletes an entry and everything in it, and says how much that was. */
final class DeleteWork implements Job.Work<Outcome> {
    private final Root root;
    private final Path location;
    private long reached;

    DeleteWork(Root root, Path location) {
        this.root = root;
        this.location = location;
    }

    @Override
    public Outcome run(Job<Outcome> job) throws IOException {
        Path entry = root.entry(location);
        String name = Root.nameOf(location);
        try {
            long total = Measure.of(entry, job).entries();
            Files.walkFileTree(entry, new TreeDeleter(root, path -> {
                job.requireWanted();
                job.report(new Progress(reached, Math.max(reached, total), Root.nameOf(path)));
                reached++;
            }));
            return new Outcome(name, reached, 0, false);
        } catch (CancellationException stopped) {
            return new Outcome(name, reached, 0, true);
        } catch (IOException problem) {
            // The last one reached is the one that stayed.
            String deed = reached > 1 ? "deleted whole (" + (reached - 1) + " entries of it are gone)" : "deleted";
            throw FileException.of(deed, name, problem);
        }
    }
}
