import type { pino } from 'pino'
import type { ForwardEvent } from '../../behavior-log/forward/forward-event.ts'
import { formatCount } from '../../domain/format-count.ts'
import { shownLine } from '../../domain/shown-text.ts'
import { createLog } from '../create-log.ts'
import type { LogFormat } from '../log-format.ts'
import type { LogTarget } from '../log-stream.ts'
import { tryingAgain } from '../trying-again.ts'
import { withoutSecrets } from '../without-secrets.ts'

const PROGRESS_EVERY_MS = 10_000
/** What goes on for long, or happens often, is said that often. */
const SAY_EVERY_MS = 1_000

export interface ForwardLogOptions {
  readonly format?: LogFormat
  readonly target: LogTarget
  /** Values that must never be shown. */
  readonly secrets?: readonly string[]
}

/** The log of `axon forward`: outages and their ends, what an operator may have to explain later, and how much was shipped every 10 s. */
export class ForwardLog {
  readonly #log: pino.Logger
  readonly #secrets: readonly string[]
  readonly #timer: NodeJS.Timeout
  #shipped = 0
  #refused = 0
  /** `performance.now()` of the last line, by its kind. */
  readonly #said = new Map<string, number>()

  constructor({ format, target, secrets = [] }: ForwardLogOptions) {
    this.#log = createLog(format, target)
    this.#secrets = secrets
    this.#timer = setInterval(() => this.#progress(), PROGRESS_EVERY_MS).unref()
  }

  write(level: 'info' | 'warn', event: string, message: string, fields: object = {}): void {
    this.#log[level]({ event, ...fields }, shownLine(withoutSecrets(message, this.#secrets)))
  }

  listen(event: ForwardEvent): void {
    switch (event.type) {
      case 'shipped':
        this.#shipped += event.documents
        break
      case 'refused':
        this.#refused += event.documents
        this.#sometimes('refused', `documents are refused, and kept aside: ${event.reason}`, {
          documents: event.documents,
        })
        break
      case 'sink-away':
      case 'source-away': {
        const { problem, attempt, delayMs } = event
        const what = event.type === 'sink-away' ? 'the sink takes nothing' : 'what is shipped is away'
        this.#sometimes(event.type, `${what}: ${problem}: ${tryingAgain(event)}`, { attempt, delayMs })
        break
      }
      case 'sink-back':
        this.#said.delete('sink-away')
        this.write('info', 'sink-back', 'the sink takes documents again')
        break
      case 'noticed':
        this.write(event.level, event.what, event.text)
    }
  }

  close(): void {
    clearInterval(this.#timer)
    if (this.#shipped + this.#refused > 0) this.#progress()
    this.#log.flush()
  }

  #sometimes(event: string, message: string, fields: object): void {
    const now = performance.now()
    if (now - (this.#said.get(event) ?? Number.NEGATIVE_INFINITY) < SAY_EVERY_MS) return
    this.#said.set(event, now)
    this.write('warn', event, message, fields)
  }

  #progress(): void {
    const [shipped, refused] = [this.#shipped, this.#refused]
    this.#shipped = 0
    this.#refused = 0
    const message = `${formatCount(shipped)} documents shipped, ${formatCount(refused)} refused`
    this.write('info', 'progress', message, { shipped, refused })
  }
}
