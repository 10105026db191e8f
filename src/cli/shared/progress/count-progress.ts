import { Presets, SingleBar } from 'cli-progress'
import { formatCount } from '../../../domain/format-count.ts'
import { shownLine } from '../../../domain/shown-text.ts'

const FRAMES_PER_SECOND = 5
const BAR_CELLS = 20

/** How many of so many are done, on stderr. Silent unless stderr is a TTY. */
export class CountProgress {
  readonly #total: number
  readonly #bar: SingleBar | undefined
  #count = 0

  /** `what` they are: `dead letters`. */
  constructor(what: string, total: number) {
    this.#total = total
    if (!process.stderr.isTTY || total === 0) return
    this.#bar = new SingleBar(
      {
        format: `{bar} {count} of {all} ${what}`,
        stream: process.stderr,
        hideCursor: true,
        clearOnComplete: true,
        barsize: BAR_CELLS,
        fps: FRAMES_PER_SECOND,
      },
      Presets.shades_classic,
    )
    this.#bar.start(total, 0, this.#values())
  }

  add(count: number): void {
    this.#count += count
    this.#bar?.update(Math.min(this.#count, this.#total), this.#values())
  }

  /** A line for the user, in place of the bar, which is drawn below it again. */
  say(text: string): void {
    process.stderr.write(`${this.#bar ? '\r\x1b[K' : ''}axon: ${shownLine(text)}\n`)
  }

  end(): void {
    this.#bar?.stop()
  }

  #values(): Record<string, string> {
    return { count: formatCount(this.#count), all: formatCount(this.#total) }
  }
}
