/** Figures from samples. */

/**
 * The value below which the share `q` of the samples lies; between two samples, in proportion.
 *
 * @param {number[]} sorted ascending, not empty
 */
export function quantile(sorted, q) {
  const position = (sorted.length - 1) * q
  const below = sorted[Math.floor(position)]
  const above = sorted[Math.ceil(position)]
  return below + (above - below) * (position - Math.floor(position))
}

/** What is reported of samples: median and p99 in the unit of the samples, and how many there were. */
export function summary(samples) {
  const sorted = samples.slice().sort((a, b) => a - b)
  return { calls: sorted.length, median: quantile(sorted, 0.5), p99: quantile(sorted, 0.99) }
}
