import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { setTimeout as wait } from 'node:timers/promises'
import { start } from '../axon.ts'

/** Several processes of one consumer group. One that is killed is started again; one that ends by itself is an error. */
export class ConsumerFleet {
  kills = 0
  freezes = 0
  readonly #args: readonly string[]
  readonly #processes: ChildProcess[]
  readonly #events = new Map<string, number>()
  #isStopping = false
  #failure: Error | undefined

  constructor(size: number, args: readonly string[]) {
    this.#args = args
    this.#processes = Array.from({ length: size }, () => this.#start())
  }

  /** SIGKILL for one at random, and another in its place. */
  async killOne(random: () => number): Promise<void> {
    if (this.#failure) throw this.#failure
    const index = Math.floor(random() * this.#processes.length)
    const victim = this.#processes[index]!
    victim.kill('SIGKILL')
    await ended(victim)
    this.kills += 1
    this.#processes[index] = this.#start()
  }

  /** SIGSTOP for one at random, SIGCONT after that long. */
  async freezeOne(random: () => number, ms: number): Promise<void> {
    const victim = this.#processes[Math.floor(random() * this.#processes.length)]!
    victim.kill('SIGSTOP')
    await wait(ms) // the fault is that it lasts this long
    victim.kill('SIGCONT')
    this.freezes += 1
  }

  /** What the logs said, summed up. */
  counts(): string {
    const events = [...this.#events].map(([event, count]) => `${event} ${count}`)
    return [`kills ${this.kills}`, `freezes ${this.freezes}`, ...events].join(', ')
  }

  /** SIGTERM for all; their exit codes. */
  async stop(): Promise<(number | null)[]> {
    this.#isStopping = true
    for (const child of this.#processes) child.kill('SIGTERM')
    await Promise.all(this.#processes.map(ended))
    if (this.#failure) throw this.#failure
    return this.#processes.map(({ exitCode }) => exitCode)
  }

  #start(): ChildProcess {
    const child = start(this.#args)
    child.stdout?.resume()
    const said: string[] = []
    createInterface({ input: child.stderr! }).on('line', (line) => {
      said.push(line)
      if (said.length > 50) said.shift()
      const event = /"event":"([\w-]+)"/.exec(line)?.[1]
      if (event) this.#events.set(event, (this.#events.get(event) ?? 0) + 1)
    })
    child.once('exit', (code, signal) => {
      if (this.#isStopping || signal === 'SIGKILL') return
      this.#failure ??= new Error(`a consumer ended with ${code ?? signal}:\n${said.join('\n')}`)
    })
    return child
  }
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit')
}
