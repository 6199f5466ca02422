/** The modules that {@code remote} shows as getters: one module a file, on what a browser offers through {@code WindowBackend}. */
@NullMarked
package dev.valence.electron;

import org.jspecify.annotations.NullMarked;
