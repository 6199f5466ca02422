/** The modules that the page {@code electron-remote.html} requires. */
@NullMarked
package dev.valence.sample.documentation;

import org.jspecify.annotations.NullMarked;
