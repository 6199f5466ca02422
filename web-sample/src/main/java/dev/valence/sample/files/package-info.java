/** The Java half of Commander: folders and files below one root, as objects that pages hold. */
@NullMarked
package dev.valence.sample.files;

import org.jspecify.annotations.NullMarked;
