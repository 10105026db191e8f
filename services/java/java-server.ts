import { type ChildProcess, spawn } from 'node:child_process'
import { closeSync, existsSync, openSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { killWithParent } from '../kill-with-parent.ts'
import { processRuns } from '../process-runs.ts'
import { ServiceError } from '../service-error.ts'
import { waitUntil } from '../wait-until.ts'
import { type JavaRun, javaArguments, javaProgram } from './java.ts'

const START_LIMIT_MS = 120_000
const STOP_LIMIT_MS = 20_000
const JVM_OPTIONS = ['-Xms128m', '-Xmx512m']

export interface JavaServerOptions {
  /** What its files are named after: `kafka.log`, `kafka.pid`. */
  readonly name: string
  /** For people: `the Kafka broker`. */
  readonly title: string
  /** Where its files lie. */
  readonly folder: string
  /** True: it outlives this process. */
  readonly detached: boolean
  /** What it runs. The first of the arguments is a path that no other process has in its command line. */
  readonly run: () => Promise<Pick<JavaRun, 'libraries' | 'main'>>
  readonly args: readonly [string, ...string[]]
  /** Asks once whether it is ready for work. */
  readonly answers: () => Promise<boolean>
}

/** The Java process of a server. Its pid lies in its folder, so that another process finds it. */
export class JavaServer {
  readonly #options: JavaServerOptions
  #releaseWatcher: () => void = () => {}

  constructor(options: JavaServerOptions) {
    this.#options = options
  }

  get folder(): string {
    return this.#options.folder
  }

  /** Null if it was never started. */
  get pid(): number | null {
    return existsSync(this.#pidFile) ? Number(readFileSync(this.#pidFile, 'utf8')) : null
  }

  isRunning(): boolean {
    return this.pid !== null && processRuns(this.pid, this.#options.args[0])
  }

  /** Answers when the server is ready for work. @throws ServiceError if it ends before. */
  async start(): Promise<void> {
    const { folder, name, title, run, answers } = this.#options
    const log = join(folder, `${name}.log`)
    const logged = existsSync(log) ? statSync(log).size : 0
    const child = this.#spawn(log, await run())
    let failure: Error | null = null
    child.once('error', (error) => {
      failure = error
    })
    const hasEnded = () => failure !== null || child.exitCode !== null || child.signalCode !== null
    const isReady = await waitUntil(async () => hasEnded() || (await answers()), START_LIMIT_MS)
    if (isReady && !hasEnded()) return
    await this.end('SIGKILL')
    const reason = failure ?? lastComplaint(readFileSync(log).subarray(logged).toString())
    throw new ServiceError(`${title} did not start: ${reason} (its log: ${log})`)
  }

  /** Sends the signal and waits for the end, at last with SIGKILL. */
  async end(signal: 'SIGTERM' | 'SIGKILL'): Promise<void> {
    if (this.isRunning()) {
      process.kill(this.pid!, signal)
      const hasEnded = () => !this.isRunning()
      if (!(await waitUntil(hasEnded, STOP_LIMIT_MS))) {
        process.kill(this.pid!, 'SIGKILL')
        await waitUntil(hasEnded, STOP_LIMIT_MS)
      }
    }
    this.#releaseWatcher()
  }

  #spawn(log: string, run: Pick<JavaRun, 'libraries' | 'main'>): ChildProcess {
    const { folder, args, detached } = this.#options
    const output = openSync(log, 'a')
    const line = javaArguments({ ...run, args, jvmOptions: JVM_OPTIONS, logLevel: 'INFO' })
    const child = spawn(javaProgram('java'), line, {
      cwd: folder,
      detached,
      stdio: ['ignore', output, output],
    })
    closeSync(output)
    child.unref()
    if (child.pid !== undefined) {
      writeFileSync(this.#pidFile, String(child.pid))
      if (!detached) this.#releaseWatcher = killWithParent(child.pid)
    }
    return child
  }

  get #pidFile(): string {
    return join(this.#options.folder, `${this.#options.name}.pid`)
  }
}

/** The last line of the log that tells why. */
function lastComplaint(log: string): string {
  const lines = log.split('\n').filter((line) => line.trim() !== '')
  const complaint = lines.findLast(
    (line) => /\b(ERROR|FATAL|Exception|Error)\b/.test(line) && !/^\s+at /.test(line),
  )
  return (complaint ?? lines.at(-1) ?? 'it said nothing').trim()
}
