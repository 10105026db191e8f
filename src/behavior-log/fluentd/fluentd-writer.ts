import { HaltError } from '../../domain/halt-error.ts'
import { oneLineError } from '../../domain/shown-text.ts'
import { placeText } from '../place/place-text.ts'
import type { FluentdPlace } from '../place/sink-place.ts'
import type { SinkDocument } from '../sink-document.ts'
import type { SinkWriter, Written } from '../sink-writer.ts'
import { type Chunk, chunksOf } from './chunk.ts'
import { FluentdConnection, type FluentdLogin } from './fluentd-connection.ts'
import { FLUENTD_VARIABLES } from './fluentd-variables.ts'
import { textOf } from './handshake.ts'
import { HandshakeError } from './handshake-error.ts'

const CONNECT_WITHIN_MS = 3_000
/** A server that takes longer is away: nobody knows whether it has the chunk. */
const ACKNOWLEDGE_WITHIN_MS = 4_000

export interface FluentdTimes {
  readonly acknowledgeWithinMs?: number
}

/**
 * `fluentd://HOST:24224?tag=…` (CONTRACT §15): chunks of the Forward protocol, one after the other. Kept is what the server has
 * acknowledged by the chunk's id; a chunk without an answer is sent again, on another connection.
 */
export class FluentdWriter implements SinkWriter {
  readonly kind = 'fluentd'
  readonly #place: FluentdPlace
  readonly #login: FluentdLogin
  readonly #acknowledgeWithinMs: number
  #connection: FluentdConnection | null = null

  /** A server that is away may come. @throws HaltError if it refuses the shared key, or does not know it. */
  static async open(
    place: FluentdPlace,
    login: FluentdLogin,
    times: FluentdTimes = {},
  ): Promise<FluentdWriter> {
    const writer = new FluentdWriter(place, login, times)
    try {
      await writer.#connected()
    } catch (error) {
      if (error instanceof HandshakeError) {
        const facts = { place: placeText(place), reason: error.message }
        throw new HaltError('BEHAVIOR_LOG_UNUSABLE', facts, { cause: error })
      }
    }
    return writer
  }

  private constructor(place: FluentdPlace, login: FluentdLogin, times: FluentdTimes) {
    this.#place = place
    this.#login = login
    this.#acknowledgeWithinMs = times.acknowledgeWithinMs ?? ACKNOWLEDGE_WITHIN_MS
  }

  async write(documents: readonly SinkDocument[]): Promise<Written> {
    let connection: FluentdConnection
    try {
      connection = await this.#connected()
    } catch (error) {
      return { refused: [], left: documents, failure: this.#textOf(error) }
    }
    let acknowledged = 0
    try {
      await connection.within(this.#acknowledgeWithinMs, 'no acknowledgement', async () => {
        for (const chunk of chunksOf(documents, this.#place.tag)) {
          await send(connection, chunk)
          acknowledged += chunk.documents.length
        }
      })
      return { refused: [], left: [], failure: null }
    } catch (error) {
      const left = documents.slice(acknowledged)
      return { refused: [], left, failure: this.#textOf(error), mayBeKept: true }
    }
  }

  async close(): Promise<void> {
    this.#connection?.close()
  }

  async #connected(): Promise<FluentdConnection> {
    if (this.#connection?.isOver) this.#connection = null
    this.#connection ??= await FluentdConnection.open(this.#place, this.#login, CONNECT_WITHIN_MS)
    return this.#connection
  }

  #textOf(error: unknown): string {
    return `${placeText(this.#place)}: ${oneLineError((error as Error).message)}`
  }
}

/** Ends when the server has acknowledged it. */
async function send(connection: FluentdConnection, chunk: Chunk): Promise<void> {
  const [answer] = await Promise.all([connection.receive(), connection.send(chunk.bytes)])
  if (Array.isArray(answer) && textOf(answer[0]) === 'HELO')
    throw new HandshakeError(`it wants a shared key: set ${FLUENTD_VARIABLES.sharedKey}`)
  const { ack } = (answer ?? {}) as { readonly ack?: unknown }
  if (textOf(ack) !== chunk.id) throw new Error('it acknowledges something else')
}
