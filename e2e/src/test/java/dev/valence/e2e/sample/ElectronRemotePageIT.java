package dev.valence.e2e.sample;

import static org.assertj.core.api.Assertions.assertThat;

import dev.valence.e2e.Page;
import dev.valence.e2e.PageExtension;
import dev.valence.sample.Commander;
import dev.valence.sample.files.Workspace;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Every statement of Electron's documentation, as the sample's page tries it. */
class ElectronRemotePageIT {
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

    @AfterAll
    static void close() {
        workspace.close();
    }

    private static final String FAILED = """
            return [...document.querySelectorAll('article[data-state=failed]')].map(each => `${each.id}: ${each.innerText}`)""";

    @Test
    void everyStatementComesOutAsExpected(Page page) {
        page.open("electron-remote.html");
        page.eventually("return Number(document.querySelector('#summary')?.dataset.total ?? 0) > 20", true);

        page.run("document.querySelector('#run-all').click()");
        page.eventually(
                "return document.querySelectorAll('article[data-state=running], article[data-state=idle]').length <= 1",
                true);

        assertThat(page.run(FAILED)).isEqualTo(List.of());
        assertThat(page.run("return Number(document.querySelector('#summary').dataset.passed)"))
                .isEqualTo(page.run("return Number(document.querySelector('#summary').dataset.total) - 1"));
    }

    @Test
    void theStatementThatOpensAWindowDoesSo(Page page) {
        page.open("electron-remote.html");
        page.eventually("return document.querySelector('article small') !== null", true);

        page.run("document.querySelector('article small').closest('article').querySelector('button').click()");

        page.eventually("return document.querySelector('article small').closest('article').dataset.state", "passed");
    }
}
