/** Of one hour, one run and one number: they sort by time. */
export const logFileName = (hour: string, run: string, number: number): string =>
  `behavior-${hour}-${run}-${String(number).padStart(4, '0')}.jsonl`

/** The run whose file it is; null for other files. */
export const runOfLogFile = (name: string): string | null =>
  /^behavior-\d{8}T\d{2}Z-([0-9a-f]{8})-\d{4,}\.jsonl$/.exec(name)?.[1] ?? null

/** When the lines of a file were written, as {@link hourOf} says it. */
export const hourOfLogFile = (name: string): string => name.split('-')[1] ?? ''

/** What a run holds locked as long as it lives. */
export const lockFileName = (run: string): string => `${run}.lock`

export const runOfLockFile = (name: string): string | null => /^([0-9a-f]{8})\.lock$/.exec(name)?.[1] ?? null

/** `20261127T03Z` */
export const hourOf = (atMs: number): string =>
  `${new Date(atMs).toISOString().slice(0, 13).replaceAll('-', '')}Z`
