package dev.valence.e2e.documents;

import static org.assertj.core.api.Assertions.assertThat;

import dev.valence.e2e.Page;
import dev.valence.e2e.PageExtension;
import java.time.Year;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What the README and the introduction promise, typed as they have it. */
class ExamplesIT {
    private static final Document README = Document.read("README.md");
    private static final Document GETTING_STARTED = Document.read("docs/getting-started.md");

    @RegisterExtension
    static final PageExtension java =
            PageExtension.strictly(main -> main.module("notes", README.newInstance("Notebook$Notes"))
                    .module("tasks", GETTING_STARTED.newInstance("Tasks")));

    /** The page keeps what the example prints, and gives what was printed by the end of its script. */
    private static final String RECORDING = """
            const printed = globalThis.printed = []
            const console = { log: (...values) => printed.push(values) }
            %s
            return [...printed]""";

    @Test
    void theReadmesPageDoesWhatItsCommentsSay(Page page) {
        page.open("plain.html");

        Object printed = page.run(RECORDING.formatted(README.inlineScript()));

        assertThat(printed).isEqualTo(List.of(List.of(1L, List.of("milk"))));
        page.eventually("return globalThis.printed[1]", List.of("added", "milk"));
    }

    @Test
    void theIntroductionsPageDoesWhatItsCommentsSay(Page page) {
        page.open("plain.html");

        Object printed = page.run(RECORDING.formatted(GETTING_STARTED.javaScript()));

        assertThat(printed)
                .isEqualTo(List.of(
                        List.of("write the page", (long) Year.now().getValue()),
                        List.of(1L, List.of("write the page")),
                        List.of("MarshalError", commentedError())));
        page.eventually(
                "return globalThis.printed.slice(3).flat().sort()",
                List.of("added", "write the page", "write the page"));
    }

    /** The message in the comment behind the line that prints it. */
    private static String commentedError() {
        return GETTING_STARTED.javaScript().replaceFirst("(?s).*// MarshalError (.*?)\\n.*", "$1");
    }
}
