/** The behaviour table of {@code docs/values.md}, row by row. Every name of a test is a statement; the table names them. */
@NullMarked
package dev.valence.e2e.behaviour;

import org.jspecify.annotations.NullMarked;
