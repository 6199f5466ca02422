/** What a call costs in Java alone: frame in, frame out, without sockets. {@code bench/run --server} runs it. */
@NullMarked
package dev.valence.bench.jmh;

import org.jspecify.annotations.NullMarked;
