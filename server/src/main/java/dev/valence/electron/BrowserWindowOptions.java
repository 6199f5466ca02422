package dev.valence.electron;

import org.jspecify.annotations.Nullable;

/**
 * What {@code new BrowserWindow(…)} takes. Everything may be left out.
 *
 * @param width of the window in pixels, frame included; default 800
 * @param height likewise; default 600
 * @param x left edge on the screen; default: centered. Counts only together with {@code y}, as in Electron
 * @param y upper edge on the screen; see {@code x}
 * @param title the title until a document brings its own; default empty
 * @param show whether the window is visible at once; default true
 */
public record BrowserWindowOptions(
        @Nullable Integer width,
        @Nullable Integer height,
        @Nullable Integer x,
        @Nullable Integer y,
        @Nullable String title,
        @Nullable Boolean show) {

    private static final int DEFAULT_WIDTH = 800;
    private static final int DEFAULT_HEIGHT = 600;

    /** Refuses sizes that no window can have. */
    public BrowserWindowOptions {
        if ((width != null && width <= 0) || (height != null && height <= 0)) {
            throw new IllegalArgumentException(
                    "a window is at least 1 pixel wide and high, not " + width + " × " + height);
        }
    }

    /** Nothing said: 800 × 600, centered, visible, without a title. */
    public static BrowserWindowOptions defaults() {
        return new BrowserWindowOptions(null, null, null, null, null, null);
    }

    /** A visible, centered window of the given size. */
    public static BrowserWindowOptions ofSize(int width, int height) {
        return new BrowserWindowOptions(width, height, null, null, null, null);
    }

    /** The width asked for, or the default. */
    public int widthOrDefault() {
        return width == null ? DEFAULT_WIDTH : width;
    }

    /** The height asked for, or the default. */
    public int heightOrDefault() {
        return height == null ? DEFAULT_HEIGHT : height;
    }

    /** The title asked for, or the empty string. */
    public String titleOrDefault() {
        return title == null ? "" : title;
    }

    /** Whether the window is to be visible at once. */
    public boolean showOrDefault() {
        return show == null || show;
    }
}
