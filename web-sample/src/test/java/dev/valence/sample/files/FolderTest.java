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

class FolderTest {
    @TempDir
    Path folder;

    private Workspace workspace;
    private Folder root;

    @BeforeEach
    void open() throws IOException {
        workspace = Workspace.open(folder);
        root = workspace.fileSystem().root;
    }

    @AfterEach
    void close() {
        workspace.close();
    }

    @Test
    void foldersComeFirstAndNamesInTheOrderOfADictionary() throws IOException {
        Files.createDirectories(folder.resolve("zoo"));
        Files.createDirectories(folder.resolve("Attic"));
        Files.writeString(folder.resolve("beta.txt"), "12345");
        Files.writeString(folder.resolve("Alpha.txt"), "");

        assertThat(root.entries())
                .extracting(entry -> entry.name)
                .containsExactly("Attic", "zoo", "Alpha.txt", "beta.txt");
        assertThat(root.folders()).extracting(entry -> entry.name).containsExactly("Attic", "zoo");
        assertThat(root.entries().get(3).size).isEqualTo(5);
    }

    @Test
    void filterLooksAtNamesInUpperAndLowerCase() throws IOException {
        Files.writeString(folder.resolve("Readme.md"), "");
        Files.writeString(folder.resolve("main.c"), "");

        assertThat(root.entries("README")).extracting(entry -> entry.name).containsExactly("Readme.md");
        assertThat(root.count("readme")).isEqualTo(1);
        assertThat(root.count("")).isEqualTo(2);
    }

    @Test
    void hugeFolderGivesItsBeginningAndItsCount() throws IOException {
        for (int i = 0; i < FolderReader.MOST_ENTRIES + 5; i++) {
            Files.createFile(folder.resolve(String.format("%05d", i)));
        }

        assertThat(root.entries()).hasSize(FolderReader.MOST_ENTRIES);
        assertThat(root.count("")).isEqualTo(FolderReader.MOST_ENTRIES + 5);
        assertThat(root.entries("02004")).hasSize(1);
    }

    @Test
    void folderIsCreatedOnce() {
        root.createFolder("Ideas & notes ♥");

        assertThat(folder.resolve("Ideas & notes ♥")).isDirectory();
        assertThatThrownBy(() -> root.createFolder("Ideas & notes ♥")).hasMessageContaining("exists already");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  ", ".", "..", "a/b", "/", "/etc", "../x", "a\u0000b", "line\nbreak"})
    void whatIsNoNameIsRefused(String name) throws IOException {
        Files.writeString(folder.resolve("a"), "");
        Entry entry = root.entries().get(0);

        assertThatThrownBy(() -> root.createFolder(name)).isInstanceOf(FileException.class);
        assertThatThrownBy(() -> entry.rename(name)).isInstanceOf(FileException.class);
        assertThat(root.entries()).extracting(each -> each.name).containsExactly("a");
    }

    @Test
    void nameOfMoreThan255BytesIsRefused() {
        root.createFolder("ä".repeat(127));

        assertThatThrownBy(() -> root.createFolder("ä".repeat(128))).hasMessageContaining("256 bytes");
    }

    @Test
    void renameNeverReplaces() throws IOException {
        Files.writeString(folder.resolve("a"), "a");
        Files.writeString(folder.resolve("b"), "b");
        Entry a = root.entries("a").get(0);

        assertThatThrownBy(() -> a.rename("b")).hasMessageContaining("already");
        a.rename("c");

        assertThat(folder.resolve("b")).hasContent("b");
        assertThat(folder.resolve("c")).hasContent("a");
        assertThatThrownBy(() -> a.rename("d")).hasMessageContaining("does not exist any more");
    }

    @Test
    void moveNeverReplacesAndNeverGoesIntoItself() throws IOException {
        Files.createDirectories(folder.resolve("box/inner"));
        Files.writeString(folder.resolve("a"), "a");
        Folder box = workspace.fileSystem().folder("box");
        Entry a = root.entries("a").get(0);

        assertThatThrownBy(() -> workspace.fileSystem().folder("box/inner").moveHere(box))
                .hasMessageContaining("into itself");
        box.moveHere(a);
        assertThat(folder.resolve("box/a")).hasContent("a");

        Files.writeString(folder.resolve("a"), "another");
        assertThatThrownBy(() -> box.moveHere(root.entries("a").get(0))).hasMessageContaining("already");
        assertThat(folder.resolve("box/a")).hasContent("a");
    }
}
