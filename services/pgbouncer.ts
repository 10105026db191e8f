import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { quietPort } from './quiet-port.ts'

export type PoolMode = 'session' | 'transaction' | 'statement'

const START_WITHIN_MS = 10_000

/** A real PgBouncer (Debian's package `pgbouncer`) on 127.0.0.1, in front of the server that a URL names. */
export class PgBouncer {
  readonly #process: ChildProcess
  readonly #folder: string
  readonly #port: number

  private constructor(process: ChildProcess, folder: string, port: number) {
    this.#process = process
    this.#folder = folder
    this.#port = port
  }

  /** `url` names a role that may log in with a password; `settings` are lines of the `[pgbouncer]` section. */
  static async start(url: string, mode: PoolMode, settings: readonly string[] = []): Promise<PgBouncer> {
    const { hostname, port, username, password } = new URL(url)
    const folder = mkdtempSync(join(tmpdir(), 'axon-pgbouncer-'))
    const listenPort = await quietPort()
    writeFileSync(join(folder, 'users.txt'), `"${username}" "${password}"\n`)
    const config = [
      '[databases]',
      `* = host=${hostname} port=${port}`,
      '[pgbouncer]',
      'listen_addr = 127.0.0.1',
      `listen_port = ${listenPort}`,
      'unix_socket_dir =',
      'auth_type = plain',
      `auth_file = ${join(folder, 'users.txt')}`,
      `pool_mode = ${mode}`,
      ...settings,
    ]
    writeFileSync(join(folder, 'pgbouncer.ini'), `${config.join('\n')}\n`)
    // It refuses to run as root, so everybody must be able to read what it reads.
    chmodSync(folder, 0o755)
    const log = join(folder, 'pgbouncer.log')
    const child = spawn(
      'sh',
      ['-c', `exec ${asNobody()} pgbouncer '${join(folder, 'pgbouncer.ini')}' 2>'${log}'`],
      {
        stdio: 'ignore',
        env: { ...process.env, PATH: `${process.env.PATH}:/usr/sbin` },
      },
    )
    const bouncer = new PgBouncer(child, folder, listenPort)
    if (await bouncer.#isListening()) return bouncer
    const said = readFileSync(log, 'utf8')
    bouncer.stop()
    throw new Error(`pgbouncer (Debian's package) did not start: ${said}`)
  }

  /** The URL of the same database, through this pooler. */
  url(databaseUrl: string): string {
    const url = new URL(databaseUrl)
    url.hostname = '127.0.0.1'
    url.port = String(this.#port)
    return url.href
  }

  stop(): void {
    this.#process.kill('SIGKILL')
    rmSync(this.#folder, { recursive: true, force: true })
  }

  async #isListening(): Promise<boolean> {
    for (const end = Date.now() + START_WITHIN_MS; Date.now() < end; await wait(20)) {
      if (this.#process.exitCode !== null) return false
      const isOpen = await new Promise<boolean>((resolve) => {
        const socket = connect(this.#port, '127.0.0.1', () => resolve(true)).once('error', () =>
          resolve(false),
        )
        socket.once('connect', () => socket.destroy())
      })
      if (isOpen) return true
    }
    return false
  }
}

function asNobody(): string {
  if (process.getuid?.() !== 0) return ''
  const { status } = spawnSync('setpriv', ['--version'])
  if (status !== 0) throw new Error('setpriv is needed to run pgbouncer as another user than root')
  return 'setpriv --reuid=65534 --regid=65534 --clear-groups'
}
