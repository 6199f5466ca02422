package dev.valence.electron;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** A window of no browser: writes down what it is told, and a test says what happens to it. */
public final class ScriptedWindow implements BackendWindow {
    final List<String> told = new ArrayList<>();
    WindowListener browser = WindowListener.NOBODY;
    PageState page = PageState.BLANK;
    boolean closesWhenAsked = true;

    private final boolean isOwn;
    private WindowState state = WindowState.NORMAL;

    public ScriptedWindow(boolean isOwn) {
        this.isOwn = isOwn;
    }

    /** Opens scripted windows of Valence's own. */
    record Backend(WindowDirectory directory, List<ScriptedWindow> opened) implements WindowBackend {
        Backend(WindowDirectory directory) {
            this(directory, new ArrayList<>());
        }

        @Override
        public BrowserWindow open(BrowserWindowOptions options) {
            ScriptedWindow window = new ScriptedWindow(true);
            window.page = PageState.BLANK
                    .withTitle(options.titleOrDefault())
                    .withBounds(new Rectangle(0, 0, options.widthOrDefault(), options.heightOrDefault()));
            opened.add(window);
            return directory.enter(directory.mint(), window);
        }

        @Override
        public Optional<String> browserVersion() {
            return Optional.of("156.0.1.2");
        }

        ScriptedWindow last() {
            return opened.get(opened.size() - 1);
        }
    }

    @Override
    public void listen(WindowListener listener) {
        browser = listener;
    }

    @Override
    public PageState page() {
        return page;
    }

    @Override
    public boolean isOwn() {
        return isOwn;
    }

    @Override
    public Rectangle bounds() {
        return page.bounds();
    }

    @Override
    public void setBounds(Rectangle bounds) {
        page = page.withBounds(bounds);
    }

    @Override
    public void setTitle(String title) {
        page = page.withTitle(title);
    }

    @Override
    public void focus() {
        told.add("focus");
    }

    @Override
    public void setState(WindowState newState) {
        state = newState;
    }

    @Override
    public WindowState state() {
        return state;
    }

    @Override
    public void load(String url) {
        told.add("load " + url);
    }

    @Override
    public void reload() {
        told.add("reload");
    }

    @Override
    public void close() {
        told.add("close");
        if (closesWhenAsked) {
            browser.closed();
        } else {
            browser.closeRefused();
        }
    }

    @Override
    public void destroy() {
        told.add("destroy");
        browser.closed();
    }

    @Override
    public CompletableFuture<Object> evaluate(String code, boolean userGesture) {
        return CompletableFuture.completedFuture(code);
    }
}
