/** Java value ↔ wire value. What cannot cross is an error that carries the path of the value. */
@NullMarked
package dev.valence.marshal;

import org.jspecify.annotations.NullMarked;
