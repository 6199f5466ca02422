package dev.valence.sample.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeleteTest {
    @TempDir
    Path folder;

    private Workspace workspace;
    private Folder root;

    @BeforeEach
    void open() throws IOException {
        Files.createDirectories(folder.resolve("box/inner"));
        Files.writeString(folder.resolve("box/inner/a.txt"), "12345");
        Files.writeString(folder.resolve("box/b.txt"), "123");
        workspace = Workspace.open(folder);
        root = workspace.fileSystem().root;
    }

    @AfterEach
    void close() {
        workspace.close();
    }

    private Entry only(String name) {
        return root.entries(name).get(0);
    }

    @Test
    void folderSaysHowMuchItIsBeforeItIsDeleted() {
        assertThat(only("box").measure().done().join()).isEqualTo(new Measure(4, 8));
    }

    @Test
    void folderIsDeletedWithEverythingInItAndSaysHowMuchThatWas() {
        List<Progress> progress = new CopyOnWriteArrayList<>();

        Outcome outcome = only("box").delete(progress::add).done().join();

        assertThat(outcome).isEqualTo(new Outcome("box", 4, 0, false));
        assertThat(folder).isEmptyDirectory();
        assertThat(progress).first().extracting(Progress::total).isEqualTo(4L);
    }

    @Test
    void deletingALinkLeavesWhatItLeadsTo() throws IOException {
        Files.createSymbolicLink(folder.resolve("link"), folder.resolve("box"));
        Files.createSymbolicLink(folder.resolve("box/up"), folder);

        assertThat(only("link").delete(DeleteTest::ignore).done().join().entries())
                .isEqualTo(1);
        assertThat(folder.resolve("box/b.txt")).exists();

        only("box").delete(DeleteTest::ignore).done().join();
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void whatIsGoneAlreadyCannotBeDeleted() throws IOException {
        Entry file = ((Folder) only("box")).entries("b.txt").get(0);
        Files.delete(folder.resolve("box/b.txt"));

        assertThatThrownBy(() -> file.delete(DeleteTest::ignore).done().join())
                .hasCauseInstanceOf(FileException.class)
                .hasMessageContaining("“b.txt” could not be deleted: it does not exist any more.");
    }

    private static void ignore(Progress progress) {}
}
