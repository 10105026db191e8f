/** Left behind at the front of the array at most, before it is moved up. */
const MOST_EMPTY = 1_024

/**
 * What waits, numbered in the order in which it came; each leaves by its number. A Map would do, but it replaces its table as keys come and
 * go, and each old table refers to the next: one that has outlived two collections of young objects keeps alive all that ever
 * waited after it, until the next full collection, which with 2 000 requests a second came every three seconds and cost 3 % of the time.
 */
export class NumberedQueue<T> {
  /** A gap, once it has left. */
  readonly #values: (T | null)[] = []
  /** Of the first in {@link #values}. */
  #firstNumber = 0
  /** Gaps at the front. */
  #empty = 0
  #size = 0

  get size(): number {
    return this.#size
  }

  /** Of the next that comes. */
  get nextNumber(): number {
    return this.#firstNumber + this.#values.length
  }

  get oldest(): T | null {
    return this.#values[this.#empty] ?? null
  }

  /** Its number is {@link nextNumber}. */
  add(value: T): void {
    this.#values.push(value)
    this.#size += 1
  }

  /** Null if it has left already. */
  take(number: number): T | null {
    const at = number - this.#firstNumber
    const value = this.#values[at] ?? null
    if (value === null) return null
    this.#values[at] = null
    this.#size -= 1
    while (this.#empty < this.#values.length && this.#values[this.#empty] === null) this.#empty += 1
    if (this.#empty >= MOST_EMPTY) this.#moveUp()
    return value
  }

  /** The oldest that this is true of, until it is not true of one. */
  takeWhile(isWanted: (value: T) => boolean): T[] {
    const taken: T[] = []
    for (let oldest = this.oldest; oldest !== null && isWanted(oldest); oldest = this.oldest)
      taken.push(this.take(this.#firstNumber + this.#empty)!)
    return taken
  }

  #moveUp(): void {
    this.#firstNumber += this.#empty
    this.#values.splice(0, this.#empty)
    this.#empty = 0
  }
}
