const LEAST = 20
const MOST = 10_000

/** Cells of a line on standard output: the terminal's; elsewhere what `COLUMNS` says, else no limit. */
export function outputWidth(): number {
  const { isTTY, columns } = process.stdout
  const cells = isTTY && columns > 0 ? columns : Number(/^\d+$/.exec(process.env.COLUMNS ?? '')?.[0])
  return cells >= LEAST && cells <= MOST ? cells : Number.POSITIVE_INFINITY
}
