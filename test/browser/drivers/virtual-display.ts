import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { neededProgram } from './needed-program.ts'

export interface VirtualDisplay {
  /** As the environment variable DISPLAY names it. */
  readonly name: string
  stop(): void
}

/** A screen that nobody sees, for browsers that have no mode without one. */
export async function startVirtualDisplay(): Promise<VirtualDisplay> {
  const program = neededProgram('Xvfb', 'xvfb')
  const server = spawn(program, ['-displayfd', '1', '-screen', '0', '1280x1024x24', '-nolisten', 'tcp'], {
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  const failed = once(server, 'exit').then(() => Promise.reject(new Error('Xvfb ended before it was ready')))
  failed.catch(() => {}) // later it ends because it is stopped
  const [number] = await Promise.race([once(createInterface({ input: server.stdout }), 'line'), failed])
  return { name: `:${number}`, stop: () => void server.kill() }
}
