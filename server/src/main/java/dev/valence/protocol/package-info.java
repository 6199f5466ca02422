/** The wire as data: envelope, wire values, method names, error codes, and the codec that keeps their limits. JSON lives here only. */
@NullMarked
package dev.valence.protocol;

import org.jspecify.annotations.NullMarked;
