package dev.valence.session;

import dev.valence.api.RendererGoneException;
import dev.valence.electron.PagePort;
import dev.valence.electron.PageState;
import dev.valence.electron.Rectangle;
import dev.valence.protocol.LogBudget;
import dev.valence.protocol.OpenPage;
import dev.valence.protocol.WireNames;
import dev.valence.protocol.WireValue;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/** What the page says of its own window, for windows in browsers that Valence did not launch. */
final class PageReport implements PagePort {
    private static final Logger LOG = LoggerFactory.getLogger(PageReport.class);

    private final Session session;
    private final LogBudget log;
    private volatile PageState state;
    private volatile @Nullable Listener listener;

    /** @param log what it takes of a page that refuses what it is asked for */
    PageReport(Session session, OpenPage page, LogBudget log) {
        this.session = session;
        this.log = log;
        this.state = with(
                PageState.BLANK.withReadyState("loading"),
                new OpenPage.Change(page.url(), page.title(), page.bounds(), page.focused(), null));
    }

    /** The page reported something. */
    void changed(OpenPage.Change change) {
        state = with(state, change);
        Listener told = listener;
        if (told != null) {
            told.changed();
        }
    }

    private static PageState with(PageState before, OpenPage.Change change) {
        OpenPage.Bounds bounds = change.bounds();
        return new PageState(
                change.url() == null ? before.url() : change.url(),
                change.title() == null ? before.title() : change.title(),
                bounds == null
                        ? before.bounds()
                        : new Rectangle(bounds.x(), bounds.y(), bounds.width(), bounds.height()),
                change.focused() == null ? before.focused() : change.focused(),
                change.readyState() == null ? before.readyState() : change.readyState());
    }

    @Override
    public PageState state() {
        return state;
    }

    @Override
    public CompletionStage<@Nullable Object> evaluate(String code) {
        return session.toPage()
                .ask(WireNames.PAGE_EVALUATE, Object.class, marshaller -> List.of(new WireValue.Plain(code)));
    }

    @Override
    public CompletionStage<@Nullable Object> window(String operation, @Nullable Object... arguments) {
        return session.toPage()
                .ask(
                        WireNames.PAGE_WINDOW,
                        Object.class,
                        marshaller -> List.of(
                                new WireValue.Plain(operation), marshaller.marshalArguments(arguments, operation)))
                .whenComplete((done, failure) -> {
                    if (failure != null) {
                        refused(operation, failure);
                    }
                });
    }

    /** The page wrote the reason and the address. To navigate, reload and close end the document, so that nobody is left to answer. */
    private void refused(String operation, Throwable failure) {
        Throwable cause = failure.getCause();
        Throwable reason = failure instanceof CompletionException && cause != null ? cause : failure;
        if (!(reason instanceof RendererGoneException)) {
            log.tell(
                    LOG,
                    Level.WARN,
                    () -> "The page " + Audit.clean(state.url()) + " did not " + operation + ": "
                            + Audit.clean(reason.getMessage()));
        }
    }

    @Override
    public void listen(Listener newListener) {
        listener = newListener;
        session.onEnded(newListener::gone);
    }
}
