/** How a page waits for Java, what it gets meanwhile and how every wait ends: DESIGN.md §8. */
@NullMarked
package dev.valence.e2e.bridge;

import org.jspecify.annotations.NullMarked;
