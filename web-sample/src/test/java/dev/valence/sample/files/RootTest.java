package dev.valence.sample.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Nothing a page does reaches what is outside the root. */
class RootTest {
    @TempDir
    Path outside;

    private Path inside;
    private Workspace workspace;
    private FileSystem files;

    @BeforeEach
    void open() throws IOException {
        inside = Files.createDirectories(outside.resolve("root"));
        Files.writeString(outside.resolve("secret.txt"), "secret");
        Files.createDirectories(inside.resolve("docs/letters"));
        Files.writeString(inside.resolve("docs/note.txt"), "note");
        workspace = Workspace.open(inside);
        files = workspace.fileSystem();
    }

    @AfterEach
    void close() {
        workspace.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "..",
                "../root",
                "docs/../..",
                "docs/../docs",
                "./docs",
                "/etc",
                "/",
                "docs/",
                "docs//letters",
                "docs\u0000",
                "docs/note.txt",
                "nowhere"
            })
    void pathThatIsNoFolderBelowTheRootIsRefused(String path) {
        assertThatThrownBy(() -> files.folder(path)).isInstanceOf(FileException.class);
    }

    @Test
    void pathsBelowTheRootAreFound() {
        assertThat(files.folder("").entries()).extracting(entry -> entry.path).containsExactly("docs");
        assertThat(files.folder("docs/letters").path).isEqualTo("docs/letters");
    }

    @Test
    void linkThatLeadsOutIsShownAsSuchAndNotFollowed() throws IOException {
        Files.createSymbolicLink(inside.resolve("out"), outside);
        Files.createSymbolicLink(inside.resolve("out.txt"), outside.resolve("secret.txt"));
        Files.createSymbolicLink(inside.resolve("nowhere"), Path.of("does-not-exist"));

        assertThat(files.root.entries())
                .filteredOn(entry -> entry.link)
                .extracting(entry -> entry.kind)
                .containsExactly(EntryKind.LINK, EntryKind.LINK, EntryKind.LINK);
        assertThatThrownBy(() -> files.folder("out")).isInstanceOf(FileException.class);
        assertThatThrownBy(() -> files.folder("out/root")).isInstanceOf(FileException.class);
    }

    @Test
    void linkThatStaysInsideIsFollowed() throws IOException {
        Files.createSymbolicLink(inside.resolve("shortcut"), inside.resolve("docs"));

        Folder shortcut = files.folder("shortcut");
        assertThat(shortcut.link).isTrue();
        assertThat(shortcut.entries())
                .extracting(entry -> entry.path)
                .containsExactly("shortcut/letters", "shortcut/note.txt");
    }

    @Test
    void folderThatBecomesALinkMeanwhileIsNotFollowed() throws IOException {
        Folder letters = files.folder("docs/letters");
        FileHandle note = (FileHandle) files.folder("docs").entries("note").get(0);
        Files.move(inside.resolve("docs"), inside.resolve("moved"));
        Files.createSymbolicLink(inside.resolve("docs"), outside);
        Files.createDirectory(outside.resolve("letters"));
        Files.writeString(outside.resolve("note.txt"), "secret");

        assertThatThrownBy(letters::entries).hasMessageContaining("leads out");
        assertThatThrownBy(() -> letters.createFolder("x")).hasMessageContaining("leads out");
        assertThatThrownBy(() -> letters.rename("x")).hasMessageContaining("leads out");
        assertThatThrownBy(note::preview).hasMessageContaining("leads out");
        assertThatThrownBy(() -> note.delete(RootTest::ignore).done().join()).hasMessageContaining("leads out");
        assertThatThrownBy(
                        () -> files.root.copyHere(note, RootTest::ignore).done().join())
                .hasMessageContaining("leads out");
        assertThat(outside.resolve("note.txt")).hasContent("secret");
    }

    @Test
    void fileThatBecomesALinkMeanwhileIsNotRead() throws IOException {
        FileHandle note = (FileHandle) files.folder("docs").entries("note").get(0);
        Files.delete(inside.resolve("docs/note.txt"));
        Files.createSymbolicLink(inside.resolve("docs/note.txt"), outside.resolve("secret.txt"));

        assertThatThrownBy(note::preview).hasMessageContaining("leads out");
    }

    @Test
    void rootItselfStaysAsItIs() {
        assertThatThrownBy(() -> files.root.rename("x")).isInstanceOf(FileException.class);
        assertThatThrownBy(() -> files.root.delete(RootTest::ignore).done().join())
                .hasCauseInstanceOf(FileException.class);
        assertThat(inside.resolve("docs")).isDirectory();
    }

    @Test
    void nothingAPageIsToldNamesWhereTheRootIs() throws IOException {
        FileHandle note = (FileHandle) files.folder("docs").entries("note").get(0);
        Files.delete(inside.resolve("docs/note.txt"));

        assertThatThrownBy(note::preview)
                .hasMessage("“note.txt” could not be read: it does not exist any more.")
                .hasMessageNotContaining(outside.toString());
        assertThat(files.root.path).isEmpty();
        assertThat(files.root.name).isEqualTo("root");
    }

    private static void ignore(Progress progress) {}
}
