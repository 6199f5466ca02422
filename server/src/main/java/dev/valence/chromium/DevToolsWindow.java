package dev.valence.chromium;

import dev.valence.api.RendererGoneException;
import dev.valence.electron.BackendWindow;
import dev.valence.electron.LoadFailure;
import dev.valence.electron.PageState;
import dev.valence.electron.Rectangle;
import dev.valence.electron.WindowListener;
import dev.valence.protocol.PlainJson;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A window of the Chromium we launched: commands to its browser, which are waited for, and to its page, which never are. */
final class DevToolsWindow implements BackendWindow {
    private static final String NORMAL = "normal";

    private final PageSession session;
    private final PageLife life;
    private final PageAppearance appearance;
    private final Runnable onFront;
    private final PageEvaluation evaluation;

    /** A document that begins to load before our scripts are registered, in another process, would be without them. */
    private final Gate setUp = new Gate(false);

    /** @param onFront runs when the window was brought to the front */
    DevToolsWindow(PageSession session, PageLife life, PageAppearance appearance, Runnable onFront) {
        this.session = session;
        this.life = life;
        this.appearance = appearance;
        this.onFront = onFront;
        this.evaluation = new PageEvaluation(session);
    }

    PageLife life() {
        return life;
    }

    PageAppearance appearance() {
        return appearance;
    }

    @Override
    public void listen(WindowListener listener) {
        life.listen(listener);
        appearance.listen(listener);
    }

    @Override
    public PageState page() {
        return life.state(appearance.state());
    }

    @Override
    public boolean isOwn() {
        return true;
    }

    @Override
    public Rectangle bounds() {
        return unlessGone(
                () -> rectangle(place().fields("bounds")), appearance.state().bounds());
    }

    @Override
    public void setBounds(Rectangle bounds) {
        change(
                NORMAL,
                Map.of("left", bounds.x(), "top", bounds.y(), "width", bounds.width(), "height", bounds.height()));
    }

    @Override
    public void setTitle(String title) {
        appearance.titleSet(title);
        CompletableFuture<?> unused = evaluation
                .run("document.title = " + PlainJson.write(title))
                .whenComplete((done, failure) -> appearance.titleTaken());
    }

    @Override
    public void focus() {
        unlessGone(
                () -> session.askBrowser("Target.activateTarget", Map.of("targetId", session.target())), Fields.NONE);
        onFront.run();
    }

    @Override
    public void setState(WindowState state) {
        String name = state.name().toLowerCase(Locale.ROOT);
        change(name, Map.of("windowState", name));
    }

    @Override
    public WindowState state() {
        String name = unlessGone(() -> place().fields("bounds").text("windowState"), NORMAL);
        return switch (name) {
            case "minimized" -> WindowState.MINIMIZED;
            case "maximized", "fullscreen" -> WindowState.MAXIMIZED;
            default -> WindowState.NORMAL;
        };
    }

    @Override
    public void load(String url) {
        life.request(url);
        setUp.pass(() -> {
            CompletableFuture<?> unused = session.send("Page.navigate", Map.of("url", url))
                    .handle((answer, failure) -> failureOf(answer, failure, url))
                    .thenAccept(life::answered);
        });
    }

    /** Our scripts are in place: documents may be loaded. */
    void isSetUp() {
        setUp.open();
    }

    @Override
    public void reload() {
        life.requestAgain();
        session.tell("Page.reload", Map.of());
    }

    @Override
    public void close() {
        if (life.isCrashed() || life.isLeaving()) {
            // Nobody is there to be asked, and Chromium forgets a wish to close over a load that is under way.
            destroy();
            return;
        }
        life.closeAsked();
        session.tell("Page.close", Map.of());
    }

    @Override
    public void destroy() {
        session.pipe().tell(null, "Target.closeTarget", Map.of("targetId", session.target()));
    }

    @Override
    public CompletableFuture<@Nullable Object> evaluate(String code, boolean userGesture) {
        CompletableFuture<@Nullable Object> result = new CompletableFuture<>();
        life.whenIdle(() -> {
            CompletableFuture<@Nullable Object> value = life.isCrashed()
                    ? CompletableFuture.failedFuture(new RendererGoneException(
                            "The page has crashed or its window is closed: nothing is left to execute JavaScript"))
                    : evaluation.evaluate(code, userGesture);
            // Not on the thread that reads from Chromium: whoever waits for this may ask Chromium something.
            CompletableFuture<?> unused = value.whenCompleteAsync((done, failure) -> settle(result, done, failure));
        });
        return result;
    }

    /** Gives a document without a title the one that was set. */
    void lendTitle() {
        CompletableFuture<?> unused = evaluation.run("document.title ||= " + PlainJson.write(appearance.titleWanted()));
    }

    /** Only those that leave the document as it was: of all others Chromium shows an error page, and tells us by that. */
    private static @Nullable LoadFailure failureOf(@Nullable Fields answer, @Nullable Throwable failure, String url) {
        if (failure != null || answer == null) {
            return new LoadFailure(NetError.code("ERR_INVALID_URL"), "ERR_INVALID_URL", url);
        }
        String error = answer.text("errorText").replaceFirst("^net::", "");
        return error.equals(NetError.ABORTED) ? new LoadFailure(NetError.code(error), error, url) : null;
    }

    private static <T> void settle(CompletableFuture<T> result, T value, @Nullable Throwable failure) {
        if (failure == null) {
            result.complete(value);
        } else {
            Throwable cause = failure.getCause();
            result.completeExceptionally(failure instanceof CompletionException && cause != null ? cause : failure);
        }
    }

    private static Rectangle rectangle(Fields place) {
        return new Rectangle(place.whole("left"), place.whole("top"), place.whole("width"), place.whole("height"));
    }

    private Fields place() {
        return session.askBrowser("Browser.getWindowForTarget", Map.of("targetId", session.target()));
    }

    /** Chromium goes from one special state to another only by way of the normal one. */
    private void change(String state, Map<String, ?> bounds) {
        unlessGone(
                () -> {
                    Fields place = place();
                    int window = place.whole("windowId");
                    Fields from = place.fields("bounds");
                    appearance.foundAt(rectangle(from));
                    String before = from.text("windowState");
                    if (!before.equals(NORMAL) && !before.equals(state)) {
                        ask(window, Map.of("windowState", NORMAL));
                    }
                    return ask(window, bounds);
                },
                Fields.NONE);
    }

    private Fields ask(int window, Map<String, ?> bounds) {
        return session.askBrowser("Browser.setWindowBounds", Map.of("windowId", window, "bounds", bounds));
    }

    private <T> T unlessGone(Supplier<T> question, T otherwise) {
        try {
            return question.get();
        } catch (ChromiumException e) {
            // Chromium says that a window closed before it says that it does not know it any more.
            if (life.isClosed()) {
                return otherwise;
            }
            throw e;
        }
    }
}
