package dev.valence.sample.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.valence.api.RendererGoneException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderWatchTest {
    /** Far beyond what the watch itself needs; the tests end when the condition holds. */
    private static final int DEADLINE_SECONDS = 10;

    @TempDir
    Path folder;

    private Workspace workspace;
    private FileSystem files;

    /** What the page was told: one answer, yet to be given, for each call. */
    private final BlockingQueue<CompletableFuture<String>> calls = new LinkedBlockingQueue<>();

    @BeforeEach
    void open() throws IOException {
        Files.createDirectory(folder.resolve("sub"));
        workspace = Workspace.open(folder);
        files = workspace.fileSystem();
    }

    @AfterEach
    void close() {
        workspace.close();
    }

    private CompletableFuture<String> pageFunction() {
        CompletableFuture<String> answer = new CompletableFuture<>();
        calls.add(answer);
        return answer;
    }

    private CompletableFuture<String> nextCall() throws InterruptedException {
        CompletableFuture<String> call = calls.poll(DEADLINE_SECONDS, TimeUnit.SECONDS);
        assertThat(call).as("a call of the page").isNotNull();
        return call;
    }

    @Test
    void creationChangeAndDeletionAreTold() throws Exception {
        files.root.watch(this::pageFunction);

        Files.writeString(folder.resolve("a"), "1");
        nextCall().complete("done");
        Files.writeString(folder.resolve("a"), "2");
        nextCall().complete("done");
        Files.delete(folder.resolve("a"));
        nextCall().complete("done");
    }

    @Test
    void whatHappensBeforeThePageAnswersIsOneCall() throws Exception {
        files.root.watch(this::pageFunction);
        Files.writeString(folder.resolve("first"), "");
        CompletableFuture<String> slow = nextCall();

        for (int i = 0; i < 50; i++) {
            Files.writeString(folder.resolve("file" + i), "");
        }
        // Another watch of the same folder is told at the same time, so the first one has heard of it by then.
        await().until(() -> listenedTo(files.root));
        assertThat(calls).isEmpty();
        slow.complete("done");

        nextCall().complete("done");
        assertThat(calls.size()).isLessThanOrEqualTo(1);
    }

    @Test
    void folderThatGoesAwayIsTold() throws Exception {
        files.folder("sub").watch(this::pageFunction);

        Files.delete(folder.resolve("sub"));

        nextCall().complete("done");
    }

    @Test
    void closedWatchTellsNothingAndCostsNothing() throws Exception {
        FolderWatch first = files.root.watch(this::pageFunction);
        FolderWatch second = files.root.watch(this::pageFunction);
        assertThat(workspace.watcher().watched()).isEqualTo(1);

        first.close();
        first.close();
        assertThat(workspace.watcher().watched()).isEqualTo(1);
        second.close();
        assertThat(workspace.watcher().watched()).isZero();
    }

    @Test
    void watchEndsWithItsPage() {
        PageDouble page = new PageDouble();
        page.calls(() -> files.root.watch(this::pageFunction));
        page.calls(() -> files.folder("sub").watch(this::pageFunction)).close();
        assertThat(page.endingCount()).isEqualTo(1);

        page.end();

        assertThat(workspace.watcher().watched()).isZero();
        assertThat(page.endingCount()).isZero();
    }

    @Test
    void watchEndsWhenItsFunctionIsGone() throws Exception {
        files.root.watch(() -> {
            throw new RendererGoneException("gone");
        });

        Files.writeString(folder.resolve("a"), "");

        await().until(() -> workspace.watcher().watched() == 0);
    }

    private boolean listenedTo(Folder watched) throws IOException, InterruptedException {
        BlockingQueue<String> heard = new LinkedBlockingQueue<>();
        FolderWatch other = watched.watch(() -> {
            heard.add("changed");
            return CompletableFuture.completedFuture(null);
        });
        Files.writeString(folder.resolve("marker"), "");
        boolean told = heard.poll(DEADLINE_SECONDS, TimeUnit.SECONDS) != null;
        other.close();
        return told;
    }
}
