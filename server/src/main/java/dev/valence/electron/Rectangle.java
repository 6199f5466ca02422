package dev.valence.electron;

import dev.valence.api.Copy;
import dev.valence.api.Exposed;

/**
 * Where a window is and how large: frame included, in device-independent pixels of the screen. Crosses as a plain object, as
 * Electron's does.
 */
@Copy
@Exposed
public record Rectangle(int x, int y, int width, int height) {
    /** Whether the other one is as large as this one. */
    boolean hasSizeOf(Rectangle other) {
        return width == other.width && height == other.height;
    }

    /** Whether the other one begins where this one does. */
    boolean hasPlaceOf(Rectangle other) {
        return x == other.x && y == other.y;
    }
}
