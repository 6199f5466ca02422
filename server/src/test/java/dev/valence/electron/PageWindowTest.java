package dev.valence.electron;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.valence.api.NotSupportedException;
import dev.valence.api.RendererGoneException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** The window around a page in a browser that Valence did not launch. */
class PageWindowTest {
    private final WindowDirectory directory = new WindowDirectory(Runnable::run);
    private final ScriptedRenderer renderer = new ScriptedRenderer();
    private final ScriptedPage page = new ScriptedPage();
    private final BrowserWindow window = directory.ofPage(renderer, page);

    @Test
    void windowIsMadeOncePerRenderer() {
        assertThat(directory.ofPage(renderer, page)).isSameAs(window);
        assertThat(directory.ofPage(new ScriptedRenderer(), new ScriptedPage())).isNotSameAs(window);
        assertThat(directory.windows()).hasSize(2);
    }

    @Test
    void questionsAreAnsweredFromWhatThePageReportedWithoutAskingIt() {
        assertThat(window.getTitle()).isEqualTo("Page");
        assertThat(window.getBounds()).isEqualTo(new Rectangle(1, 2, 300, 200));
        assertThat(window.isFocused()).isFalse();
        assertThat(window.webContents().getURL()).isEqualTo("http://localhost/");
        assertThat(window.webContents().isLoading()).isTrue();
        assertThat(page.asked).isEmpty();
    }

    @Test
    void pageIsAskedForWhatAPageCanDo() {
        window.setTitle("New");
        window.focus();
        window.setSize(10, 20);
        window.loadURL("http://localhost/next");
        window.reload();
        window.close();
        assertThat(page.asked)
                .containsExactly(
                        "setTitle [New]",
                        "focus []",
                        "setBounds [1, 2, 10, 20]",
                        "navigate [http://localhost/next]",
                        "reload []",
                        "close []");
        assertThat(window.getTitle()).isEqualTo("New");
    }

    @Test
    void whatAPageCannotDoIsAnErrorWithTheReason() {
        List<Consumer<BrowserWindow>> impossible = List.of(
                BrowserWindow::minimize,
                BrowserWindow::maximize,
                BrowserWindow::hide,
                BrowserWindow::isVisible,
                BrowserWindow::destroy,
                each -> assertThat(each.webContents().executeJavaScript("1", true))
                        .isNotNull());
        assertThat(impossible)
                .allSatisfy(member -> assertThatThrownBy(() -> member.accept(window))
                        .isInstanceOf(NotSupportedException.class)
                        .hasMessageContaining("did not launch"));
        assertThat(window.isDestroyed()).isFalse();
    }

    @Test
    void backendWithoutBrowserOpensNothing() {
        BrowserWindows windows = new BrowserWindows(directory, new PageWindows("this server has no display"));
        assertThatThrownBy(windows::create)
                .isInstanceOf(NotSupportedException.class)
                .hasMessageContaining("this server has no display");
    }

    @Test
    void reportedChangesAreEvents() {
        List<String> log = new ArrayList<>();
        for (String event : List.of("page-title-updated", "resize", "move", "focus", "blur")) {
            window.on(event, arguments -> log.add(event));
        }
        for (String event : List.of("dom-ready", "did-finish-load", "did-stop-loading")) {
            window.webContents().on(event, arguments -> log.add(event));
        }
        page.reports(page.state().withTitle("Other"));
        page.reports(page.state().withBounds(new Rectangle(1, 2, 400, 200)));
        page.reports(page.state().withBounds(new Rectangle(5, 2, 400, 200)));
        page.reports(page.state().withFocused(true));
        page.reports(page.state().withFocused(false).withReadyState("complete"));
        page.reports(page.state());
        assertThat(log)
                .containsExactly(
                        "page-title-updated",
                        "resize",
                        "move",
                        "focus",
                        "blur",
                        "dom-ready",
                        "did-finish-load",
                        "did-stop-loading");
        assertThat(window.getTitle()).isEqualTo("Other");
        assertThat(window.webContents().isLoading()).isFalse();
    }

    @Test
    void endOfTheDocumentClosesTheWindow() {
        List<String> log = new ArrayList<>();
        window.on("close", arguments -> log.add("close"));
        window.on("closed", arguments -> log.add("closed"));
        page.end();
        assertThat(log).containsExactly("close", "closed");
        assertThat(directory.windows()).isEmpty();
        assertThatThrownBy(window::getTitle).hasMessage("Object has been destroyed");
        assertThat(directory.ofPage(renderer, new ScriptedPage())).isNotSameAs(window);
    }

    @Test
    void refusedCloseLeavesTheWindowAndCanBeTriedAgain() {
        page.answers(CompletableFuture.failedFuture(new NotSupportedException("not opened by a script")));
        List<String> log = new ArrayList<>();
        window.on("close", arguments -> log.add("close"));
        window.close();
        window.close();
        assertThat(window.isDestroyed()).isFalse();
        assertThat(log).containsExactly("close", "close");
        page.answers(CompletableFuture.failedFuture(new RendererGoneException("gone")));
        window.close();
        page.end();
        assertThat(log).containsExactly("close", "close", "close");
    }

    @Test
    void scriptIsEvaluatedByThePage() {
        page.answers(CompletableFuture.completedFuture(42));
        assertThat(window.webContents().executeJavaScript("6 * 7")).isCompletedWithValue(42);
        assertThat(page.asked).containsExactly("evaluate 6 * 7");
    }
}
