import { randomInt } from 'node:crypto'
import { createServer } from 'node:net'

/** Below the ports that operating systems hand to outgoing connections. */
const LOWEST = 20_000
const HIGHEST = 32_000
const TRIES = 100

/**
 * A free TCP port of 127.0.0.1 that stays free while its server restarts:
 * one of the system's own choice could meanwhile become the near end of somebody's connection.
 */
export async function quietPort(): Promise<number> {
  for (let tries = 0; tries < TRIES; tries++) {
    const port = randomInt(LOWEST, HIGHEST)
    if (await isFreePort(port)) return port
  }
  throw new Error(`no free port found between ${LOWEST} and ${HIGHEST}`)
}

/** True if a server of our own can listen on this port of 127.0.0.1. */
export async function isFreePort(port: number): Promise<boolean> {
  const server = createServer()
  return new Promise((resolve) => {
    server.once('error', () => resolve(false))
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)))
  })
}
