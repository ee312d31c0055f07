/** The middle value; of an even count the upper of the two. NaN of nothing. */
export function median(values: readonly number[]): number {
  return quantile(values, 0.5)
}

/** The value below which the share `q` (0 to 1) of all lies, by nearest rank. NaN of nothing. */
function quantile(values: readonly number[], q: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * q))] ?? Number.NaN
}

/** The geometric mean, which weighs a halving here as much as a doubling there. NaN of nothing. */
export function geometricMean(values: readonly number[]): number {
  return Math.exp(values.reduce((sum, value) => sum + Math.log(value), 0) / values.length)
}

export type Spread = {
  readonly p50: number
  readonly p95: number
  readonly p99: number
  readonly count: number
}

/** What is told of many times. */
export function spreadOf(values: readonly number[]): Spread {
  return {
    p50: quantile(values, 0.5),
    p95: quantile(values, 0.95),
    p99: quantile(values, 0.99),
    count: values.length,
  }
}
