/** What a renderer may use: the capabilities that apply to it, decided for each module, member and argument. */
@NullMarked
package dev.valence.policy;

import org.jspecify.annotations.NullMarked;
