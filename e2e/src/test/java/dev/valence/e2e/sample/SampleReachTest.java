package dev.valence.e2e.sample;

import static org.assertj.core.api.Assertions.assertThat;

import dev.valence.MainProcess;
import dev.valence.sample.Commander;
import dev.valence.sample.files.Workspace;
import dev.valence.transport.ReachThrough;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A page that goes wherever it can from all that the sample gives finds nothing that was not exposed, and nothing that reaches the process. */
class SampleReachTest {
    private static final String FUNCTION = "{\"$\":\"callback\",\"id\":1,\"n\":1,\"length\":1,\"at\":\"here\"}";

    /** What its methods take: names of files, numbers, functions. */
    private static final List<String> ARGUMENTS = List.of(
            "[\"notes.txt\"]",
            "[\"inner\"]",
            "[\"\"]",
            "[1]",
            "[" + FUNCTION + "]",
            "[{\"$\":\"remote\",\"id\":%d}," + FUNCTION + "]");

    @TempDir
    Path root;

    @Test
    void nothingThatAPageCanReachReachesTheProcess() throws Exception {
        // It goes through the members of the first folder that it gets, which is an inner one.
        Path inner = Files.createDirectories(root.resolve("inner"));
        Files.writeString(inner.resolve("notes.txt"), "a line");
        Files.createDirectories(inner.resolve("inner"));
        try (Workspace workspace = Workspace.open(root);
                MainProcess main = Commander.furnish(MainProcess.builder(), workspace)
                        .admitAnyone()
                        .start();
                ReachThrough page = new ReachThrough(main, Set.of(), ARGUMENTS)) {
            page.throughModules("commander", "./mapNumbers", "./counter", "./library", "./doorbell");
            page.throughGlobals("sharedObject");

            assertThat(page.classes())
                    .contains("FileSystem", "Folder", "FileHandle", "Job", "FolderWatch")
                    .contains("MapNumbers", "Counter", "Library", "Book", "Doorbell");
            page.assertThatItHoldsNothingElse();
        }
    }
}
