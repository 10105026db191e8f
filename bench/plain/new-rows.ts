/** Rows of a table that a finished replay added. */
export interface NewRows {
  /** The id that the first of them follows. */
  readonly after: number
  readonly count: number
}

/** The ids of one of so many batches of equal size: those above the first, up to the second. */
export function idsOfBatch({ after, count }: NewRows, batch: number, batches: number): [number, number] {
  const size = Math.ceil(count / batches)
  return [after + batch * size, after + (batch + 1) * size]
}
