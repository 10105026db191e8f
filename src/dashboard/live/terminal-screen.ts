import { writeSync } from 'node:fs'
import { constants } from 'node:os'
import { ScreenLock } from './screen-lock.ts'

/** No wrapping: a line that a terminal draws wider than it should be must not push into the next one. */
const ENTER = '\x1b[?1049h\x1b[?25l\x1b[?7l\x1b[2J\x1b[H'
const LEAVE = '\x1b[?7h\x1b[?25h\x1b[?1049l'

/** Signals that end the process at once; SIGINT and SIGTERM ask it to stop. */
const END_AT_ONCE = ['SIGHUP', 'SIGQUIT', 'SIGABRT'] as const

/**
 * The alternate screen of the terminal, so that what was on the screen before comes back afterwards. It is left once, on every
 * way out of the process: {@link leave}, `process.exit`, a signal, an error that nobody catches.
 */
export class TerminalScreen {
  readonly lock = new ScreenLock()
  readonly #fd: number
  #isEntered = false

  constructor(fd: number) {
    this.#fd = fd
  }

  enter(): void {
    this.#isEntered = true
    // Before what waits for the usual screen, to be written there.
    process.prependOnceListener('exit', this.leave)
    for (const signal of END_AT_ONCE) process.once(signal, exitBy)
    writeSync(this.#fd, ENTER)
  }

  readonly leave = (): void => {
    if (!this.#isEntered) return
    this.#isEntered = false
    process.off('exit', this.leave)
    for (const signal of END_AT_ONCE) process.off(signal, exitBy)
    this.lock.close()
    try {
      writeSync(this.#fd, LEAVE)
    } catch {
      // The terminal has gone: there is nothing to restore.
    }
  }
}

const exitBy = (signal: NodeJS.Signals): never => process.exit(128 + constants.signals[signal])
