import { type ChildProcess, spawn } from 'node:child_process'
import { closeSync, existsSync, openSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { killWithParent } from '../kill-with-parent.ts'
import { processRuns } from '../process-runs.ts'
import { ServiceError } from '../service-error.ts'
import { waitUntil } from '../wait-until.ts'
import { brokerAnswers } from './broker-answers.ts'
import { javaArguments, javaProgram } from './java.ts'
import { kafkaLibraries } from './kafka-libraries.ts'

const START_LIMIT_MS = 120_000
const STOP_LIMIT_MS = 20_000
const JVM_OPTIONS = ['-Xms128m', '-Xmx512m']

/** The Java process of a broker. Its pid lies in the broker's folder, so that another process finds it. */
export class BrokerProcess {
  readonly #folder: string
  readonly #brokers: string
  readonly #detached: boolean
  #releaseWatcher: () => void = () => {}

  constructor(folder: string, brokers: string, detached: boolean) {
    this.#folder = folder
    this.#brokers = brokers
    this.#detached = detached
  }

  /** Null if it was never started. */
  get pid(): number | null {
    return existsSync(this.#pidFile) ? Number(readFileSync(this.#pidFile, 'utf8')) : null
  }

  isRunning(): boolean {
    return this.pid !== null && processRuns(this.pid, this.#settings)
  }

  /** Answers when the broker is ready for work. @throws ServiceError if it ends before. */
  async start(): Promise<void> {
    const log = join(this.#folder, 'kafka.log')
    const logged = existsSync(log) ? statSync(log).size : 0
    const child = this.#spawn(log, await kafkaLibraries())
    let failure: Error | null = null
    child.once('error', (error) => {
      failure = error
    })
    const hasEnded = () => failure !== null || child.exitCode !== null || child.signalCode !== null
    const isReady = await waitUntil(
      async () => hasEnded() || (await brokerAnswers(this.#brokers)),
      START_LIMIT_MS,
    )
    if (isReady && !hasEnded()) return
    await this.end('SIGKILL')
    const reason = failure ?? lastComplaint(readFileSync(log).subarray(logged).toString())
    throw new ServiceError(`the Kafka broker did not start: ${reason} (its log: ${log})`)
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

  #spawn(log: string, libraries: string): ChildProcess {
    const output = openSync(log, 'a')
    const args = javaArguments({
      libraries,
      mainClass: 'kafka.Kafka',
      args: [this.#settings],
      jvmOptions: JVM_OPTIONS,
      logLevel: 'INFO',
    })
    const child = spawn(javaProgram('java'), args, {
      cwd: this.#folder,
      detached: this.#detached,
      stdio: ['ignore', output, output],
    })
    closeSync(output)
    child.unref()
    if (child.pid !== undefined) {
      writeFileSync(this.#pidFile, String(child.pid))
      if (!this.#detached) this.#releaseWatcher = killWithParent(child.pid)
    }
    return child
  }

  get #settings(): string {
    return join(this.#folder, 'server.properties')
  }

  get #pidFile(): string {
    return join(this.#folder, 'kafka.pid')
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
