package dev.valence.chromium;

import dev.valence.electron.PageState;
import dev.valence.electron.Rectangle;
import dev.valence.electron.WindowListener;
import dev.valence.protocol.PlainJson;
import java.util.HashSet;
import java.util.Set;

/**
 * Title, place and keyboard of one window, as {@code page-reporter.js} last told. Reports come on the thread that reads the
 * pipe; all else may be called from any thread.
 */
final class PageAppearance {
    private static final Rectangle UNKNOWN = PageState.BLANK.bounds();

    private volatile WindowListener listener = WindowListener.NOBODY;
    private PageState state;
    private String titleWanted;
    private boolean hasKeyboard;

    /** Titles of the time before the page was given another, which it may still tell of until it has taken that one. */
    private final Set<String> titlesBefore = new HashSet<>();

    private int titlesUnderWay;

    /** Only a headless browser, which gives the keyboard to all pages at once, is told that another window is in front. */
    private boolean isInFront = true;

    /** @param title of the window until a document brings its own */
    PageAppearance(String title) {
        this.titleWanted = title;
        this.state = PageState.BLANK.withTitle(title);
    }

    /** Sets who is told, before anything happens. */
    void listen(WindowListener newListener) {
        listener = newListener;
    }

    /** What the page looks like, with nothing said of its document. */
    synchronized PageState state() {
        return state;
    }

    /** The title to give a document that has none of its own; empty where any will do. */
    synchronized String titleWanted() {
        return titleWanted;
    }

    /** Where the window is, from the browser; for the case that its page has not been laid out and does not know. */
    synchronized void foundAt(Rectangle bounds) {
        if (state.bounds().equals(UNKNOWN)) {
            state = state.withBounds(bounds);
        }
    }

    /** The page is being given a title; {@link #titleTaken} follows. */
    synchronized void titleSet(String title) {
        titlesUnderWay++;
        titlesBefore.add(state.title());
        titleWanted = title;
        state = state.withTitle(title);
    }

    /** The page has the title that it was given, or is gone. */
    synchronized void titleTaken() {
        titlesUnderWay--;
        if (titlesUnderWay == 0) {
            titlesBefore.clear();
        }
    }

    /** Says whether this window was the last to be brought to the front. */
    void inFront(boolean newInFront) {
        PageState before;
        PageState after;
        synchronized (this) {
            isInFront = newInFront;
            before = state;
            state = state.withFocused(isInFront && hasKeyboard);
            after = state;
        }
        tell(before, after);
    }

    /**
     * Takes in a report.
     *
     * @param isBlank whether it is of the document that nobody asked for, whose title means nothing
     * @return whether the document is parsed and has no title, but is to have one
     */
    boolean reported(String json, boolean isBlank) {
        Fields report = Fields.of(PlainJson.read(json));
        Fields place = report.fields("bounds");
        Rectangle bounds =
                new Rectangle(place.whole("x"), place.whole("y"), place.whole("width"), place.whole("height"));
        String title = report.text("title");
        PageState before;
        PageState after;
        boolean isToHaveTitle;
        synchronized (this) {
            hasKeyboard = report.flag("focused");
            before = state;
            state = state.withBounds(bounds.width() == 0 ? before.bounds() : bounds)
                    .withFocused(hasKeyboard && isInFront)
                    .withTitle(isBlank || title.isEmpty() || titlesBefore.contains(title) ? before.title() : title);
            after = state;
            isToHaveTitle = !titleWanted.isEmpty();
        }
        tell(before, after);
        return isToHaveTitle && !isBlank && title.isEmpty() && report.flag("parsed");
    }

    private void tell(PageState before, PageState after) {
        if (!before.title().equals(after.title())) {
            listener.titleChanged(after.title());
        }
        if (!before.bounds().equals(UNKNOWN) && !before.bounds().equals(after.bounds())) {
            listener.boundsChanged(before.bounds(), after.bounds());
        }
        if (before.focused() != after.focused()) {
            listener.focusChanged(after.focused());
        }
    }
}
