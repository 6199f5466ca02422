package dev.valence.sample.files;

import dev.valence.api.Copy;
import dev.valence.api.Exposed;

/**
 * How a job ended that did not fail.
 *
 * @param name of the entry that there is now, or was
 * @param entries how many were copied or deleted
 * @param skipped how many could not be read and were left out
 * @param cancelled whether someone stopped it before its end
 */
@Exposed
@Copy
public record Outcome(String name, long entries, long skipped, boolean cancelled) {}
