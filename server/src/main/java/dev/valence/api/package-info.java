/** What an application imports: annotations, page functions, events, renderers, limits, and what can go wrong. Depends on nothing of ours. */
@NullMarked
package dev.valence.api;

import org.jspecify.annotations.NullMarked;
