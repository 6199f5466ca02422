/** What hostile code can try in a page or beside it, and what it does not get. */
@NullMarked
package dev.valence.e2e.security;

import org.jspecify.annotations.NullMarked;
