/** Windows and their contents, as pages and Java see them: Electron's documentation of {@code remote}, statement by statement. */
@NullMarked
package dev.valence.e2e.window;

import org.jspecify.annotations.NullMarked;
