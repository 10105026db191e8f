import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'
import type { Contenders, Setup } from './contenders.ts'
import { memoryOf } from './process-use.ts'

/** Longer than it takes to collect what opening them left. */
const IDLE_SECONDS = 20
const AT_ONCE = 100

export interface StreamsOptions {
  readonly streams: number
  readonly setup: readonly Setup[]
}

export interface Streams {
  readonly server: string
  readonly streams: number
  readonly beforeMib: number
  readonly idleMib: number
  readonly moreMib: number
}

/** The memory that idle streams take. */
export async function streamsBench(
  contenders: Contenders,
  { streams, setup }: StreamsOptions,
): Promise<readonly Streams[]> {
  const measured: Streams[] = []
  for (const name of setup) {
    const served = await contenders.axon(name)
    const sockets: Socket[] = []
    try {
      sockets.push(await listen(served.url))
      const before = memoryOf(served.pid)
      while (sockets.length < streams) {
        const some = Math.min(AT_ONCE, streams - sockets.length)
        sockets.push(...(await Promise.all(Array.from({ length: some }, () => listen(served.url)))))
      }
      await wait(IDLE_SECONDS * 1_000)
      const idle = memoryOf(served.pid)
      measured.push({
        server: `axon serve, ${name}`,
        streams: sockets.length,
        beforeMib: before.nowMib,
        idleMib: idle.nowMib,
        moreMib: idle.nowMib - before.nowMib,
      })
    } finally {
      for (const socket of sockets) socket.destroy()
      await served.stop()
    }
  }
  return measured
}

/** Opens a stream, and waits for the first it says. @throws if it says anything but that it streams. */
async function listen(url: string): Promise<Socket> {
  const { hostname, port } = new URL(url)
  const socket = connect({ host: hostname, port: Number(port) })
  socket.write('GET /v1/activities/1/stream HTTP/1.1\r\nHost: shop.example\r\n\r\n')
  const [data] = (await once(socket, 'data')) as [Buffer]
  if (!data.toString().startsWith('HTTP/1.1 200')) throw new Error(data.toString())
  socket.on('error', () => {}).resume()
  return socket
}
