package dev.valence.e2e.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.valence.e2e.Page;
import dev.valence.e2e.PageExtension;
import dev.valence.sample.Commander;
import dev.valence.sample.files.Workspace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Commander, by its buttons and keys, with the disk as the witness. */
class CommanderIT {
    @TempDir
    static Path root;

    private static Workspace workspace;

    @RegisterExtension
    static final PageExtension java = PageExtension.strictly(main -> {
        try {
            workspace = Workspace.open(root);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        Commander.furnish(main, workspace);
    });

    private static final String ROWS =
            "return [...document.querySelectorAll('#rows tr[data-name]')].map(row => row.dataset.name).sort()";

    private static final String HELD = """
            const { objects, callbacks } = document.querySelector('#held').dataset
            return `${objects} ${callbacks}`""";

    @BeforeEach
    void fill() throws IOException {
        Files.writeString(root.resolve("notes.txt"), "first line\nsecond line\n");
        Files.createDirectories(root.resolve("inner"));
    }

    @AfterAll
    static void close() {
        workspace.close();
    }

    private static Page open(Page page) {
        page.open("index.html");
        page.eventually("return document.querySelector('#rows tr[data-name=\"notes.txt\"]') !== null", true);
        return page;
    }

    private static void select(Page page, String name) {
        page.run("document.querySelector('#rows tr[data-name=\"" + name + "\"]').click()");
    }

    private static void answer(Page page, String text) {
        page.eventually("return document.querySelector('#ask').open", true);
        page.run("""
                const input = document.querySelector('#ask-input')
                input.value = '%s'
                input.dispatchEvent(new Event('input', { bubbles: true }))
                document.querySelector('#ask-ok').click()""".formatted(text));
    }

    private static void press(Page page, String button) {
        page.run("document.querySelector('#" + button + "').click()");
    }

    @Test
    void aSelectedTextFileIsPreviewed(Page page) {
        open(page);

        select(page, "notes.txt");

        page.eventually("return document.querySelector('#preview').dataset.name", "notes.txt");
        page.eventually("return document.querySelector('#preview').textContent.includes('second line')", true);
    }

    @Test
    void aFileThatAppearsOnTheDiskAppearsInTheList(Page page) throws IOException {
        open(page);

        Files.writeString(root.resolve("appeared.txt"), "here");

        page.eventually("return document.querySelector('#rows tr[data-name=\"appeared.txt\"]') !== null", true);
        Files.delete(root.resolve("appeared.txt"));
        page.eventually("return document.querySelector('#rows tr[data-name=\"appeared.txt\"]') === null", true);
    }

    @Test
    void aNewFolderIsOnTheDiskAndInTheList(Page page) throws IOException {
        open(page);

        press(page, "new-folder");
        answer(page, "fresh");

        await().untilAsserted(() -> assertThat(root.resolve("fresh")).isDirectory());
        page.eventually("return document.querySelector('#rows tr[data-name=fresh]') !== null", true);
        Files.delete(root.resolve("fresh"));
    }

    @Test
    void aFileIsRenamed(Page page) throws IOException {
        open(page);

        select(page, "notes.txt");
        press(page, "rename");
        answer(page, "renamed.txt");

        await().untilAsserted(() -> assertThat(root.resolve("renamed.txt")).exists());
        page.eventually(ROWS + ".includes('renamed.txt')", true);
        Files.move(root.resolve("renamed.txt"), root.resolve("notes.txt"));
    }

    @Test
    void aCopyIsMadeWhileThePageLooksOnAndADeletionIsAskedFor(Page page) throws IOException {
        Files.write(root.resolve("large.bin"), new byte[5 << 20]);
        open(page);
        page.eventually(ROWS + ".includes('large.bin')", true);

        page.run("""
                globalThis.figures = []
                const look = () => figures.push(...document.querySelector('#jobs').innerText.match(/\\d+ %/g) ?? [])
                new MutationObserver(look).observe(document.querySelector('#jobs'), { childList: true, subtree: true })""");
        select(page, "large.bin");
        press(page, "copy");
        press(page, "paste");
        page.eventually("return figures.includes('100 %')", true);
        page.eventually("return document.querySelectorAll('#rows tr[data-name*=large]').length", 2L);
        String copy = String.valueOf(page.run(ROWS + ".find(name => name.includes('large') && name !== 'large.bin')"));
        await().untilAsserted(() -> assertThat(root.resolve(copy)).hasSize(5 << 20));

        select(page, copy);
        press(page, "delete");
        page.eventually("return document.querySelector('#ask').open", true);
        press(page, "ask-ok");
        await().untilAsserted(() -> assertThat(root.resolve(copy)).doesNotExist());
        Files.delete(root.resolve("large.bin"));
    }

    @Test
    void aReloadBringsTheBadgeBackToTheSameFigure(Page page) {
        open(page);
        page.eventually("return Number(document.querySelector('#held').dataset.callbacks) > 0", true);
        Object before = page.run(HELD);

        for (int i = 0; i < 5; i++) {
            page.reload();
        }

        page.eventually(HELD, before);
        assertThat(java.holdings().sessions()).isOne();
    }

    @Test
    void aTreeOfManyFoldersIsReadByPlainLoops(Page page) throws IOException {
        for (int i = 0; i < 40; i++) {
            Files.createDirectories(root.resolve("inner/folder-" + i));
        }
        open(page);

        page.run(
                "document.querySelector('#tree [role=treeitem][data-path$=inner] .twisty').dispatchEvent(new MouseEvent('click', { bubbles: true }))");

        page.eventually("return document.querySelectorAll('#tree [role=treeitem]').length >= 42", true);
        assertThat(java.holdings().objectsByClass()).containsKey("dev.valence.sample.files.Folder");
    }
}
