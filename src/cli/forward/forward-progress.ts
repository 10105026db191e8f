import { Presets, SingleBar } from 'cli-progress'
import type { ForwardEvent } from '../../behavior-log/forward/forward-event.ts'
import type { Waiting } from '../../behavior-log/forward/forwarding.ts'
import { formatCount } from '../../domain/format-count.ts'
import type { LogTarget } from '../../monitoring/log-stream.ts'

const FRAMES_PER_SECOND = 5
const LOOK_EVERY_MS = 1_000
const RATE_OVER_LOOKS = 5

/** How shipping goes, in one line below the log. Silent unless stderr is a TTY. */
export class ForwardProgress implements LogTarget {
  readonly isTTY = process.stderr.isTTY === true
  #bar: SingleBar | undefined
  #timer: NodeJS.Timeout | undefined
  #shipped = 0
  #refused = 0
  #waiting: Waiting | null = null
  #outage = false
  /** What was shipped at the last looks. */
  #looks: number[] = [0]

  begin(waiting: () => Promise<Waiting>): void {
    if (!this.isTTY) return
    this.#bar = new SingleBar(
      {
        format: '{shipped} shipped | {rate}/s | {waiting} | {refused} refused{away}',
        stream: process.stderr,
        hideCursor: true,
        clearOnComplete: true,
        fps: FRAMES_PER_SECOND,
      },
      Presets.shades_classic,
    )
    this.#bar.start(1, 0, this.#values())
    this.#timer = setInterval(async () => {
      this.#waiting = await waiting()
      this.#looks = [...this.#looks, this.#shipped].slice(-RATE_OVER_LOOKS)
      this.#draw()
    }, LOOK_EVERY_MS).unref()
  }

  listen(event: ForwardEvent): void {
    if (event.type === 'shipped') this.#shipped += event.documents
    if (event.type === 'refused') this.#refused += event.documents
    if (event.type === 'sink-away') this.#outage = true
    if (event.type === 'sink-back') this.#outage = false
    this.#draw()
  }

  /** Lines of the log, in place of the one below, which is drawn again. */
  write(text: string): void {
    process.stderr.write(`${this.#bar ? '\r\x1b[K' : ''}${text}`)
  }

  end(): void {
    clearInterval(this.#timer)
    this.#bar?.stop()
    this.#bar = undefined
  }

  #draw(): void {
    this.#bar?.update(0, this.#values())
  }

  #values(): Record<string, string> {
    const [before = 0] = this.#looks
    const rate = (this.#shipped - before) / Math.max(1, this.#looks.length - 1)
    return {
      shipped: formatCount(this.#shipped),
      refused: formatCount(this.#refused),
      rate: formatCount(Math.round(rate)),
      waiting: waitingText(this.#waiting),
      away: this.#outage ? ' | the sink is away' : '',
    }
  }
}

function waitingText(waiting: Waiting | null): string {
  if (!waiting || waiting.amount === null) return 'looking'
  if (waiting.unit === 'documents') return `${formatCount(waiting.amount)} wait`
  return `${(waiting.amount / 1_000_000).toFixed(1)} MB wait`
}
