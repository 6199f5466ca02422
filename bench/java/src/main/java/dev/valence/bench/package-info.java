/** What the browser benchmarks call: a main process with one module, and beside it a plain Jetty echo to compare it with. */
@NullMarked
package dev.valence.bench;

import org.jspecify.annotations.NullMarked;
