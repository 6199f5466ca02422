/** Figures from samples. */

/**
 * The value below which the share `q` of the samples lies; between two samples, in proportion.
 *
 * @param {readonly number[]} sorted ascending, not empty
 */
export function quantile(sorted, q) {
  const position = (sorted.length - 1) * q
  const below = sorted[Math.floor(position)]
  const above = sorted[Math.ceil(position)]
  return below + (above - below) * (position - Math.floor(position))
}

/**
 * What is reported of samples, in their unit.
 *
 * @param {readonly number[]} samples not empty
 */
export function summary(samples) {
  const sorted = samples.toSorted((a, b) => a - b)
  return {
    calls: sorted.length,
    median: quantile(sorted, 0.5),
    p99: quantile(sorted, 0.99),
    mean: sorted.reduce((sum, sample) => sum + sample, 0) / sorted.length,
  }
}
