/** Who holds which object: ids, counts per owner, and an owner wiped in one call. */
@NullMarked
package dev.valence.registry;

import org.jspecify.annotations.NullMarked;
