/** Finds and launches Chromium, speaks the DevTools protocol over a pipe, and serves windows with it. */
@NullMarked
package dev.valence.chromium;

import org.jspecify.annotations.NullMarked;
