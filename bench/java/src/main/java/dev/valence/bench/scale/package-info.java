/** How much a main process bears: many renderers, each a connection over loopback, beside as many of a plain Jetty. */
@NullMarked
package dev.valence.bench.scale;

import org.jspecify.annotations.NullMarked;
