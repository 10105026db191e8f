/** Lines that are written to the terminal again when the screen is free. */
const MOST_LINES = 200

/**
 * Takes what is written to stderr while the dashboard has the screen: line by line to `onLine`, and once more, the newest
 * lines, to stderr itself when it is released. Stderr that goes to a file is left alone.
 */
export class CapturedStderr {
  readonly #onLine: (line: string) => void
  readonly #write = process.stderr.write
  #lines: string[] = []
  #rest = ''

  constructor(onLine: (line: string) => void) {
    this.#onLine = onLine
  }

  capture(): void {
    if (!process.stderr.isTTY) return
    process.stderr.write = (chunk: string | Uint8Array, ...rest: unknown[]): boolean => {
      this.#take(typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString('utf8'))
      const done = rest.find((argument) => typeof argument === 'function')
      if (done) queueMicrotask(done as () => void)
      return true
    }
    // Also when the process ends on its own: what was said last matters most.
    process.once('exit', this.release)
  }

  readonly release = (): void => {
    if (process.stderr.write === this.#write) return
    process.stderr.write = this.#write
    process.off('exit', this.release)
    const text = [...this.#lines, ...(this.#rest === '' ? [] : [this.#rest])].join('\n')
    this.#lines = []
    if (text !== '') process.stderr.write(`${text}\n`)
  }

  #take(text: string): void {
    const lines = (this.#rest + text).split('\n')
    this.#rest = lines.pop() ?? ''
    for (const line of lines) this.#onLine(line)
    this.#lines = [...this.#lines, ...lines].slice(-MOST_LINES)
  }
}
