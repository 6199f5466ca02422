package dev.valence.e2e.documents;

import static org.assertj.core.api.Assertions.assertThat;

import dev.valence.e2e.Page;
import dev.valence.e2e.PageExtension;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Steps that do not block, typed as docs/threading.md has them, for the module of the introduction. */
class StepsExampleIT {
    @RegisterExtension
    static final PageExtension java = PageExtension.with(main ->
            main.module("tasks", Document.read("docs/getting-started.md").newInstance("Tasks")));

    @Test
    void stepsComeInTheOrderInWhichTheyWereMade(Page page) {
        page.open("plain.html").run("remote.require('tasks').add('dust')");

        String steps = Document.read("docs/threading.md").javaScript();

        assertThat(page.run(steps + "return [newest, count, text]")).isEqualTo(List.of("dust", 2L, "dust\nsweep"));
    }
}
