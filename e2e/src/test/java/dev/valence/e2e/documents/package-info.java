/** The examples of the documents, compiled and run as they stand there. */
@NullMarked
package dev.valence.e2e.documents;

import org.jspecify.annotations.NullMarked;
