/** One piece of work after the other, in the order in which they were asked for. */
export type TakeTurn = <T>(work: () => Promise<T>) => Promise<T>

/** Turns where nothing else writes. */
export class Turns {
  #last: Promise<unknown> = Promise.resolve()

  readonly take: TakeTurn = (work) => {
    const done = this.#last.then(work)
    this.#last = done.catch(() => {})
    return done
  }
}
