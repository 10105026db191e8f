import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { AXON } from '../../test/axon.ts'

/** Of the log of a service that does not start, characters. */
const SHOWN_OF_LOG = 2_000

interface ServingProcess {
  readonly child: ChildProcess
  readonly url: string
  readonly metricsUrl: string | null
  readonly adminUrl: string | null
}

interface Listening {
  readonly url: string
  readonly metricsUrl?: string | null
  readonly adminUrl?: string | null
}

/** An `axon serve` of the built program, without limits; `port` 0: any free one. */
export function serveProcess(
  database: string,
  secret: string,
  port = 0,
  more: readonly string[] = [],
): Promise<ServingProcess> {
  const identity = ['--jwt-audience', 'axon', '--limit-user', '0']
  return startedProcess(
    [AXON, 'serve', '--port', String(port), '--json', ...identity, '--database', database, ...more],
    secret,
  )
}

/** An `axon consume` of the built program; its log is read by nobody. */
export const consumeProcess = (args: readonly string[]): ChildProcess =>
  spawn(process.execPath, [AXON, 'consume', ...args], { stdio: 'ignore' })

/** A Node.js program that says its URL on a line of JSON when it serves; what it logs then is read by nobody. */
export async function startedProcess(args: readonly string[], secret: string): Promise<ServingProcess> {
  const child = spawn(process.execPath, args, {
    env: { ...process.env, AXON_JWT_SECRET: secret },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let said = ''
  child.stderr!.setEncoding('utf8').on('data', (text: string) => {
    said = (said + text).slice(-SHOWN_OF_LOG)
  })
  const lines = createInterface({ input: child.stdout! })
  const [line] = (await Promise.race([
    once(lines, 'line'),
    once(child, 'exit').then(([code]) => Promise.reject(new Error(`${args[0]} ended with ${code}: ${said}`))),
  ])) as [string]
  lines.close()
  child.stdout!.resume()
  child.stderr!.removeAllListeners('data').resume()
  const { url, metricsUrl = null, adminUrl = null } = JSON.parse(line) as Listening
  return { child, url, metricsUrl, adminUrl }
}

/** Ends it, and waits until it is gone. */
export async function ended(child: ChildProcess, signal: NodeJS.Signals = 'SIGTERM'): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  child.kill(signal)
  await once(child, 'exit')
}
