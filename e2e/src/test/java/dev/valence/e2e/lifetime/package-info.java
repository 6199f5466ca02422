/** How long objects, callbacks, sessions and pages live, and what is left of them: docs/lifetime.md. */
@NullMarked
package dev.valence.e2e.lifetime;

import org.jspecify.annotations.NullMarked;
