/** The sample application: Commander, and the documentation of {@code remote} as a page one can run. */
@NullMarked
package dev.valence.sample;

import org.jspecify.annotations.NullMarked;
