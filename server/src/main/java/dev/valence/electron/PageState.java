package dev.valence.electron;

/**
 * What is known of the document in a window without asking it: the page may be waiting for Java at this very moment.
 *
 * @param url address of the document, or of the one being loaded; empty before the first
 * @param title of the document
 * @param bounds of the window around it, as last heard
 * @param focused whether the document has the keyboard
 * @param readyState {@code loading}, {@code interactive} or {@code complete}, as {@code document.readyState}
 */
public record PageState(String url, String title, Rectangle bounds, boolean focused, String readyState) {
    /** A window in which nothing was loaded yet. */
    public static final PageState BLANK = new PageState("", "", new Rectangle(0, 0, 0, 0), false, "complete");

    /** Whether a document is on its way. */
    public boolean isLoading() {
        return !readyState.equals("complete");
    }

    /** This state with another address. */
    public PageState withUrl(String newUrl) {
        return new PageState(newUrl, title, bounds, focused, readyState);
    }

    /** This state with another title. */
    public PageState withTitle(String newTitle) {
        return new PageState(url, newTitle, bounds, focused, readyState);
    }

    /** This state with other bounds. */
    public PageState withBounds(Rectangle newBounds) {
        return new PageState(url, title, newBounds, focused, readyState);
    }

    /** This state with or without the keyboard. */
    public PageState withFocused(boolean newFocused) {
        return new PageState(url, title, bounds, newFocused, readyState);
    }

    /** This state at another stage of loading. */
    public PageState withReadyState(String newReadyState) {
        return new PageState(url, title, bounds, focused, newReadyState);
    }
}
