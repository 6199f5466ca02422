/** Composition of a main process. May see everything; nothing may see it. */
@NullMarked
package dev.valence;

import org.jspecify.annotations.NullMarked;
