/** One page's conversation: order, callbacks, dispatch, threads, deadlines, and what leaves the process in an error. */
@NullMarked
package dev.valence.session;

import org.jspecify.annotations.NullMarked;
