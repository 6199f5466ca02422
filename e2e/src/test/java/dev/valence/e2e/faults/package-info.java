/** A network with faults, drawn by a seed, and an oracle that says what pages may see of them: nothing. */
@NullMarked
package dev.valence.e2e.faults;

import org.jspecify.annotations.NullMarked;
