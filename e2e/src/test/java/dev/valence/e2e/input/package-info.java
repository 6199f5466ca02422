/** Input that is wrong: each gets a clear error, nothing is lost, and the session goes on. */
@NullMarked
package dev.valence.e2e.input;

import org.jspecify.annotations.NullMarked;
