import net from 'node:net'
import tls from 'node:tls'
import { type DecoderOptions, decodeMultiStream, encode } from '@msgpack/msgpack'
import type { FluentdPlace } from '../place/sink-place.ts'
import { Handshake, textOf } from './handshake.ts'
import { HandshakeError } from './handshake-error.ts'

/** What a place does not say: secrets, and whom to trust. */
export interface FluentdLogin {
  /** Both sides prove that they know it. */
  readonly sharedKey?: string
  /** PEM: the authorities to trust, instead of the system's. */
  readonly ca?: string
}

/** What a server says is short. */
const MAX_ANSWER_BYTES = 64 * 1024

const DECODING: DecoderOptions = {
  // Some servers send binary as strings.
  rawStrings: true,
  mapKeyConverter: (key: unknown) => textOf(key),
  ...{ maxStrLength: MAX_ANSWER_BYTES, maxBinLength: MAX_ANSWER_BYTES, maxExtLength: MAX_ANSWER_BYTES },
  ...{ maxArrayLength: 16, maxMapLength: 16 },
}

/** A connection to a server of the Forward protocol: messages out, messages in. */
export class FluentdConnection {
  readonly #socket: net.Socket
  readonly #messages: AsyncIterator<unknown>
  /** Asked for ahead, so that the end of the connection is noticed when it comes. */
  #next: Promise<IteratorResult<unknown>>
  #isOver = false

  /** Ends when the server can be written to. Rejects if that takes longer than `withinMs`. @throws HandshakeError */
  static async open(place: FluentdPlace, login: FluentdLogin, withinMs: number): Promise<FluentdConnection> {
    const socket = connect(place, login)
    socket.on('error', () => {})
    const connection = new FluentdConnection(socket)
    const event = place.tls ? 'secureConnect' : 'connect'
    return connection.within(withinMs, 'it does not take the connection', async () => {
      await new Promise<void>((resolve, reject) => {
        socket.once(event, () => resolve()).once('error', reject)
      })
      if (login.sharedKey !== undefined) await connection.#shakeHands(new Handshake(login.sharedKey))
      return connection
    })
  }

  private constructor(socket: net.Socket) {
    this.#socket = socket
    this.#messages = decodeMultiStream(socket, DECODING)[Symbol.asyncIterator]()
    this.#next = this.#ask()
  }

  /** Nothing can be sent any more. */
  get isOver(): boolean {
    return this.#isOver || this.#socket.destroyed
  }

  /** Rejects if it can't be sent. */
  async send(bytes: Uint8Array): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      this.#socket.write(bytes, (error) => (error ? reject(error) : resolve()))
    })
  }

  /** The next message of the server. Rejects when there is none any more. */
  async receive(): Promise<unknown> {
    const { done, value } = await this.#next
    if (done) throw new Error('it ended the connection')
    this.#next = this.#ask()
    return value
  }

  /** Does the work; what takes longer is given up, and the connection with it. */
  async within<T>(ms: number, what: string, work: () => Promise<T>): Promise<T> {
    const tooLate = new Error(`${what} within ${ms / 1_000} s`)
    const timer = setTimeout(() => this.close(tooLate), ms)
    try {
      return await work()
    } catch (error) {
      this.close()
      throw this.#socket.errored === tooLate ? tooLate : error
    } finally {
      clearTimeout(timer)
    }
  }

  close(error?: Error): void {
    this.#socket.destroy(error)
  }

  async #shakeHands(handshake: Handshake): Promise<void> {
    await this.send(encode(handshake.ping(await this.receive())))
    const pong = await this.receive().catch((error) => {
      throw new HandshakeError(`it refuses the handshake: ${(error as Error).message}`)
    })
    handshake.check(pong)
  }

  #ask(): Promise<IteratorResult<unknown>> {
    const next = this.#messages.next()
    next.then(
      ({ done }) => {
        this.#isOver ||= done === true
      },
      () => {
        this.#isOver = true
      },
    )
    return next
  }
}

function connect({ host, port, tls: isSecure }: FluentdPlace, { ca }: FluentdLogin): net.Socket {
  if (!isSecure) return net.connect({ host, port, noDelay: true })
  const servername = net.isIP(host) === 0 ? { servername: host } : {}
  return tls.connect({ host, port, ...servername, ...(ca !== undefined && { ca }) })
}
