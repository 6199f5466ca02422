package dev.valence.sample.files;

import dev.valence.api.Copy;
import dev.valence.api.Exposed;

/**
 * How far a job is.
 *
 * @param done what is behind it, in units of the job's own that go by as evenly as may be
 * @param total what {@code done} will be in the end
 * @param current the name of the entry at hand
 */
@Exposed
@Copy
public record Progress(long done, long total, String current) {}
