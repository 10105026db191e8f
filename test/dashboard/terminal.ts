import { execFile } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { promisify } from 'node:util'
import { waitUntil } from '../../services/wait-until.ts'
import { AXON } from '../axon.ts'

const run = promisify(execFile)

const PATIENCE_MS = 60_000

export interface TerminalSize {
  readonly columns: number
  readonly rows: number
}

/** Frames come at most ten times a second, captures much faster. */
const MOST_CAPTURES = 20

/** A real terminal (tmux) with a shell in it, on a server of its own. */
export class Terminal {
  readonly #socket = `axon-test-${randomBytes(6).toString('hex')}`

  static async open({ columns, rows }: TerminalSize, cwd: string): Promise<Terminal> {
    const terminal = new Terminal()
    const shell =
      "env -u CI -u NO_COLOR -u DATABASE_URL TERM=screen-256color TZ=Asia/Seoul PS1='$ ' bash --norc"
    const size = ['-x', String(columns), '-y', String(rows)]
    await terminal.#tmux('-f', '/dev/null', 'new-session', '-d', ...size, '-c', cwd, shell)
    await terminal.until('the prompt', (screen) => screen.startsWith('$'))
    return terminal
  }

  /** Types a command line; `axon …` is the built program. */
  async command(line: string): Promise<void> {
    await this.#tmux('send-keys', '-l', line.replaceAll('axon ', `node ${AXON} `))
    await this.#tmux('send-keys', 'Enter')
  }

  /** Presses keys: characters, or tmux's names of keys (`Enter`, `C-c`, `Escape`, `Tab`). */
  async press(...keys: string[]): Promise<void> {
    for (const key of keys) await this.#tmux('send-keys', key)
  }

  /**
   * What is on the screen, as text. Frames are marked as synchronized updates, but not every tmux knows those: what two captures
   * in a row agree on is no half-drawn frame.
   */
  async screen(): Promise<string> {
    let screen = await this.#capture()
    for (let tries = 0; tries < MOST_CAPTURES; tries += 1) {
      const again = await this.#capture()
      if (again === screen) break
      screen = again
    }
    return screen
  }

  async #capture(): Promise<string> {
    const { stdout } = await this.#tmux('capture-pane', '-p')
    return stdout
  }

  /** The same, with its colours as escape sequences. */
  async painted(): Promise<string> {
    const { stdout } = await this.#tmux('capture-pane', '-e', '-p')
    return stdout
  }

  /** Everything since the start that is not on the alternate screen. */
  async scrollback(): Promise<string> {
    const { stdout } = await this.#tmux('capture-pane', '-p', '-J', '-S', '-')
    return stdout
  }

  /** Waits until the screen is as `condition` says, and answers with it. */
  async until(what: string, condition: RegExp | ((screen: string) => boolean)): Promise<string> {
    let screen = ''
    const isReached = await waitUntil(async () => {
      screen = await this.screen()
      return typeof condition === 'function' ? condition(screen) : condition.test(screen)
    }, PATIENCE_MS)
    if (!isReached) throw new Error(`waited in vain for ${what}; on the screen:\n${screen}`)
    return screen
  }

  async resize({ columns, rows }: TerminalSize): Promise<void> {
    await this.#tmux('resize-window', '-x', String(columns), '-y', String(rows))
  }

  /** Sends a signal (`TERM`) to the command that the shell runs. */
  async signal(name: string): Promise<void> {
    const { stdout } = await this.#tmux('display-message', '-p', '#{pane_pid}')
    await run('pkill', [`-${name}`, '-P', stdout.trim()])
  }

  /** True if the screen is the usual one and the cursor can be seen. */
  async isRestored(): Promise<boolean> {
    const { stdout } = await this.#tmux('display-message', '-p', '#{alternate_on} #{cursor_flag}')
    return stdout.trim() === '0 1'
  }

  /** Waits until the command has ended; answers with its exit code and what the terminal driver is set to. */
  async ended(): Promise<{ readonly code: number; readonly isSane: boolean; readonly text: string }> {
    await this.until('the prompt', (screen) => /\$ $/.test(screen.trimEnd().concat(' ')))
    const text = await this.scrollback()
    await this.command("echo code=$? $(stty -a | grep -oE -- '-?(icanon|echo|isig|opost)\\b' | tr '\\n' ' ')")
    const screen = await this.until('the exit code', /code=\d+ .*opost/s)
    const [, code, settings = ''] = /code=(\d+) (.*)/.exec(screen) ?? []
    return { code: Number(code), isSane: !settings.includes('-') && (await this.isRestored()), text }
  }

  async close(): Promise<void> {
    await this.#tmux('kill-server').catch(() => {})
  }

  #tmux(...args: string[]) {
    return run('tmux', ['-L', this.#socket, ...args], { env: { ...process.env, LC_ALL: 'C.UTF-8' } })
  }
}
