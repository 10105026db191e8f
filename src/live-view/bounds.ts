/** How much the dashboard keeps, whatever happens: its memory does not grow with what it watches. */
export const BOUNDS = {
  occurrences: 200,
  refusals: 100,
  deadLetters: 100,
  /** Samples of the throughput, {@link SAMPLE_MS} apart. */
  throughput: 120,
  commitTimes: 200,
  latencies: 1_000,
  logLines: 100,
  products: 20_000,
  activities: 20_000,
  events: 20_000,
  partitions: 1_000,
  /** Characters of a name; wider is no screen. */
  name: 300,
  /** Characters of a context, a payload or an error. */
  text: 600,
} as const

/** How far apart samples of rates are, ms: with 120 of them the sparkline shows one minute. */
export const SAMPLE_MS = 500

/** Newest first: what has just come, then what was there, as many as are kept. */
export function keepNewest<T>(come: readonly T[], there: readonly T[], most: number): readonly T[] {
  if (come.length === 0) return there
  return [...come.slice(-most).reverse(), ...there].slice(0, most)
}

/** Oldest first. */
export function keepLast<T>(there: readonly T[], come: readonly T[], most: number): readonly T[] {
  if (come.length === 0) return there
  return [...there, ...come].slice(-most)
}
