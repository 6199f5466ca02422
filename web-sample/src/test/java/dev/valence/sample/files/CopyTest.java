package dev.valence.sample.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CopyTest {
    @TempDir
    Path outside;

    private Path folder;
    private Workspace workspace;
    private FileSystem files;

    @BeforeEach
    void open() throws IOException {
        folder = outside.resolve("root");
        Files.createDirectories(folder.resolve("source/deep/deeper"));
        Files.createDirectories(folder.resolve("target"));
        Files.writeString(folder.resolve("source/one.txt"), "one");
        Files.writeString(folder.resolve("source/deep/two.txt"), "two");
        workspace = Workspace.open(folder);
        files = workspace.fileSystem();
    }

    @AfterEach
    void close() {
        workspace.close();
    }

    private Entry entry(String name) {
        return files.root.entries().stream()
                .filter(each -> each.name.equals(name))
                .findFirst()
                .orElseThrow();
    }

    private Folder target() {
        return files.folder("target");
    }

    @Test
    void folderIsCopiedWithEverythingInIt() throws IOException {
        Files.createSymbolicLink(folder.resolve("source/link"), Path.of("one.txt"));
        List<Progress> progress = new CopyOnWriteArrayList<>();

        Outcome outcome =
                target().copyHere(entry("source"), progress::add).done().join();

        assertThat(outcome).isEqualTo(new Outcome("source", 6, 0, false));
        assertThat(folder.resolve("target/source/one.txt")).hasContent("one");
        assertThat(folder.resolve("target/source/deep/two.txt")).hasContent("two");
        assertThat(folder.resolve("target/source/deep/deeper")).isDirectory();
        assertThat(Files.readSymbolicLink(folder.resolve("target/source/link"))).isEqualTo(Path.of("one.txt"));
        Progress last = progress.get(progress.size() - 1);
        assertThat(last.done()).isEqualTo(last.total());
    }

    @Test
    void copyKeepsTimeAndContentOfAFile() throws IOException {
        byte[] content = new byte[1_000_003];
        for (int i = 0; i < content.length; i++) {
            content[i] = (byte) (i * 31);
        }
        Path original = Files.write(folder.resolve("big.bin"), content);

        target().copyHere(entry("big.bin"), CopyTest::ignore).done().join();

        Path copy = folder.resolve("target/big.bin");
        assertThat(copy).hasBinaryContent(content);
        assertThat(Files.getLastModifiedTime(copy)).isEqualTo(Files.getLastModifiedTime(original));
    }

    @Test
    void takenNameGetsANumber() {
        target().copyHere(entry("source"), CopyTest::ignore).done().join();

        assertThat(target().copyHere(entry("source"), CopyTest::ignore)
                        .done()
                        .join()
                        .name())
                .isEqualTo("source (2)");
        assertThat(files.root
                        .copyHere(entry("source"), CopyTest::ignore)
                        .done()
                        .join()
                        .name())
                .isEqualTo("source (2)");
        assertThat(FileNames.numbered("report.tar.gz", 3)).isEqualTo("report.tar (3).gz");
        assertThat(FileNames.numbered(".profile", 2)).isEqualTo(".profile (2)");
    }

    @Test
    void linkIsCopiedAsALinkAndNeverFollowed() throws IOException {
        Files.createSymbolicLink(folder.resolve("out"), outside);

        target().copyHere(entry("out"), CopyTest::ignore).done().join();

        assertThat(Files.readSymbolicLink(folder.resolve("target/out"))).isEqualTo(outside);
    }

    @Test
    void folderIsNotCopiedIntoItself() {
        assertThatThrownBy(() -> files.folder("source/deep")
                        .copyHere(entry("source"), CopyTest::ignore)
                        .done()
                        .join())
                .hasMessageContaining("into itself");
        assertThat(folder.resolve("source/deep/source")).doesNotExist();
    }

    @Test
    void cancelledCopyLeavesNothingBehind() throws Exception {
        Files.write(folder.resolve("source/deep/deeper/big.bin"), new byte[8 << 20]);
        CountDownLatch cancelled = new CountDownLatch(1);
        // The job is held at its first report until it has been cancelled, so it cannot be through by then.
        Job<Outcome> job = target().copyHere(entry("source"), progress -> waitFor(cancelled));
        job.cancel();
        cancelled.countDown();

        assertThat(job.done().join().cancelled()).isTrue();
        assertThat(folder.resolve("target")).isEmptyDirectory();
    }

    @Test
    void copyEndsWithItsPage() throws Exception {
        PageDouble page = new PageDouble();
        CountDownLatch ended = new CountDownLatch(1);
        Job<Outcome> job = page.calls(() -> target().copyHere(entry("source"), progress -> waitFor(ended)));
        page.end();
        ended.countDown();

        assertThat(job.done().join().cancelled()).isTrue();
        assertThat(folder.resolve("target")).isEmptyDirectory();
    }

    @Test
    void pageForgetsACopyThatIsThrough() {
        PageDouble page = new PageDouble();

        page.calls(() -> target().copyHere(entry("source"), CopyTest::ignore))
                .done()
                .join();

        await().until(() -> page.endingCount() == 0);
    }

    @Test
    void unreadableFileIsSkippedAndCounted() throws IOException {
        Path pipe = folder.resolve("source/pipe");
        assumeTrue(makePipe(pipe), "needs mkfifo");

        Outcome outcome =
                target().copyHere(entry("source"), CopyTest::ignore).done().join();

        assertThat(outcome.skipped()).isEqualTo(1);
        assertThat(Files.exists(folder.resolve("target/source/pipe"), LinkOption.NOFOLLOW_LINKS))
                .isFalse();
        assertThat(folder.resolve("target/source/one.txt")).hasContent("one");
    }

    private static boolean makePipe(Path pipe) throws IOException {
        try {
            return new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor() == 0;
        } catch (InterruptedException stopped) {
            return false;
        }
    }

    private static void waitFor(CountDownLatch latch) {
        try {
            assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private static void ignore(Progress progress) {}
}
