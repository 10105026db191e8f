import type { pino } from 'pino'
import { oneLineError, shownLine } from '../domain/shown-text.ts'
import type { ConsumeEvent } from '../kafka/consumer/consume-event.ts'
import { RunSummary } from '../pipeline/run-summary.ts'
import { createLog } from './create-log.ts'
import { eventLine } from './event-line.ts'
import type { LogFormat } from './log-format.ts'
import type { LogTarget } from './log-stream.ts'
import { perSecond, progressText } from './progress-text.ts'
import { shownError } from './shown-error.ts'
import { withoutSecrets } from './without-secrets.ts'

const EVERY_MS = 10_000

/** Names that logs have carried from the start, where the code has another word. */
const PUBLISHED_NAMES: Partial<Record<ConsumeEvent['type'], string>> = { suspended: 'paused' }
const publishedName = ({ type }: ConsumeEvent): string => PUBLISHED_NAMES[type] ?? type

export interface ConsumeLogOptions {
  /** Default: pretty on a terminal, else json. */
  readonly format?: LogFormat
  /** Default: stderr. */
  readonly target?: LogTarget
  /** How often progress is logged. */
  readonly everyMs?: number
  /** Values that must never be shown, wherever they turn up: passwords of the database and of the broker. */
  readonly secrets?: readonly string[]
}

/**
 * The log of `axon consume`: a line on start, one for everything that an operator may have to explain later, and one with
 * rate, lag and outcomes every 10 s. A line is written when it is logged: none is lost however the process ends.
 */
export class ConsumeLog {
  readonly #log: pino.Logger
  readonly #secrets: readonly string[]
  readonly #timer: NodeJS.Timeout
  #summary = new RunSummary()
  #summarySince = performance.now()
  #lag: number | null = null

  constructor({ format, target = process.stderr, everyMs = EVERY_MS, secrets = [] }: ConsumeLogOptions = {}) {
    this.#secrets = secrets
    this.#log = createLog(format, target)
    this.#timer = setInterval(() => this.#logProgress(), everyMs).unref()
  }

  readonly listen = (event: ConsumeEvent): void => {
    if (event.type === 'batch-committed' || event.type === 'batch-retrying') this.#summary.listen(event)
    if (event.type === 'lag') this.#lag = event.partitions.reduce((sum, { lag }) => sum + lag, 0)
    if (event.type === 'revoked') this.#lag = null
    const line = eventLine(event, (error) => shownError(error, this.#secrets))
    if (line) this.#log[line.level]({ event: publishedName(event), ...line.fields }, shownLine(line.message))
  }

  /** A line that no event stands for: the address of the metrics, what the Kafka client says. */
  write(level: 'debug' | 'info' | 'warn' | 'error', message: string): void {
    this.#log[level](oneLineError(withoutSecrets(message, this.#secrets)))
  }

  /** Logs what came since the last regular line. */
  close(): void {
    clearInterval(this.#timer)
    if (this.#summary.totals().batches > 0) this.#logProgress()
    this.#log.flush()
  }

  #logProgress(): void {
    const now = performance.now()
    const progress = {
      totals: this.#summary.totals(),
      elapsedMs: now - this.#summarySince,
      lag: this.#lag,
    }
    this.#summary = new RunSummary()
    this.#summarySince = now
    const { elapsedMs, lag, totals } = progress
    this.#log.info(
      {
        event: 'progress',
        perSecond: perSecond(progress),
        lag,
        ...totals,
        elapsedMs: Math.round(elapsedMs),
      },
      progressText(progress),
    )
  }
}
