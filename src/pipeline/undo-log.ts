interface Keyed<K, V> {
  set(key: K, value: V): unknown
  delete(key: K): unknown
}

/**
 * What undoes the changes since a savepoint. A step is three places of one list that is used again and again: a closure for each change
 * would be a third of all that a batch makes.
 */
export class UndoLog {
  readonly #steps: unknown[] = []
  #length = 0

  /** At `key` stood `before`; undefined: nothing. */
  replaced<K, V>(map: Keyed<K, V>, key: K, before: V | undefined): void {
    this.#add(map, key, before)
  }

  replacedAt<T>(list: T[], index: number, before: T): void {
    this.#add(list, index, before)
  }

  pushed(list: unknown[]): void {
    this.#add(list, null, undefined)
  }

  added<T>(set: Set<T>, value: T): void {
    this.#add(set, value, undefined)
  }

  /** The changes are kept. */
  release(): void {
    this.#length = 0
  }

  /** Undoes the changes, the latest first. */
  rollback(): void {
    while (this.#length > 0) {
      this.#length -= 3
      const [target, key, before] = this.#steps.slice(this.#length, this.#length + 3)
      if (Array.isArray(target)) {
        if (key === null) target.pop()
        else target[key as number] = before
      } else if (before === undefined) (target as Keyed<unknown, unknown>).delete(key)
      else (target as Keyed<unknown, unknown>).set(key, before)
    }
  }

  #add(target: unknown, key: unknown, before: unknown): void {
    this.#steps[this.#length] = target
    this.#steps[this.#length + 1] = key
    this.#steps[this.#length + 2] = before
    this.#length += 3
  }
}
