import type { ChildProcess } from 'node:child_process'
import { createInterface } from 'node:readline'
import { setTimeout as wait } from 'node:timers/promises'
import { finished, start } from '../axon.ts'

/** A line of the JSON log. */
export interface LogLine {
  readonly event?: string
  readonly level: string
  readonly msg: string
}

const PATIENCE_MS = 60_000

/** An `axon consume` in the background, and what its log says. */
export class RunningConsumer {
  readonly process: ChildProcess
  readonly log: LogLine[] = []
  readonly #finished: ReturnType<typeof finished>
  readonly #watchers = new Set<() => void>()

  constructor(args: readonly string[]) {
    this.process = start([...args, '--log-format', 'json'])
    this.#finished = finished(this.process)
    createInterface({ input: this.process.stderr! }).on('line', (line) => {
      if (line.startsWith('{')) this.log.push(JSON.parse(line) as LogLine)
      for (const look of this.#watchers) look()
    })
  }

  /** Waits until the log has `count` lines of that event. */
  async logged(event: string, count = 1): Promise<LogLine> {
    const found = () => this.log.filter((line) => line.event === event)
    let look: () => void = () => {}
    const seen = new Promise<void>((resolve) => {
      look = () => {
        if (found().length >= count) resolve()
      }
    })
    this.#watchers.add(look)
    look()
    const patience = new AbortController()
    const late = wait(PATIENCE_MS, undefined, { signal: patience.signal }).then(() => {
      throw new Error(`no ${event} in the log within ${PATIENCE_MS} ms:\n${this.#text()}`)
    })
    const ended = this.#finished.then(({ code, stderr }) => {
      if (found().length < count)
        throw new Error(`axon consume ended with ${code} before ${event}:\n${stderr}`)
    })
    try {
      await Promise.race([seen, late, ended])
    } finally {
      patience.abort()
      late.catch(() => {})
      ended.catch(() => {})
      this.#watchers.delete(look)
    }
    return found()[count - 1]!
  }

  events(event: string): LogLine[] {
    return this.log.filter((line) => line.event === event)
  }

  /** Asks it to stop, unless it stops by itself. Answers with its end. */
  async end(signal?: NodeJS.Signals): ReturnType<typeof finished> {
    if (signal) this.process.kill(signal)
    return this.#finished
  }

  #text(): string {
    return this.log.map(({ msg }) => msg).join('\n')
  }
}
