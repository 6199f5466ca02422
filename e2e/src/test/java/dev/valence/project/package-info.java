/** The project around the code: its scripts, its containers and the size of its files. */
@NullMarked
package dev.valence.project;

import org.jspecify.annotations.NullMarked;
