import { Presets, SingleBar } from 'cli-progress'
import { formatCount } from '../../../domain/format-count.ts'
import { shownLine } from '../../../domain/shown-text.ts'
import type { JsonlFileSource } from '../../../files/jsonl-file-source.ts'

const FRAMES_PER_SECOND = 5
/** With the numbers beside it, it fits into 80 cells. */
const BAR_CELLS = 20

/** How far a file is, on stderr: messages, rate, share of the file, time left. Silent unless stderr is a TTY. */
export class FileProgress {
  readonly #source: JsonlFileSource
  readonly #startedAt = performance.now()
  readonly #bar: SingleBar | undefined
  #messages = 0

  constructor(source: JsonlFileSource) {
    this.#source = source
    if (!process.stderr.isTTY) return
    const { totalBytes } = source.progress
    const share = totalBytes === null ? '' : ' {bar} {percentage}% | {timeLeft} left'
    this.#bar = new SingleBar(
      {
        format: `{messages} messages | {rate}/s |${share}`,
        stream: process.stderr,
        hideCursor: true,
        barsize: BAR_CELLS,
        clearOnComplete: true,
        fps: FRAMES_PER_SECOND,
      },
      Presets.shades_classic,
    )
    this.#bar.start(totalBytes ?? 0, 0, this.#values())
  }

  /** So many messages more. */
  add(messages: number): void {
    this.#messages += messages
    this.#bar?.update(this.#source.progress.bytesRead, this.#values())
  }

  /** A line for the user, in place of the bar, which is drawn below it again. */
  say(text: string): void {
    process.stderr.write(`${this.#bar ? '\r\x1b[K' : ''}axon: ${shownLine(text)}\n`)
  }

  end(): void {
    this.#bar?.stop()
  }

  #values(): Record<string, string> {
    const elapsedMs = Math.max(1, performance.now() - this.#startedAt)
    const { bytesRead, totalBytes } = this.#source.progress
    const msLeft = totalBytes && bytesRead > 0 ? (elapsedMs * (totalBytes - bytesRead)) / bytesRead : 0
    return {
      messages: formatCount(this.#messages),
      rate: formatCount(Math.round((this.#messages * 1_000) / elapsedMs)),
      timeLeft: `${Math.ceil(msLeft / 1_000)} s`,
    }
  }
}
