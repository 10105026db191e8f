const QUOTE = 0x22
const BACKSLASH = 0x5c
const OPENING = [0x7b, 0x5b]
const CLOSING = [0x7d, 0x5d]

/** Follows how deep JSON nests while it passes by in pieces, without keeping any of it. */
export class JsonNesting {
  #depth = 0
  #isInString = false
  #isEscaped = false
  #hasOpened = false

  add(bytes: Buffer): void {
    for (const byte of bytes) {
      if (this.#isInString) {
        if (this.#isEscaped) this.#isEscaped = false
        else if (byte === BACKSLASH) this.#isEscaped = true
        else if (byte === QUOTE) this.#isInString = false
      } else if (byte === QUOTE) {
        this.#isInString = true
      } else if (OPENING.includes(byte)) {
        this.#depth += 1
        this.#hasOpened = true
      } else if (CLOSING.includes(byte)) {
        this.#depth -= 1
      }
    }
  }

  /** Every object and array that was opened is closed: no beginning of a JSON object is. */
  get isClosed(): boolean {
    return this.#hasOpened && this.#depth === 0 && !this.#isInString
  }
}
