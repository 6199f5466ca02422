/** Reflection and nothing else: what of a type is exposed, which overload is meant, and the call itself. */
@NullMarked
package dev.valence.invoke;

import org.jspecify.annotations.NullMarked;
