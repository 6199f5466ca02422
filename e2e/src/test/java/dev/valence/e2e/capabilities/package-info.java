/** What pages may not do, tried by pages. */
@NullMarked
package dev.valence.e2e.capabilities;

import org.jspecify.annotations.NullMarked;
