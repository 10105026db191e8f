const OPEN = 0
const DRAWING = 1
const CLOSED = 2

/** How long the end of the process waits for a frame that is being written, ms. */
const LONGEST_WRITE_MS = 200

/**
 * Who may write to the terminal: the drawing thread a frame at a time, until the main thread closes the screen for good. So no
 * frame comes after the terminal was restored, on whatever way the process ends.
 */
export class ScreenLock {
  readonly buffer: SharedArrayBuffer
  readonly #cell: Int32Array

  constructor(buffer = new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT)) {
    this.buffer = buffer
    this.#cell = new Int32Array(buffer)
  }

  /** Runs `write` unless the screen is closed. */
  whileOpen(write: () => void): void {
    if (Atomics.compareExchange(this.#cell, 0, OPEN, DRAWING) !== OPEN) return
    try {
      write()
    } finally {
      Atomics.compareExchange(this.#cell, 0, DRAWING, OPEN)
      Atomics.notify(this.#cell, 0)
    }
  }

  /** Waits for the frame in hand, blocking, and lets no other begin. */
  close(): void {
    const until = performance.now() + LONGEST_WRITE_MS
    while (Atomics.compareExchange(this.#cell, 0, OPEN, CLOSED) === DRAWING) {
      const left = until - performance.now()
      if (left <= 0) break
      Atomics.wait(this.#cell, 0, DRAWING, left)
    }
    Atomics.store(this.#cell, 0, CLOSED)
  }
}
