export interface LookUp<Key, Row> {
  /** Tells keys apart. */
  readonly textOf: (key: Key) => string
  /** Answers by {@link textOf}; what is missing does not exist. */
  readonly find: (keys: readonly Key[]) => Promise<ReadonlyMap<string, Row>>
  /** A question begins no sooner than this after the one before, ms, so that many keys share what one costs; default 0. */
  readonly gapMs?: number
}

/** How long an answer is waited for: within the 5 s of a request there is time for another try. */
const TIMEOUT_MS = 2_000

interface Asked<Key, Row> {
  readonly keys: Map<string, Key>
  readonly answer: Promise<ReadonlyMap<string, Row>>
  readonly begin: () => void
}

/** One question for all who ask at about the same time: keys gather while the question before is under way. */
export class SharedLookUp<Key, Row> {
  readonly #lookUp: LookUp<Key, Row>
  #next: Asked<Key, Row> | null = null
  #isUnderWay = false
  #begunAtMs = Number.NEGATIVE_INFINITY

  constructor(lookUp: LookUp<Key, Row>) {
    this.#lookUp = lookUp
  }

  /** The row; null if there is none. Rejects if the database does not answer in time. */
  async get(key: Key): Promise<Row | null> {
    const text = this.#lookUp.textOf(key)
    this.#next ??= this.#gather()
    const { keys, answer } = this.#next
    keys.set(text, key)
    this.#ask()
    return (await answer).get(text) ?? null
  }

  #gather(): Asked<Key, Row> {
    const keys = new Map<string, Key>()
    let begin: () => void = () => {}
    const begun = new Promise<void>((resolve) => {
      begin = resolve
    })
    const answer = begun.then(() => within(TIMEOUT_MS, this.#lookUp.find([...keys.values()])))
    return { keys, answer, begin }
  }

  #ask(): void {
    if (this.#isUnderWay) return
    this.#isUnderWay = true
    const ask = (): void => {
      const asked = this.#next!
      this.#next = null
      this.#begunAtMs = performance.now()
      asked.begin()
      const done = (): void => {
        this.#isUnderWay = false
        if (this.#next) this.#ask()
      }
      asked.answer.then(done, done)
    }
    const delayMs = (this.#lookUp.gapMs ?? 0) - (performance.now() - this.#begunAtMs)
    if (delayMs > 0) setTimeout(ask, delayMs)
    // What is asked in the same turn of the event loop goes along.
    else setImmediate(ask)
  }
}

function within<T>(timeoutMs: number, work: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const late = setTimeout(() => reject(new Error(`no answer within ${timeoutMs} ms`)), timeoutMs)
    work.then(resolve, reject).finally(() => clearTimeout(late))
  })
}
