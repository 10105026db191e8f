import { constants } from 'node:os'

const STOP_SIGNALS = ['SIGINT', 'SIGTERM'] as const
type StopSignal = (typeof STOP_SIGNALS)[number]

const exitCodeOf = (signal: StopSignal): number => 128 + constants.signals[signal]

/**
 * Listens for SIGINT and SIGTERM: the first asks to stop after the batch in hand, a second one ends the process at once
 * (CONTRACT §4, exit codes 130 and 143).
 */
export class StopSignals {
  readonly #stop = new AbortController()
  readonly #beforeExit: () => void
  #received: StopSignal | undefined

  /** `beforeExit` runs when a second signal ends the process: to restore a terminal. */
  constructor(beforeExit: () => void = () => {}) {
    this.#beforeExit = beforeExit
    for (const signal of STOP_SIGNALS) process.on(signal, this.#onSignal)
  }

  /** Aborted by the first signal. */
  get signal(): AbortSignal {
    return this.#stop.signal
  }

  /** Settles with the first signal; at once if it came before: while a program starts, say. */
  get received(): Promise<void> {
    const { signal } = this.#stop
    if (signal.aborted) return Promise.resolve()
    return new Promise((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }))
  }

  /** 130 or 143 once a signal has come. */
  get exitCode(): number | undefined {
    return this.#received && exitCodeOf(this.#received)
  }

  release(): void {
    for (const signal of STOP_SIGNALS) process.off(signal, this.#onSignal)
  }

  readonly #onSignal = (signal: NodeJS.Signals): void => {
    if (this.#received) {
      this.#beforeExit()
      process.exit(exitCodeOf(signal as StopSignal))
    }
    this.#received = signal as StopSignal
    this.#stop.abort()
  }
}
