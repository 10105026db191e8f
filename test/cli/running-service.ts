import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { SignJWT } from 'jose'
import { start } from '../axon.ts'

export interface Listening {
  readonly url: string
  readonly adminUrl: string | null
  readonly metricsUrl: string | null
}

/** `axon serve` as users run it, on a free port. */
export class RunningService {
  readonly process: ChildProcess
  readonly listening: Listening
  readonly #secret: Buffer
  readonly #stderr: string[]
  readonly #ended: Promise<number | null>

  static async start(
    args: readonly string[],
    env: Readonly<Record<string, string>> = {},
  ): Promise<RunningService> {
    const child = start(['serve', '--port', '0', '--json', ...args], { env })
    const stderr: string[] = []
    child.stderr?.setEncoding('utf8').on('data', (text: string) => stderr.push(text))
    const ended = once(child, 'exit').then(([code]) => code as number | null)
    const first = once(child.stdout!.setEncoding('utf8'), 'data').then(([line]) => String(line))
    const line = await Promise.race([first, ended.then((code) => `ended with ${code}: ${stderr.join('')}`)])
    if (!line.startsWith('{')) throw new Error(line)
    return new RunningService(child, JSON.parse(line), Buffer.from(env.AXON_JWT_SECRET ?? ''), stderr, ended)
  }

  private constructor(
    child: ChildProcess,
    listening: Listening,
    secret: Buffer,
    stderr: string[],
    ended: Promise<number | null>,
  ) {
    this.process = child
    this.listening = listening
    this.#secret = secret
    this.#stderr = stderr
    this.#ended = ended
  }

  get url(): string {
    return this.listening.url
  }

  get stderr(): string {
    return this.#stderr.join('')
  }

  /** The exit code, once it ended. */
  ended(): Promise<number | null> {
    return this.#ended
  }

  stop(signal: NodeJS.Signals = 'SIGTERM'): Promise<number | null> {
    this.process.kill(signal)
    return this.#ended
  }

  /** A user's request for activity 1. */
  async enter(user: number): Promise<Response> {
    const token = await new SignJWT({})
      .setProtectedHeader({ alg: 'HS256' })
      .setSubject(String(user))
      .setAudience('axon')
      .setExpirationTime('1h')
      .sign(this.#secret)
    const response = await fetch(`${this.url}/v1/activities/1/entries`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: '{}',
    })
    await response.clone().arrayBuffer()
    return response
  }
}
