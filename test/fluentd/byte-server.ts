import net, { type AddressInfo } from 'node:net'
import { type PackedValue, packedAck, readPacked } from './message-pack.ts'

/** What a server got in one message. */
export interface ReceivedChunk {
  readonly tag: string
  readonly id: string
  readonly size: PackedValue
  /** Seconds and nanoseconds, and the record. */
  readonly entries: readonly { readonly at: readonly [number, number]; readonly record: unknown }[]
}

/** What becomes of a chunk, besides that it is kept: it is acknowledged, nothing is said, or the connection is cut. */
export type ChunkFate = 'ack' | 'silence' | 'cut' | 'foreign-ack'

/** A server of the Forward protocol (PackedForward, `chunk` → `ack`), written from its specification with bytes alone. */
export class ByteServer {
  readonly chunks: ReceivedChunk[] = []
  /** What becomes of the next chunks; when there is none: `ack`. */
  readonly fates: ChunkFate[] = []
  /** Connections are cut when so many bytes of a message are there. */
  cutAfterBytes = Number.POSITIVE_INFINITY
  connections = 0
  readonly #server: net.Server
  readonly #sockets = new Set<net.Socket>()

  static async start(greeting?: Buffer, port = 0): Promise<ByteServer> {
    const server = new ByteServer(greeting)
    await new Promise<void>((resolve) => server.#server.listen(port, '127.0.0.1', resolve))
    return server
  }

  private constructor(greeting?: Buffer) {
    this.#server = net.createServer((socket) => {
      this.connections += 1
      this.#sockets.add(socket)
      socket.on('error', () => {}).on('close', () => this.#sockets.delete(socket))
      if (greeting) socket.write(greeting)
      let bytes = Buffer.alloc(0)
      socket.on('data', (more: Buffer) => {
        bytes = Buffer.concat([bytes, more])
        if (bytes.length > this.cutAfterBytes) {
          this.cutAfterBytes = Number.POSITIVE_INFINITY
          socket.resetAndDestroy()
          return
        }
        for (let read = readPacked(bytes); read; read = readPacked(bytes)) {
          bytes = bytes.subarray(read.end)
          this.#take(read.value, socket)
        }
      })
    })
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port
  }

  get ids(): string[] {
    return this.chunks.flatMap(({ entries }) => entries.map(({ record }) => (record as { id: string }).id))
  }

  /** Ends the connections, as a server does that is idle. */
  hangUp(): void {
    for (const socket of this.#sockets) socket.end()
  }

  async stop(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy()
    await new Promise((resolve) => this.#server.close(resolve))
  }

  #take(message: PackedValue, socket: net.Socket): void {
    const [tag, entries, { chunk, size }] = message as [string, Buffer, { chunk: string; size: number }]
    this.chunks.push({ tag, id: chunk, size, entries: entriesOf(entries) })
    const fate = this.fates.shift() ?? 'ack'
    if (fate === 'cut') socket.destroy()
    if (fate === 'ack') socket.write(packedAck(chunk))
    if (fate === 'foreign-ack') socket.write(packedAck('somebody else’s'))
  }
}

function entriesOf(bytes: Buffer): ReceivedChunk['entries'] {
  const entries: ReceivedChunk['entries'][number][] = []
  for (let at = 0; at < bytes.length; ) {
    const read = readPacked(bytes, at)!
    const [time, record] = read.value as [{ ext: number; bytes: Buffer }, object]
    if (time.ext !== 0) throw new Error('the time is no EventTime')
    entries.push({ at: [time.bytes.readUInt32BE(0), time.bytes.readUInt32BE(4)], record })
    at = read.end
  }
  return entries
}
