import { writeSync } from 'node:fs'
import { ScreenLock } from './screen-lock.ts'

const ENTER = '\x1b[?1049h\x1b[?25l\x1b[2J\x1b[H'
const LEAVE = '\x1b[?25h\x1b[?1049l'

/**
 * The alternate screen of the terminal, so that what was on the screen before comes back afterwards. It is left once, on every
 * way out of the process: {@link leave}, `process.exit`, an error that nobody catches.
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
    process.once('exit', this.leave)
    writeSync(this.#fd, ENTER)
  }

  readonly leave = (): void => {
    if (!this.#isEntered) return
    this.#isEntered = false
    process.off('exit', this.leave)
    this.lock.close()
    try {
      writeSync(this.#fd, LEAVE)
    } catch {
      // The terminal has gone: there is nothing to restore.
    }
  }
}
