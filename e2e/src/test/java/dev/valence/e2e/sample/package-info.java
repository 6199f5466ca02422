/** The sample, used as its users do: it is the smoke test of the whole. */
@NullMarked
package dev.valence.e2e.sample;

import org.jspecify.annotations.NullMarked;
